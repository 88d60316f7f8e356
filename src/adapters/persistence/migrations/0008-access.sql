-- Keys of services: what each is for, until when it works, and which one it took the place of. A key without scopes may do all that its role may.
alter table api_keys
  add column scopes text[],
  add column expires_at timestamptz,
  add column last_used_at timestamptz,
  add column rotated_from text references api_keys;

create index api_keys_by_shop on api_keys (shop_id, created_at);

-- Links that let somebody act on one order. What a link says is signed in the link itself; the row is there to revoke it.
create table order_links (
  shop_id text not null,
  link_id text not null,
  order_id text not null,
  role text not null check (role = 'customer'),
  purpose text not null check (purpose in ('MANAGE', 'FOLLOW')),
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (shop_id, link_id),
  foreign key (shop_id, order_id) references orders
);

create index order_links_by_order on order_links (shop_id, order_id);

-- Calls in the window that runs, one row for whoever calls. Not worth a write-ahead log: after a crash everybody begins anew.
create unlogged table rate_limits (
  bucket text primary key,
  window_start timestamptz not null,
  hits integer not null
);

create index rate_limits_by_age on rate_limits (window_start);

-- The timeline is chained, order by order: an entry's hash covers the hash before it and its own content.
alter table timeline
  add column order_id text,
  add column position integer,
  add column hash text;

-- Where each order's chain ends, so that a cut-off end is found too.
create table timeline_heads (
  shop_id text not null,
  order_id text not null,
  position integer not null,
  hash text not null,
  primary key (shop_id, order_id)
);

-- What the hash covers of an entry. `rescind verify timeline` has the same in its own words.
create function timeline_content(entry timeline) returns text language sql stable as $$
  select jsonb_build_array(entry.shop_id, entry.order_id, entry.position, entry.cancellation_id,
    to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), entry.actor_id, entry.actor_role, entry.event,
    entry.from_state, entry.to_state, entry.reason, entry.details)::text
$$;

-- The head's row is locked until the transaction ends, so that two entries of an order never follow the same one. The function runs as
-- the tables' owner: whoever only inserts can't move a head.
create function chain_timeline() returns trigger language plpgsql security definer set search_path from current as $$
declare
  head timeline_heads;
begin
  -- A cancellation's id is the order's, a dot and 16 hex digits.
  new.order_id := regexp_replace(new.cancellation_id, '\.[0-9a-f]{16}$', '');
  insert into timeline_heads as h (shop_id, order_id, position, hash) values (new.shop_id, new.order_id, 1, '')
    on conflict (shop_id, order_id) do update set position = h.position + 1
    returning * into head;
  new.position := head.position;
  new.hash := encode(sha256(convert_to(head.hash || timeline_content(new), 'UTF8')), 'hex');
  update timeline_heads h set hash = new.hash where h.shop_id = new.shop_id and h.order_id = new.order_id;
  return new;
end $$;

create trigger timeline_chain before insert on timeline for each row execute function chain_timeline();

-- What is there already is chained as it stands today.
alter table timeline disable trigger timeline_append_only;
do $$
declare
  entry timeline;
  head timeline_heads;
begin
  for entry in select * from timeline order by entry_id loop
    entry.order_id := regexp_replace(entry.cancellation_id, '\.[0-9a-f]{16}$', '');
    insert into timeline_heads as h (shop_id, order_id, position, hash) values (entry.shop_id, entry.order_id, 1, '')
      on conflict (shop_id, order_id) do update set position = h.position + 1
      returning * into head;
    entry.position := head.position;
    entry.hash := encode(sha256(convert_to(head.hash || timeline_content(entry), 'UTF8')), 'hex');
    update timeline t set order_id = entry.order_id, position = entry.position, hash = entry.hash
      where t.entry_id = entry.entry_id;
    update timeline_heads h set hash = entry.hash where h.shop_id = entry.shop_id and h.order_id = entry.order_id;
  end loop;
end $$;
-- Deferred constraints of the updates run now: a table with such events pending can't be altered.
set constraints all immediate;
alter table timeline enable trigger timeline_append_only;
alter table timeline
  alter column order_id set not null,
  alter column position set not null,
  alter column hash set not null,
  add constraint timeline_position_once unique (shop_id, order_id, position);

-- A role for API and worker that can't change what was recorded. It belongs to the cluster, and not every owner of a database may make one:
-- then the triggers alone keep the record.
do $$
begin
  create role rescind_app nologin;
exception when insufficient_privilege or duplicate_object or unique_violation then null;
end $$;

do $$
begin
  if not exists (select from pg_roles where rolname = 'rescind_app') then return; end if;
  execute format('grant usage on schema %I to rescind_app', current_schema());
  execute format('grant select, insert, update, delete on all tables in schema %I to rescind_app', current_schema());
  execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to rescind_app', current_schema());
  revoke update, delete, truncate on timeline, ledger_entries, timeline_heads from rescind_app;
  revoke insert on timeline_heads from rescind_app;
end $$;
