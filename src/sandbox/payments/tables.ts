/** Payments, their refunds, the answers given under each key, and the events that wait for their receiver. */
export const TABLES = `
CREATE SCHEMA IF NOT EXISTS payments;

CREATE TABLE IF NOT EXISTS payments.payments (
  id text PRIMARY KEY,
  method text NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  state text NOT NULL CHECK (state IN ('authorized', 'captured', 'voided')),
  -- Pending refunds too: what is on its way cannot be refunded twice.
  refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
  void_reference text
);

CREATE TABLE IF NOT EXISTS payments.refunds (
  id text PRIMARY KEY DEFAULT 'rf_' || replace(gen_random_uuid()::text, '-', ''),
  payment text NOT NULL REFERENCES payments.payments,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  reference text NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'succeeded', 'failed')),
  code text,
  settles_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX IF NOT EXISTS refunds_payment ON payments.refunds (payment);
CREATE INDEX IF NOT EXISTS refunds_reference ON payments.refunds (reference);
CREATE INDEX IF NOT EXISTS refunds_due ON payments.refunds (settles_at) WHERE state = 'pending';

CREATE TABLE IF NOT EXISTS payments.answers (
  key text PRIMARY KEY,
  request text NOT NULL,
  status int NOT NULL,
  body text NOT NULL
);

CREATE TABLE IF NOT EXISTS payments.events (
  id text PRIMARY KEY,
  body text NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  delivered_at timestamptz
);
CREATE INDEX IF NOT EXISTS events_due ON payments.events (next_at) WHERE delivered_at IS NULL;
`;
