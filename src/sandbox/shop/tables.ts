/** Orders as the shop's own system has them, and the acts that it has acknowledged. */
export const TABLES = `
CREATE SCHEMA IF NOT EXISTS shop;

CREATE TABLE IF NOT EXISTS shop.orders (
  order_id text PRIMARY KEY,
  version int NOT NULL,
  unit_ids text[] NOT NULL,
  shipped text[] NOT NULL DEFAULT '{}',
  -- The shop itself is at work on it and lets nobody in.
  locked boolean NOT NULL DEFAULT false,
  held_by text,
  held text[] NOT NULL DEFAULT '{}',
  closed text[] NOT NULL DEFAULT '{}',
  -- Cancellations that have let go of it.
  released text[] NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'cancelled'))
);

CREATE TABLE IF NOT EXISTS shop.acknowledged (
  key text PRIMARY KEY,
  request text NOT NULL,
  body text NOT NULL
);
`;
