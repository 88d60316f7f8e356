create table cancellations (
  shop_id text not null,
  cancellation_id text not null,
  order_id text not null,
  workflow_id text not null,
  idempotency_key text not null,
  request_hash text not null,
  initiator text not null,
  reason text not null,
  fault text not null,
  actor_id text not null,
  actor_role text not null,
  -- The shop's version of the order that it was accepted on.
  order_version bigint not null,
  selection jsonb not null,
  state text not null check (state in (
    'REQUESTED', 'DENIED', 'AWAITING_DECISION', 'OFFERED', 'REJECTED', 'ARBITRATION', 'UPHELD', 'WITHDRAWN', 'INTERCEPTING',
    'NOT_STOPPED', 'AWAITING_RETURN', 'REFUNDING', 'CLOSED', 'SETTLED', 'REPAIRING', 'NEEDS_HUMAN')),
  waiting_on text not null,
  refund_state text not null default 'NONE' check (refund_state in ('NONE', 'IN_PROGRESS', 'COMPLETED', 'NEEDS_ATTENTION')),
  connected boolean not null,
  currency char(3) not null,
  whole boolean not null,
  -- Minor units; the quote's at first, the plan's from the commit on.
  refund bigint not null check (refund >= 0),
  fee bigint not null check (fee >= 0),
  -- merchant_id → policy, as it was when the request came, and the hash of the canonical JSON.
  policies jsonb not null,
  policy_hash text not null,
  quote jsonb not null,
  deadline timestamptz,
  denial_code text,
  -- What the shop's own system said when it refused to hold.
  shop_code text,
  -- NEEDS_HUMAN: why, in which step, since when, and the state it was in.
  stuck_cause text,
  stuck_step text,
  stuck_since timestamptz,
  stuck_from text,
  shop_held_at timestamptz,
  shop_closed_at timestamptz,
  -- Set by whichever comes first, under the order's row lock: never both.
  pivot_at timestamptz,
  withdrawn_at timestamptz,
  committed_at timestamptz,
  requested_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz,
  settled_at timestamptz,
  primary key (shop_id, cancellation_id),
  foreign key (shop_id, order_id) references orders,
  unique (shop_id, idempotency_key),
  check (pivot_at is null or withdrawn_at is null),
  check ((state = 'NEEDS_HUMAN') = (stuck_cause is not null))
);

-- At most one cancellation of an order that has neither CLOSED nor ended otherwise.
create unique index cancellations_one_active on cancellations (shop_id, order_id)
  where state in ('REQUESTED', 'AWAITING_DECISION', 'OFFERED', 'ARBITRATION', 'INTERCEPTING', 'AWAITING_RETURN', 'REFUNDING')
     or (state = 'NEEDS_HUMAN' and closed_at is null);

create index cancellations_by_order on cancellations (shop_id, order_id);
create index cancellations_newest on cancellations (shop_id, requested_at desc, cancellation_id desc);
create index cancellations_by_state on cancellations (shop_id, state, requested_at desc, cancellation_id desc);

create table cancellation_units (
  shop_id text not null,
  cancellation_id text not null,
  order_id text not null,
  unit_id text not null,
  merchant_id text not null,
  -- Quoted, minor units.
  goods bigint not null,
  shipping bigint not null,
  state text not null default 'HELD' check (state in ('HELD', 'RELEASED', 'CANCELLED')),
  primary key (shop_id, cancellation_id, unit_id),
  foreign key (shop_id, cancellation_id) references cancellations,
  foreign key (shop_id, order_id, unit_id) references order_units
);

-- One merchant's part of a cancellation.
create table cancellation_parts (
  shop_id text not null,
  cancellation_id text not null,
  merchant_id text not null,
  state text not null default 'PENDING'
    check (state in ('PENDING', 'APPROVED', 'REJECTED', 'ESCALATED', 'AWAITING_RETURN', 'NOT_STOPPED')),
  deadline timestamptz,
  on_timeout text not null check (on_timeout in ('APPROVE', 'REJECT', 'ESCALATE')),
  on_not_stopped text not null check (on_not_stopped in ('END', 'AWAIT_RETURN', 'NEEDS_HUMAN')),
  return_until timestamptz,
  primary key (shop_id, cancellation_id, merchant_id),
  foreign key (shop_id, cancellation_id) references cancellations
);

create index cancellation_parts_by_merchant on cancellation_parts (shop_id, merchant_id, state, deadline);

-- Who was first: one row a part. The time-out writes the same row.
create table decisions (
  shop_id text not null,
  cancellation_id text not null,
  merchant_id text not null,
  outcome text not null check (outcome in ('APPROVED', 'REJECTED', 'ESCALATED')),
  door text not null check (door in ('API', 'UPDATE', 'SIGNAL', 'TIMEOUT', 'RULE', 'LEVER')),
  actor_id text not null,
  actor_role text not null,
  rejection_reason text,
  received_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (shop_id, cancellation_id, merchant_id),
  foreign key (shop_id, cancellation_id, merchant_id) references cancellation_parts
);

-- What the carrier said of each parcel of a cancellation.
create table interceptions (
  shop_id text not null,
  cancellation_id text not null,
  order_id text not null,
  shipment_id text not null,
  -- ASKED is written before the first byte goes out.
  state text not null check (state in ('ASKED', 'UNKNOWN', 'STOPPED', 'ALREADY_OUT', 'DELIVERED')),
  idempotency_key text not null,
  carrier_ref text,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  primary key (shop_id, cancellation_id, shipment_id),
  foreign key (shop_id, cancellation_id) references cancellations,
  foreign key (shop_id, order_id, shipment_id) references shipments
);

create table closure_proofs (
  shop_id text not null,
  cancellation_id text not null,
  version integer not null,
  body jsonb not null,
  hash text not null,
  superseded_at timestamptz,
  written_at timestamptz not null default now(),
  primary key (shop_id, cancellation_id, version),
  foreign key (shop_id, cancellation_id) references cancellations
);
