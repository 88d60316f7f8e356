create table refund_legs (
  shop_id text not null,
  -- <cancellationId>/<n>, and for a replacement <n> goes on counting.
  leg_id text not null,
  cancellation_id text not null,
  order_id text not null,
  tender_id text not null,
  kind text not null check (kind in ('refund', 'void', 'payout')),
  channel text not null,
  capture_id text,
  authorization_id text,
  amount bigint not null check (amount > 0),
  currency char(3) not null,
  state text not null default 'PLANNED' check (state in (
    'PLANNED', 'SUBMITTED', 'PENDING', 'AMBIGUOUS', 'BLOCKED', 'REVIEW', 'SUCCEEDED', 'FAILED', 'CLOSED', 'MANUAL')),
  -- One key for ever, from the leg's id.
  idempotency_key text not null,
  provider_ref text,
  code text,
  -- Reference of a payment made by hand.
  manual_reference text,
  replaced_by text,
  -- A message that contradicts how it ended: RETURNED, PAID_AFTER_ALL, PAID_TWICE, CONTRADICTED.
  late_news text,
  submitted_at timestamptz,
  final_at timestamptz,
  expected_by date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, leg_id),
  -- It has the shop's id in it, so that a message that carries nothing else finds its leg.
  unique (idempotency_key),
  foreign key (shop_id, cancellation_id) references cancellations,
  foreign key (shop_id, order_id, tender_id) references tenders,
  foreign key (shop_id, order_id, capture_id) references captures,
  foreign key (shop_id, order_id, authorization_id) references authorizations,
  check ((kind = 'void') = (authorization_id is not null)),
  check ((kind = 'void') = (capture_id is null))
);

create index refund_legs_by_cancellation on refund_legs (shop_id, cancellation_id);
-- A message may carry the leg's id and not its shop's.
create index refund_legs_by_id on refund_legs (leg_id);
create index refund_legs_by_order on refund_legs (shop_id, order_id);

-- The same key always carries the same request.
create function refund_leg_is_fixed() returns trigger language plpgsql as $$
begin
  raise exception 'what leg % of shop % sends may not change', new.leg_id, new.shop_id using errcode = 'check_violation';
end $$;

create trigger refund_legs_fixed before update on refund_legs for each row
  when ((old.leg_id, old.cancellation_id, old.tender_id, old.kind, old.channel, old.capture_id, old.authorization_id, old.amount,
         old.currency, old.idempotency_key)
    is distinct from
        (new.leg_id, new.cancellation_id, new.tender_id, new.kind, new.channel, new.capture_id, new.authorization_id, new.amount,
         new.currency, new.idempotency_key))
  execute function refund_leg_is_fixed();

-- Written before the first byte goes out, completed by the answer.
create table refund_attempts (
  shop_id text not null,
  leg_id text not null,
  attempt integer not null,
  kind text not null check (kind in ('SUBMIT', 'QUERY', 'WEBHOOK')),
  request jsonb not null,
  outcome text,
  code text,
  started_at timestamptz not null default now(),
  answered_at timestamptz,
  primary key (shop_id, leg_id, attempt),
  foreign key (shop_id, leg_id) references refund_legs
);

create table ledger_accounts (
  account text primary key,
  meaning text not null
);

insert into ledger_accounts values
  ('payable_to_customer', 'owed to customers for cancelled units'),
  ('refunds_in_transit', 'sent to a channel and not final yet; zero when a cancellation is settled'),
  ('paid_back', 'returned to customers through a channel'),
  ('sales_reversed', 'revenue taken back by cancellations'),
  ('paid_back_by_hand', 'returned to customers outside the channels');

create table ledger_entries (
  entry_id bigint generated always as identity primary key,
  shop_id text not null,
  -- <leg or cancellation>:<event>; the same event never posts twice.
  transaction_id text not null,
  account text not null references ledger_accounts,
  currency char(3) not null,
  -- Debit positive, credit negative, minor units.
  amount bigint not null check (amount <> 0),
  order_id text not null,
  cancellation_id text not null,
  leg_id text,
  posted_at timestamptz not null default now(),
  unique (shop_id, transaction_id, account)
);

create index ledger_entries_by_cancellation on ledger_entries (shop_id, cancellation_id);

create function ledger_transaction_is_zero() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from ledger_entries
    where shop_id = new.shop_id and transaction_id = new.transaction_id
    group by currency having sum(amount) <> 0
  ) then
    raise exception 'ledger transaction % of shop % does not add up to zero', new.transaction_id, new.shop_id
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

create constraint trigger ledger_zero_sum after insert on ledger_entries
  deferrable initially deferred for each row execute function ledger_transaction_is_zero();
