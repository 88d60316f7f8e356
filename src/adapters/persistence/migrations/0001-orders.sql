-- The order book. Amounts are minor units of the order's currency. shop_id leads every key.

create table shops (
  shop_id text primary key,
  -- 'own': this order book is the system of record. 'connected': the shop runs its own, this is a copy.
  order_system text not null default 'own' check (order_system in ('own', 'connected')),
  locale text not null default 'en' check (locale in ('en', 'zh')),
  created_at timestamptz not null default now()
);

create table policies (
  shop_id text not null references shops,
  merchant_id text not null,
  version integer not null check (version > 0),
  hash text not null,
  body jsonb not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, merchant_id, version)
);

create table merchants (
  shop_id text not null references shops,
  merchant_id text not null,
  calendar jsonb,
  policy_version integer not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, merchant_id),
  foreign key (shop_id, merchant_id, policy_version) references policies
);

create table orders (
  shop_id text not null references shops,
  order_id text not null check (order_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  version bigint not null,
  currency char(3) not null,
  placed_at timestamptz not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'CANCELLING', 'PARTIALLY_CANCELLED', 'CANCELLED')),
  refund_state text not null default 'NONE' check (refund_state in ('NONE', 'IN_PROGRESS', 'COMPLETED', 'NEEDS_ATTENTION')),
  account_blocked boolean not null default false,
  adjustment bigint not null,
  -- Fees kept by settled or closed cancellations of this order.
  fees_kept bigint not null default 0 check (fees_kept >= 0),
  -- From the first accepted cancellation on, units and amounts no longer change.
  frozen boolean not null default false,
  -- SHA-256 of what the shop last sent: the same version with another content is refused.
  content_hash text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (shop_id, order_id),
  check (state <> 'CANCELLED' or refund_state <> 'NONE')
);

create table order_lines (
  shop_id text not null,
  order_id text not null,
  line_id text not null,
  merchant_id text not null,
  sku text not null,
  location text not null,
  quantity integer not null check (quantity > 0),
  unit_price bigint not null check (unit_price >= 0),
  discount bigint not null check (discount >= 0),
  tax bigint not null check (tax >= 0),
  shipping bigint not null check (shipping >= 0),
  cancellable boolean not null,
  primary key (shop_id, order_id, line_id),
  foreign key (shop_id, order_id) references orders on delete cascade,
  foreign key (shop_id, merchant_id) references merchants
);

create table order_units (
  shop_id text not null,
  order_id text not null,
  unit_id text not null,
  line_id text not null,
  merchant_id text not null,
  sku text not null,
  location text not null,
  cancellable boolean not null,
  price bigint not null,
  tax bigint not null check (tax >= 0),
  shipping bigint not null check (shipping >= 0),
  state text not null default 'ACTIVE' check (state in ('ACTIVE', 'HELD', 'CANCELLED')),
  -- The cancellation that holds or has cancelled it.
  cancellation_id text,
  primary key (shop_id, order_id, unit_id),
  foreign key (shop_id, order_id, line_id) references order_lines on delete cascade,
  check ((state = 'ACTIVE') = (cancellation_id is null))
);

create table tenders (
  shop_id text not null,
  order_id text not null,
  tender_id text not null,
  kind text not null check (kind in ('CARD', 'WALLET', 'BANK_TRANSFER', 'GIFT_CARD', 'STORE_CREDIT', 'UNDEFINED')),
  channel text not null,
  currency char(3) not null,
  sequence integer not null check (sequence > 0),
  primary key (shop_id, order_id, tender_id),
  foreign key (shop_id, order_id) references orders on delete cascade
);

create table authorizations (
  shop_id text not null,
  order_id text not null,
  authorization_id text not null,
  tender_id text not null,
  amount bigint not null check (amount >= 0),
  state text not null default 'OPEN' check (state in ('OPEN', 'VOIDED', 'CAPTURED')),
  primary key (shop_id, order_id, authorization_id),
  foreign key (shop_id, order_id, tender_id) references tenders on delete cascade
);

create table captures (
  shop_id text not null,
  order_id text not null,
  -- The provider's own id of the payment.
  capture_id text not null,
  tender_id text not null,
  amount bigint not null check (amount >= 0),
  -- Every leg that is not proven failed or closed.
  committed bigint not null default 0 check (committed >= 0),
  -- Refunded outside Rescind.
  external bigint not null default 0 check (external >= 0),
  -- Open or lost disputes.
  disputed bigint not null default 0 check (disputed >= 0),
  captured_at timestamptz not null,
  primary key (shop_id, order_id, capture_id),
  foreign key (shop_id, order_id, tender_id) references tenders on delete cascade,
  constraint never_more_than_captured check (committed + external + disputed <= amount)
);

create table payment_events (
  shop_id text not null,
  order_id text not null,
  event_id text not null,
  capture_id text not null,
  kind text not null check (kind in ('EXTERNAL_REFUND', 'DISPUTE_OPENED', 'DISPUTE_WON', 'DISPUTE_LOST')),
  amount bigint not null check (amount > 0),
  happened_at timestamptz not null,
  primary key (shop_id, order_id, event_id),
  foreign key (shop_id, order_id, capture_id) references captures on delete cascade
);

create table shipments (
  shop_id text not null,
  order_id text not null,
  shipment_id text not null,
  carrier text not null,
  tracking_ref text not null,
  state text not null check (state in ('LABELED', 'IN_TRANSIT', 'DELIVERED', 'STOPPED', 'RETURNED')),
  primary key (shop_id, order_id, shipment_id),
  foreign key (shop_id, order_id) references orders on delete cascade
);

create table shipment_units (
  shop_id text not null,
  order_id text not null,
  unit_id text not null,
  shipment_id text not null,
  primary key (shop_id, order_id, unit_id),
  foreign key (shop_id, order_id, shipment_id) references shipments on delete cascade,
  foreign key (shop_id, order_id, unit_id) references order_units on delete cascade
);

create table stock_items (
  shop_id text not null references shops,
  sku text not null,
  location text not null,
  -- Promised to orders and not cancelled; what was delivered when its order came never was.
  reserved bigint not null default 0 check (reserved >= 0),
  available bigint not null default 0,
  -- Waiting for somebody to put it back on the shelf.
  to_shelve bigint not null default 0 check (to_shelve >= 0),
  written_off bigint not null default 0 check (written_off >= 0),
  primary key (shop_id, sku, location)
);

create table stock_movements (
  shop_id text not null,
  order_id text not null,
  unit_id text not null,
  cause text not null check (cause in ('RESERVE', 'RELEASE', 'RETURN_TO_SHELF', 'WRITE_OFF')),
  -- The cancellation, or '' for the order itself.
  cancellation_id text not null default '',
  sku text not null,
  location text not null,
  moved_at timestamptz not null default now(),
  primary key (shop_id, order_id, unit_id, cause, cancellation_id),
  foreign key (shop_id, order_id, unit_id) references order_units on delete cascade
);
