-- A right to withdraw, frozen with the request; and the rejection that a request takes to arbitration. The index is the way back.
alter table cancellations
  add column statutory boolean not null default false,
  add column escalates text,
  add foreign key (shop_id, escalates) references cancellations (shop_id, cancellation_id);

-- A rejection is heard once, whoever asks: one that was denied has not been heard.
create unique index cancellations_heard_once on cancellations (shop_id, escalates) where escalates is not null and state <> 'DENIED';
create index cancellations_by_escalated on cancellations (shop_id, escalates) where escalates is not null;

-- The arbiter's clock of an escalated part, and what its policy says of silence.
alter table cancellation_parts
  add column arbitration_until timestamptz,
  add column on_arbitration_timeout text check (on_arbitration_timeout in ('NEEDS_HUMAN', 'APPROVED', 'UPHELD')),
  add check ((arbitration_until is null) = (on_arbitration_timeout is null));

-- Whose side a document supports, where a merchant has shown it, and what was written beside it.
alter table evidence
  add column merchant_id text,
  add column note text check (length(note) <= 500);

create index evidence_by_cancellation on evidence (shop_id, cancellation_id, recorded_at);

-- What people write to each other: personal, so it is here alone, never in a history, an event or a log, and may be erased.
create table remarks (
  shop_id text not null,
  cancellation_id text not null,
  kind text not null check (kind in ('REJECTION', 'RULING', 'ESCALATION')),
  -- Whose part it is about; empty for one about the whole.
  merchant_id text not null default '',
  text text not null check (length(text) between 1 and 500),
  actor_id text not null,
  actor_role text not null,
  written_at timestamptz not null default now(),
  primary key (shop_id, cancellation_id, kind, merchant_id),
  foreign key (shop_id, cancellation_id) references cancellations
);
