-- Lists in every order that they are asked in. An order by deadline puts those without one last.
create index cancellations_by_deadline on cancellations (shop_id, (coalesce(deadline, 'infinity'::timestamptz)), cancellation_id);
create index cancellations_by_waiting on cancellations (shop_id, waiting_on, (coalesce(deadline, 'infinity'::timestamptz)), cancellation_id);
-- By the beginning of an id, letter by letter.
create index cancellations_by_id on cancellations (shop_id, cancellation_id collate "C");
-- What has not ended: a small part of a table that only grows.
create index cancellations_active on cancellations (shop_id, requested_at desc, cancellation_id desc)
  where state not in ('DENIED', 'REJECTED', 'UPHELD', 'WITHDRAWN', 'NOT_STOPPED', 'SETTLED');

-- A merchant's inbox: what it has not decided yet, the soonest deadline first.
create index cancellation_parts_inbox on cancellation_parts
  (shop_id, merchant_id, (coalesce(deadline, 'infinity'::timestamptz)), cancellation_id) where state = 'PENDING';

-- What a person would call it, where the shop says so.
alter table order_lines add column title text check (length(title) between 1 and 200);

-- Live changes go by the transaction that wrote an event: the order of event_id is not the order in which transactions end. What is there already
-- belongs to the migration's own.
alter table outbox add column txid xid8 not null default pg_current_xact_id();
create index outbox_by_transaction on outbox (txid, event_id);

-- How it went, in the customer's eyes: asked once, and erasable.
create table cancellation_feedback (
  shop_id text not null,
  cancellation_id text not null,
  rating smallint not null check (rating between 1 and 5),
  comment text check (length(comment) between 1 and 1000),
  given_by text not null,
  given_role text not null,
  given_at timestamptz not null default now(),
  primary key (shop_id, cancellation_id),
  foreign key (shop_id, cancellation_id) references cancellations
);

-- What a person has found out about a difference. The note may name a person: it stays here.
alter table drift_cases
  add column resolved_at timestamptz,
  add column resolved_by text,
  add column resolved_role text,
  add column resolution_note text check (length(resolution_note) between 1 and 500),
  add check ((resolved_at is null) = (resolved_by is null) and (resolved_at is null) = (resolved_role is null)
    and (resolved_at is null) = (resolution_note is null));
create index drift_cases_to_do on drift_cases (shop_id, kind) where closed_at is null and resolved_at is null;

-- Refunds that the customer should have by now.
create index refund_legs_late on refund_legs (shop_id, expected_by)
  where state not in ('SUCCEEDED', 'FAILED', 'CLOSED', 'MANUAL') and replaced_by is null;
