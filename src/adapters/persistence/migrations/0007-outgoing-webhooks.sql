-- Where a shop, or one of its merchants, is told of events by signed messages.
create table webhook_endpoints (
  shop_id text not null references shops,
  endpoint_id text not null unique,
  -- Null: the whole shop's.
  merchant_id text,
  url text not null check (length(url) between 8 and 2048),
  -- Types of events, exact or ending in *; none: all of them.
  types text[] not null default '{}',
  state text not null default 'ENABLED' check (state in ('ENABLED', 'DISABLED', 'DELETED')),
  disabled_reason text check (disabled_reason in ('GONE', 'FAILING', 'BY_HAND')),
  disabled_at timestamptz,
  -- The first failed attempt since the last that was taken.
  failing_since timestamptz,
  idempotency_key text not null,
  request_hash text not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, endpoint_id),
  unique (shop_id, idempotency_key),
  foreign key (shop_id, merchant_id) references merchants,
  check ((state = 'DISABLED') = (disabled_at is not null) and (disabled_at is null) = (disabled_reason is null))
);

-- What signs its messages. Several live side by side while one is being replaced.
create table webhook_secrets (
  secret_id text primary key,
  shop_id text not null,
  endpoint_id text not null,
  -- Null once it is retired.
  sealed bytea,
  made_by text not null check (made_by in ('CREATION', 'ROTATION')),
  idempotency_key text not null,
  request_hash text not null,
  created_at timestamptz not null default now(),
  -- It signs until then; null: until it is replaced.
  retires_at timestamptz,
  unique (shop_id, endpoint_id, made_by, idempotency_key),
  foreign key (shop_id, endpoint_id) references webhook_endpoints
);

-- One event for one endpoint.
create table webhook_deliveries (
  delivery_id text primary key,
  shop_id text not null,
  endpoint_id text not null,
  event_id bigint not null references outbox,
  state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'FAILED')),
  -- Place in the schedule of attempts, from 0; a resend begins it anew.
  step int not null default 0 check (step >= 0),
  attempts int not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz not null,
  -- Whoever has it attempts it now; next_attempt_at is then when the claim ends.
  claim text,
  last_error text,
  created_at timestamptz not null default now(),
  unique (shop_id, endpoint_id, event_id),
  foreign key (shop_id, endpoint_id) references webhook_endpoints
);

create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where state = 'PENDING';
create index webhook_deliveries_by_endpoint on webhook_deliveries (shop_id, endpoint_id, event_id desc);

create table webhook_attempts (
  delivery_id text not null references webhook_deliveries,
  attempt int not null,
  at timestamptz not null,
  duration_ms int not null,
  status int,
  -- A short code; never what the endpoint answered.
  error text,
  primary key (delivery_id, attempt)
);

create table webhook_resends (
  shop_id text not null,
  idempotency_key text not null,
  delivery_id text not null references webhook_deliveries,
  at timestamptz not null default now(),
  primary key (shop_id, idempotency_key)
);

-- What became of an endpoint, and by whom. Append-only.
create table webhook_endpoint_events (
  entry_id bigint generated always as identity primary key,
  shop_id text not null,
  endpoint_id text not null,
  at timestamptz not null default clock_timestamp(),
  actor_id text not null,
  actor_role text not null,
  event text not null check (event in ('CREATED', 'TYPES_CHANGED', 'SECRET_ROTATED', 'DISABLED', 'ENABLED', 'DELETED')),
  reason text,
  foreign key (shop_id, endpoint_id) references webhook_endpoints
);

create index webhook_endpoint_events_by_endpoint on webhook_endpoint_events (shop_id, endpoint_id, entry_id);

create trigger webhook_endpoint_events_append_only before update or delete or truncate on webhook_endpoint_events
  for each statement execute function append_only();
