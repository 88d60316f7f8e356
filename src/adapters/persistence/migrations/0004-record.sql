-- Every change with actor, role, time and reason. Append-only.
create table timeline (
  entry_id bigint generated always as identity primary key,
  shop_id text not null,
  cancellation_id text not null,
  at timestamptz not null default clock_timestamp(),
  actor_id text not null,
  actor_role text not null,
  -- What happened: a stable code such as REQUESTED, DECIDED, LEG_SUCCEEDED.
  event text not null,
  from_state text,
  to_state text,
  reason text,
  details jsonb not null default '{}'
);

create index timeline_by_cancellation on timeline (shop_id, cancellation_id, entry_id);

create function append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger timeline_append_only before update or delete or truncate on timeline
  for each statement execute function append_only();
create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
  for each statement execute function append_only();

-- Events leave in the same transaction as the change they tell.
create table outbox (
  event_id bigint generated always as identity primary key,
  shop_id text not null,
  cancellation_id text not null,
  type text not null,
  body jsonb not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);

create index outbox_unsent on outbox (event_id) where sent_at is null;

create table webhook_inbox (
  source text not null,
  event_id text not null,
  body jsonb not null,
  -- The leg's idempotency key or its id, as the channel gives it back.
  reference text not null,
  -- What it says of the leg, in our words.
  answer jsonb not null,
  -- Null while it is parked: the leg it speaks of is not known yet.
  leg_id text,
  received_at timestamptz not null default now(),
  applied_at timestamptz,
  primary key (source, event_id)
);

create index webhook_inbox_parked on webhook_inbox (reference) where applied_at is null;

create table idempotency_keys (
  shop_id text not null,
  scope text not null,
  key text not null,
  request_hash text not null,
  answer jsonb not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, scope, key)
);

create table api_keys (
  key_id text primary key,
  key_hash text not null unique,
  shop_id text not null references shops,
  actor_id text not null,
  role text not null,
  merchant_id text,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
