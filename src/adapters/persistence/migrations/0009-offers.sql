-- A merchant's counter-offer: at most one for a cancellation. Who was first to answer it is this row.
create table offers (
  shop_id text not null,
  cancellation_id text not null,
  offer_id text not null,
  merchant_id text not null,
  kind text not null check (kind in ('PARTIAL_REFUND', 'COUPON', 'REPLACEMENT', 'OTHER')),
  -- Minor units of currency.
  amount bigint check (amount > 0),
  currency char(3),
  -- What the merchant wrote to the customer: here alone, in no history, event or log.
  note text check (char_length(note) <= 500),
  state text not null default 'OPEN' check (state in ('OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED')),
  deadline timestamptz not null,
  -- What was left of the merchant's clock, which stands still meanwhile: ms of its own kind of time.
  left_ms bigint not null check (left_ms >= 0),
  actor_id text not null,
  actor_role text not null,
  made_at timestamptz not null,
  -- Null, too, where it expired because the request ended.
  answered_by text,
  answered_role text,
  answered_door text check (answered_door in ('API', 'UPDATE', 'TIMEOUT')),
  answered_at timestamptz,
  primary key (shop_id, cancellation_id),
  unique (shop_id, offer_id),
  foreign key (shop_id, cancellation_id, merchant_id) references cancellation_parts,
  check ((amount is null) = (currency is null)),
  check (kind <> 'PARTIAL_REFUND' or amount is not null),
  check ((state = 'OPEN') = (answered_at is null))
);

-- A merchant's own extension of its deadline: once for each part.
create table deadline_extensions (
  shop_id text not null,
  cancellation_id text not null,
  merchant_id text not null,
  minutes integer not null check (minutes between 1 and 10080),
  -- The deadline before, and the one that it was put off to.
  extended_from timestamptz not null,
  extended_to timestamptz not null check (extended_to > extended_from),
  actor_id text not null,
  actor_role text not null,
  extended_at timestamptz not null,
  primary key (shop_id, cancellation_id, merchant_id),
  foreign key (shop_id, cancellation_id, merchant_id) references cancellation_parts
);

-- An approval of some units alone, and the merchant's own choice of what becomes of their stock.
alter table decisions
  add column lines jsonb,
  add column restock text check (restock in ('RELEASE', 'RETURN_TO_SHELF', 'WRITE_OFF')),
  add check (outcome = 'APPROVED' or (lines is null and restock is null));
