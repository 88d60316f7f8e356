-- Answers to any write that carried an idempotency key, beside those to requests, which are kept for ever. While the first of them is still being
-- worked on there is no answer yet, only who works on it and until when that counts.
alter table idempotency_keys
  alter column answer drop not null,
  add column claim_id uuid,
  add column claimed_until timestamptz,
  -- Null: for ever.
  add column expires_at timestamptz,
  add constraint idempotency_keys_answered_or_claimed
    check (answer is not null or (claim_id is not null and claimed_until is not null));

create index idempotency_keys_by_expiry on idempotency_keys (expires_at) where expires_at is not null;
