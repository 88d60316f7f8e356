-- Refund channels: disputes, captures in flight, balances of our own, payouts by another way, drift, benefits, credit notes.

alter table refund_legs drop constraint refund_legs_state_check;
alter table refund_legs add constraint refund_legs_state_check check (state in (
  'PLANNED', 'SUBMITTED', 'PENDING', 'AMBIGUOUS', 'BLOCKED', 'DISPUTED', 'REVIEW', 'SUCCEEDED', 'FAILED', 'CLOSED', 'MANUAL'));
-- REPAIR: planned after the cancellation was settled, by repairMoney.
alter table refund_legs add column purpose text not null default 'CANCELLATION' check (purpose in ('CANCELLATION', 'REPAIR'));
-- A payout's destination; what it pays back stays counted on the capture that the money came in by.
alter table refund_legs add column destination_id text;
alter table refund_legs add constraint payouts_have_a_destination check ((kind = 'payout') = (destination_id is not null));
-- When it became late in the customer's eyes.
alter table refund_legs add column late_since timestamptz;

drop trigger refund_legs_fixed on refund_legs;
create trigger refund_legs_fixed before update on refund_legs for each row
  when ((old.leg_id, old.cancellation_id, old.tender_id, old.kind, old.channel, old.capture_id, old.authorization_id, old.amount,
         old.currency, old.idempotency_key, old.purpose, old.destination_id)
    is distinct from
        (new.leg_id, new.cancellation_id, new.tender_id, new.kind, new.channel, new.capture_id, new.authorization_id, new.amount,
         new.currency, new.idempotency_key, new.purpose, new.destination_id))
  execute function refund_leg_is_fixed();

-- CAPTURING: the capture is under way, so neither a void nor a refund is right yet.
alter table authorizations drop constraint authorizations_state_check;
alter table authorizations add constraint authorizations_state_check check (state in ('OPEN', 'CAPTURING', 'VOIDED', 'CAPTURED'));
-- Of its amount: captured, by its channel's messages. The rest is still authorized.
alter table authorizations add column captured bigint not null default 0 check (captured between 0 and amount);
-- The authorization that it came from, where a channel named it.
alter table captures add column authorization_id text;
-- Who told us first: 'shop', or a channel.
alter table captures add column reported_by text not null default 'shop';
-- What others took beyond what was left, because a leg held it: refunded twice, unless the dispute is won.
alter table captures add column overdrawn bigint not null default 0 check (overdrawn >= 0);
alter table payment_events add column reported_by text not null default 'shop';
-- Shop and channel tell of the same disputes, each by itself: the one counts who saw more.
create function dispute_is_open(shop text, orderid text, capture text) returns boolean language sql stable as $$
  select coalesce(sum(case kind when 'DISPUTE_OPENED' then said else -said end) > 0, false) from (
    select kind, amount * greatest(
      count(*) filter (where reported_by = 'shop'), count(*) filter (where reported_by <> 'shop')) as said
    from payment_events where shop_id = shop and order_id = orderid and capture_id = capture and kind <> 'EXTERNAL_REFUND'
    group by kind, amount) e
$$;
-- From the latest commit on: what the shop may keep of the payments, minor units. More than that came too late.
alter table orders add column may_keep bigint check (may_keep >= 0);

-- Whose account: 'customer', 'channel:<name>', 'merchant:<id>', 'bank'.
alter table ledger_entries add column party text not null default '';
alter table ledger_entries drop constraint ledger_entries_shop_id_transaction_id_account_key;
alter table ledger_entries add unique (shop_id, transaction_id, account, party);
insert into ledger_accounts values
  ('returned_to_us', 'refunds that had arrived and came back'),
  ('money_after_cancellation', 'paid by customers after their order was cancelled'),
  ('written_off', 'given up, by decision of two persons');

-- What channels say of payments, rather than of our refunds.
create table payment_inbox (
  source text not null,
  event_id text not null,
  body jsonb not null,
  kind text not null check (kind in ('CAPTURED', 'CAPTURE_FAILED', 'EXTERNAL_REFUND', 'DISPUTE_OPENED', 'DISPUTE_WON', 'DISPUTE_LOST')),
  -- The provider's ids of the payment, and of the authorization that it came from.
  source_id text not null,
  authorization_id text,
  amount bigint not null check (amount >= 0),
  currency char(3) not null,
  happened_at timestamptz not null,
  -- The provider's id of the refund or dispute: several messages about one count once.
  reference text,
  -- Of a capture that failed: the authorization is gone with it.
  voided boolean not null default false,
  received_at timestamptz not null default now(),
  -- Null while it is parked: the payment it speaks of is not known yet.
  applied_at timestamptz,
  -- The order that it was applied to.
  shop_id text,
  order_id text,
  primary key (source, event_id)
);
create index payment_inbox_parked on payment_inbox (source_id) where applied_at is null;
create index payment_inbox_by_order on payment_inbox (shop_id, order_id);
create index captures_by_provider_id on captures (capture_id);
create index authorizations_by_provider_id on authorizations (authorization_id);

-- Gift cards and store credit: our own books, one row a card or a customer's credit.
create table balances (
  shop_id text not null references shops,
  balance_id text not null check (balance_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  kind text not null check (kind in ('GIFT_CARD', 'STORE_CREDIT')),
  currency char(3) not null,
  -- Minor units; the sum of its entries.
  amount bigint not null default 0 check (amount >= 0),
  -- Of the amount: held by a cancellation of the order that bought this card, so that it can't be spent meanwhile.
  held bigint not null default 0,
  held_by text,
  state text not null default 'OPEN' check (state in ('OPEN', 'CLOSED')),
  created_at timestamptz not null default now(),
  primary key (shop_id, balance_id),
  constraint held_is_there check (held between 0 and amount),
  constraint held_by_somebody check ((held > 0) = (held_by is not null))
);
create index balances_held on balances (shop_id, held_by) where held_by is not null;
create table balance_entries (
  entry_id bigint generated always as identity primary key,
  shop_id text not null,
  balance_id text not null,
  -- Minor units; a credit is above zero.
  amount bigint not null check (amount <> 0),
  cause text not null check (cause in ('ISSUE', 'SPEND', 'REFUND', 'PAYOUT', 'CANCEL')),
  -- The leg's idempotency key, or what else makes it happen once.
  cause_id text not null,
  order_id text,
  posted_at timestamptz not null default now(),
  unique (shop_id, cause, cause_id),
  foreign key (shop_id, balance_id) references balances
);
create trigger balance_entries_append_only before update or delete or truncate on balance_entries
  for each statement execute function append_only();
-- A bought gift card: the line's unit is the card with this balance.
alter table order_lines add column gift_balance_id text;
alter table order_units add column gift_balance_id text;
-- Of the fee: what had been spent from bought gift cards, minor units.
alter table cancellations add column gift_spent bigint not null default 0 check (gift_spent >= 0);

-- Where else money may go, encrypted; erasable.
create table payout_destinations (
  shop_id text not null references shops,
  destination_id text not null,
  order_id text not null,
  kind text not null check (kind in ('BANK_ACCOUNT', 'STORE_CREDIT')),
  -- AES-256-GCM: key id, nonce, tag and ciphertext; null once erased.
  sealed bytea,
  -- The store credit that it is: an opaque id of our own.
  balance_id text,
  -- What a person may see of it, such as the last four characters.
  hint text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  erased_at timestamptz,
  primary key (shop_id, destination_id),
  foreign key (shop_id, order_id) references orders,
  constraint bank_accounts_are_sealed check ((kind = 'BANK_ACCOUNT' and erased_at is null) = (sealed is not null)),
  constraint store_credits_have_a_balance check ((kind = 'STORE_CREDIT' and erased_at is null) = (balance_id is not null))
);
create index payout_destinations_by_order on payout_destinations (shop_id, order_id);
alter table refund_legs add foreign key (shop_id, destination_id) references payout_destinations;

-- What was shown to support a decision: a reference into the shop's own files and a digest, never the document.
create table evidence (
  shop_id text not null references shops,
  evidence_id text not null,
  cancellation_id text not null,
  kind text not null,
  reference text not null,
  sha256 text,
  recorded_by text not null,
  recorded_role text not null,
  recorded_at timestamptz not null default now(),
  primary key (shop_id, evidence_id),
  foreign key (shop_id, cancellation_id) references cancellations
);

-- The customer agreed that money goes another way than it came.
create table consents (
  shop_id text not null references shops,
  consent_id text not null,
  cancellation_id text not null,
  leg_id text not null,
  route text not null check (route in ('BANK_TRANSFER', 'STORE_CREDIT')),
  evidence_id text not null,
  given_at timestamptz not null,
  recorded_by text not null,
  recorded_role text not null,
  recorded_at timestamptz not null default now(),
  primary key (shop_id, consent_id),
  foreign key (shop_id, leg_id) references refund_legs,
  foreign key (shop_id, evidence_id) references evidence
);

-- Two persons where money moves: who asked is never who approved.
create table approvals (
  shop_id text not null references shops,
  approval_id text not null,
  -- What it allows, such as ALTERNATE_ROUTE or RELEASE_BATCH, of which leg or batch, and its content's hash.
  action text not null,
  subject text not null,
  content jsonb not null,
  -- SHA-256 of its canonical JSON, hex: what is approved is what was asked.
  content_hash text not null,
  cancellation_id text,
  asked_by text not null,
  asked_role text not null,
  asked_at timestamptz not null default now(),
  decided_by text,
  decided_role text,
  decided_at timestamptz,
  decision text check (decision in ('APPROVED', 'REFUSED')),
  primary key (shop_id, approval_id),
  constraint second_person check (decided_by is null or decided_by <> asked_by),
  check ((decided_by is null) = (decision is null)),
  foreign key (shop_id, cancellation_id) references cancellations
);
create index approvals_by_cancellation on approvals (shop_id, cancellation_id);
create unique index approvals_open on approvals (shop_id, action, subject) where decision is null;

-- SEPA: a batch is one pain.001 file, released by a second person.
create table bank_batches (
  shop_id text not null references shops,
  -- The file's MsgId. What is made of it (PmtInfId, InstrId) must stay within 35 characters.
  batch_id text not null unique check (batch_id ~ '^[A-Z0-9-]{1,25}$'),
  state text not null default 'OPEN' check (state in ('OPEN', 'AWAITING_RELEASE', 'RELEASED', 'REJECTED', 'CLOSED')),
  currency char(3) not null default 'EUR' check (currency = 'EUR'),
  created_at timestamptz not null default now(),
  closed_by text,
  closed_at timestamptz,
  released_by text,
  released_at timestamptz,
  -- SHA-256 of the file that was released: the same batch is always the same file.
  file_hash text,
  primary key (shop_id, batch_id),
  constraint released_by_another check (released_by is null or (closed_by is not null and lower(released_by) <> lower(closed_by))),
  check ((state = 'OPEN') = (closed_by is null)),
  check (state in ('OPEN', 'AWAITING_RELEASE', 'REJECTED') or released_by is not null),
  check ((released_by is null) = (file_hash is null) and (released_by is null) = (released_at is null))
);
create unique index bank_batches_one_open on bank_batches (shop_id) where state = 'OPEN';
create table bank_transfers (
  shop_id text not null references shops,
  -- The leg's key without its prefix: what the bank gives back with everything it says.
  end_to_end_id text not null unique check (end_to_end_id ~ '^[A-Za-z0-9-]{1,35}$'),
  batch_id text not null,
  idempotency_key text not null unique,
  order_id text not null,
  -- The provider's id of the payment that it gives back.
  source_id text not null,
  destination_id text not null,
  -- Cents; 999,999,999.99 is the most that one transfer carries.
  amount bigint not null check (amount between 1 and 99999999999),
  currency char(3) not null check (currency = 'EUR'),
  -- SHA-256 of the request: the same key with another one is refused.
  request_hash text not null,
  state text not null default 'QUEUED' check (state in ('QUEUED', 'SENT', 'ACCEPTED', 'BOOKED', 'REJECTED', 'RETURNED')),
  -- The bank's reason, or ours. Of one that is neither rejected nor returned: why a person must look at it.
  code text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, end_to_end_id),
  foreign key (shop_id, batch_id) references bank_batches,
  foreign key (shop_id, destination_id) references payout_destinations
);
create index bank_transfers_by_batch on bank_transfers (shop_id, batch_id);
create index bank_transfers_by_time on bank_transfers (updated_at);

-- A batch that somebody closed is what a second person looks at: nothing joins it any more. The lock makes closing wait for who is joining.
create function bank_transfer_joins_open_batch() returns trigger language plpgsql as $$
begin
  perform from bank_batches where shop_id = new.shop_id and batch_id = new.batch_id and state = 'OPEN' for share;
  if not found then
    raise exception 'batch % of shop % is not open', new.batch_id, new.shop_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger bank_transfers_join_open_batch before insert on bank_transfers for each row
  execute function bank_transfer_joins_open_batch();

create function bank_transfer_is_fixed() returns trigger language plpgsql as $$
begin
  raise exception 'what transfer % of shop % sends may not change', new.end_to_end_id, new.shop_id using errcode = 'check_violation';
end $$;
create trigger bank_transfers_fixed before update on bank_transfers for each row
  when ((old.shop_id, old.end_to_end_id, old.batch_id, old.idempotency_key, old.order_id, old.source_id, old.destination_id, old.amount,
         old.currency, old.request_hash)
    is distinct from
        (new.shop_id, new.end_to_end_id, new.batch_id, new.idempotency_key, new.order_id, new.source_id, new.destination_id, new.amount,
         new.currency, new.request_hash))
  execute function bank_transfer_is_fixed();

-- What the bank sent. The account is the installation's, so a file may tell of several shops.
create table bank_files (
  -- SHA-256 of the bytes: a file is read once.
  file_hash text primary key,
  kind text not null check (kind in ('pain.002', 'camt.053', 'camt.054')),
  message_id text not null,
  -- What came of it: ids, codes and counts, never a name or an account.
  report jsonb not null,
  read_by text not null,
  read_at timestamptz not null default now()
);

-- A difference between two books, open until it is gone.
create table drift_cases (
  case_id bigint generated always as identity primary key,
  -- '*': no shop's payment is behind it.
  shop_id text not null,
  channel text not null,
  kind text not null check (kind in ('AMOUNT', 'STATUS', 'MISSING_HERE', 'MISSING_THERE', 'TWICE', 'LATE', 'ORDER', 'STOCK', 'LEDGER')),
  -- The leg, the provider's refund, the order or the stock item.
  subject text not null,
  leg_id text,
  cancellation_id text,
  ours jsonb not null default '{}',
  theirs jsonb not null default '{}',
  -- When the refund was made: a pass over a later time says nothing about it.
  happened_at timestamptz,
  opened_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  closed_at timestamptz
);
create unique index drift_cases_open on drift_cases (shop_id, channel, kind, subject) where closed_at is null;
create index drift_cases_newest on drift_cases (shop_id, case_id desc);

-- What each complete comparison of a channel covered: the next one begins where the last one ended.
create table reconcile_passes (
  channel text not null,
  pass text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  completed_at timestamptz not null default now(),
  primary key (channel, pass)
);
create index reconcile_passes_latest on reconcile_passes (channel, to_at desc);

-- A provider's list as it came in, for the comparison of one pass; emptied by the next one.
create unlogged table provider_refunds (
  channel text not null,
  pass text not null,
  provider_ref text not null,
  reference text,
  source_id text not null,
  amount bigint not null,
  currency text not null,
  outcome text not null check (outcome in ('succeeded', 'pending', 'failed', 'closed')),
  at timestamptz not null,
  primary key (channel, pass, provider_ref)
);
create index provider_refunds_by_reference on provider_refunds (channel, pass, reference);
create index refund_legs_by_channel on refund_legs (channel, submitted_at);
create index refund_legs_by_provider_ref on refund_legs (channel, provider_ref) where provider_ref is not null;

-- Money that came back, or came in too late: one repair each.
create table repairs (
  shop_id text not null references shops,
  -- The leg that came back, or the capture that came too late.
  subject text not null,
  kind text not null check (kind in ('RETURNED', 'LATE_MONEY')),
  cancellation_id text not null,
  amount bigint not null check (amount > 0),
  opened_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (shop_id, subject),
  foreign key (shop_id, cancellation_id) references cancellations
);

-- Coupons and points of an order.
create table benefits (
  shop_id text not null,
  order_id text not null,
  benefit_id text not null check (benefit_id ~ '^[A-Za-z0-9_.:-]{1,64}$'),
  kind text not null check (kind in ('COUPON', 'POINTS_SPENT', 'POINTS_EARNED', 'GIFT_COUPON')),
  -- Points, or 1 for a coupon.
  amount bigint not null check (amount > 0),
  -- Whose it is; null: the shop's.
  merchant_id text,
  expires_at timestamptz,
  -- What the customer still has of what was earned; null: not known. Goes down with what is clawed back.
  remaining bigint check (remaining between 0 and amount),
  check (amount = 1 or kind not in ('COUPON', 'GIFT_COUPON')),
  primary key (shop_id, order_id, benefit_id),
  foreign key (shop_id, order_id) references orders on delete cascade
);
create table benefit_movements (
  shop_id text not null,
  order_id text not null,
  benefit_id text not null,
  cancellation_id text not null,
  -- DEBT: clawed back although spent already.
  movement text not null check (movement in ('RETURNED', 'KEPT', 'CLAWED_BACK', 'DEBT')),
  amount bigint not null check (amount > 0),
  expires_at timestamptz,
  moved_at timestamptz not null default now(),
  -- What was earned may be there in part only: clawed back, and the rest a debt.
  primary key (shop_id, order_id, benefit_id, cancellation_id, movement),
  foreign key (shop_id, order_id, benefit_id) references benefits,
  foreign key (shop_id, cancellation_id) references cancellations
);

create index benefit_movements_by_cancellation on benefit_movements (shop_id, cancellation_id);
create trigger benefit_movements_append_only before update or delete or truncate on benefit_movements
  for each statement execute function append_only();
-- No coupon comes back twice, no point moves twice, whatever the code thinks.
create function benefit_moves_once() returns trigger language plpgsql as $$
begin
  if (select sum(m.amount) > max(b.amount) from benefit_movements m join benefits b using (shop_id, order_id, benefit_id)
      where m.shop_id = new.shop_id and m.order_id = new.order_id and m.benefit_id = new.benefit_id) then
    raise exception 'more of benefit % of order % moved than there is', new.benefit_id, new.order_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger benefit_movements_once after insert on benefit_movements for each row execute function benefit_moves_once();

-- Numbers without a gap, a series per shop and year.
create table credit_note_series (
  shop_id text not null references shops,
  series text not null,
  last_number bigint not null default 0,
  primary key (shop_id, series)
);
create table credit_notes (
  shop_id text not null,
  series text not null,
  number bigint not null,
  cancellation_id text not null,
  -- CREDIT for a cancellation, CORRECTION for a repair.
  kind text not null default 'CREDIT' check (kind in ('CREDIT', 'CORRECTION')),
  body jsonb not null,
  hash text not null,
  issued_at timestamptz not null default now(),
  primary key (shop_id, series, number),
  foreign key (shop_id, cancellation_id) references cancellations
);
create unique index credit_notes_once on credit_notes (shop_id, cancellation_id) where kind = 'CREDIT';
create unique index credit_notes_corrected_once on credit_notes (shop_id, cancellation_id, (body ->> 'subject')) where kind = 'CORRECTION';
create trigger credit_notes_append_only before update or delete or truncate on credit_notes
  for each statement execute function append_only();
