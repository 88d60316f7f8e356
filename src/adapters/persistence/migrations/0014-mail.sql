-- Where a customer is told of an order's cancellations. Sealed, and erasable; no part of the order's content, so that it may change any time.
create table order_contacts (
  shop_id text not null,
  order_id text not null,
  -- Address and name; null once erased.
  sealed bytea,
  -- `<key id>:<HMAC>` of the address, to compare one with; null once erased.
  email_hash text,
  -- First letters alone; null once erased.
  hint text,
  locale text not null check (locale in ('en', 'zh')),
  updated_at timestamptz not null default now(),
  erased_at timestamptz,
  primary key (shop_id, order_id),
  foreign key (shop_id, order_id) references orders,
  check ((erased_at is null) = (sealed is not null) and (sealed is null) = (email_hash is null))
);

create table merchant_contacts (
  shop_id text not null,
  merchant_id text not null,
  contact_id text not null,
  sealed bytea not null,
  email_hash text not null,
  hint text not null,
  locale text not null check (locale in ('en', 'zh')),
  -- Which mails it wants; none: all of them.
  kinds text[] not null default '{}',
  updated_at timestamptz not null default now(),
  primary key (shop_id, merchant_id, contact_id),
  foreign key (shop_id, merchant_id) references merchants
);

-- Who is mailed at all: a merchant's switches hold beside the shop's.
alter table shops
  add column mail_customer boolean not null default true,
  add column mail_merchant boolean not null default true;
alter table merchants
  add column mail_customer boolean not null default true,
  add column mail_merchant boolean not null default true;

-- One mail to one recipient: written before it is sent, so that it is sent once at most.
create table mails (
  mail_id text primary key,
  shop_id text not null,
  order_id text not null,
  -- Null: about no cancellation, such as a code to sign in with.
  cancellation_id text,
  event_id bigint references outbox,
  kind text not null,
  -- Empty: the order's own contact; else whose contact of merchant_contacts.
  merchant_id text not null default '',
  recipient text not null default '',
  -- What of the cancellation it is about, where that may happen more than once.
  about text not null default '',
  state text not null default 'PENDING' check (state in ('PENDING', 'SENDING', 'SENT', 'KEPT', 'FAILED', 'SKIPPED', 'UNKNOWN')),
  -- Place in the schedule of attempts, from 0.
  step int not null default 0 check (step >= 0),
  next_attempt_at timestamptz not null,
  -- Whoever has it sends it now; next_attempt_at is then when the claim ends.
  claim text,
  -- A short code; never what a server answered.
  error text,
  -- What it must say and nothing else knows, or the whole mail where none is sent.
  sealed bytea,
  created_at timestamptz not null,
  done_at timestamptz,
  foreign key (shop_id, order_id) references orders,
  foreign key (shop_id, cancellation_id) references cancellations,
  unique nulls not distinct (shop_id, cancellation_id, kind, merchant_id, recipient, about)
);

create index mails_due on mails (next_attempt_at) where state in ('PENDING', 'SENDING');
create index mails_done on mails (done_at) where done_at is not null;
create index mails_by_cancellation on mails (shop_id, cancellation_id);
create index mails_by_order on mails (shop_id, order_id);
create index mails_by_event on mails (event_id);

-- When mails were made of an event. What is there already is not told again.
alter table outbox add column mailed_at timestamptz;
update outbox set mailed_at = now();
create index outbox_unmailed on outbox (event_id) where mailed_at is null;

-- The very bytes that every attempt sends: what they say of the cancellation is as it stood at the first.
alter table webhook_deliveries add column body text;
create index webhook_deliveries_done on webhook_deliveries (next_attempt_at) where state <> 'PENDING';
