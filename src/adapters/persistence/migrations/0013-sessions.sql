-- Links by which a merchant decides on one cancellation. What a link says is signed in the link itself; the row is there to end it.
create table merchant_links (
  shop_id text not null,
  link_id text not null,
  cancellation_id text not null,
  merchant_id text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  -- It lasts longer where the part's deadline was moved since.
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (shop_id, link_id),
  foreign key (shop_id, cancellation_id, merchant_id) references cancellation_parts
);

create index merchant_links_by_part on merchant_links (shop_id, cancellation_id, merchant_id);

-- Who is signed in at a browser. The token itself is in the browser's cookie alone.
create table sessions (
  shop_id text not null,
  token_hash bytea not null unique,
  actor_id text not null,
  actor_role text not null,
  merchant_id text,
  order_id text,
  cancellation_id text,
  scopes text[],
  purpose text,
  -- The link that it was opened by: when that is revoked, it ends.
  link_id text,
  -- Without a call for so long it ends, s.
  idle_seconds integer not null check (idle_seconds > 0),
  -- Moves on with each use, never beyond ends_at.
  expires_at timestamptz not null,
  ends_at timestamptz not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (shop_id, token_hash)
);

create index sessions_by_age on sessions (expires_at);

-- Codes that were mailed to orders' own contacts. A request that matched nothing has its row too, so that it takes as long.
create table guest_codes (
  shop_id text not null,
  code_id text not null,
  order_id text not null,
  matched boolean not null,
  salt bytea not null,
  code_hash bytea not null,
  tries integer not null default 0 check (tries between 0 and 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (shop_id, code_id)
);

create index guest_codes_by_order on guest_codes (shop_id, order_id, created_at desc);
create index guest_codes_by_age on guest_codes (expires_at);
