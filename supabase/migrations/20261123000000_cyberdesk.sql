-- The API's tables. Nothing here is for browsers: `anon` and `authenticated` get no grant, and row level security, which
-- lets in the API's own role alone, is the second wall.
create schema if not exists cyberdesk;

do $$
begin
  if not exists (select from pg_roles where rolname = 'cyberdesk_api') then create role cyberdesk_api nologin noinherit; end if;
end $$;

create table cyberdesk.organizations (
  id text primary key,
  name text not null,
  -- The person whose personal organization this is.
  personal_user_id uuid unique,
  -- Overrides the configured limit.
  max_desktops integer,
  created_at timestamptz not null default now()
);

create table cyberdesk.memberships (
  organization_id text not null references cyberdesk.organizations on delete cascade,
  user_id uuid not null,
  email text,
  role text not null default 'owner',
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);

create table cyberdesk.api_keys (
  id text primary key,
  organization_id text not null references cyberdesk.organizations on delete cascade,
  name text not null,
  prefix text not null,
  -- SHA-256 of the key. The key has 160 random bits, so a slow hash would add nothing.
  hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_by_organization on cyberdesk.api_keys (organization_id, id desc);

create table cyberdesk.desktops (
  id text primary key,
  organization_id text not null references cyberdesk.organizations,
  name text not null,
  labels jsonb not null default '{}',
  template text not null,
  size text not null,
  vcpus integer not null,
  memory_mib integer not null,
  disk_gib integer not null,
  region text not null,
  cluster_id text not null,
  display jsonb not null,
  locale text not null,
  time_zone text not null,
  keyboard_layout text not null,
  rate_per_hour_micros bigint not null,
  currency text not null,
  on_expire text not null,
  expires_at timestamptz,
  start_timeout_seconds integer not null,
  -- What the customer wants, and how often a start was asked for.
  desired text not null check (desired in ('running', 'stopped', 'deleted')),
  start_count bigint not null default 1,
  -- Environment variables are never stored here; a create that was cut off with some cannot be repeated.
  has_environment boolean not null default false,
  -- Set while the cluster may not know what is wanted; the sweeper repeats the call.
  unsynced_since timestamptz,
  -- What the cluster last reported.
  state text not null,
  state_reason text not null,
  state_message text not null,
  state_since timestamptz not null,
  sequence bigint not null default 0,
  running_seconds bigint not null default 0,
  running_since timestamptz,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index desktops_by_organization on cyberdesk.desktops (organization_id, id desc);
create index desktops_unsynced on cyberdesk.desktops (unsynced_since) where unsynced_since is not null;

create table cyberdesk.desktop_transitions (
  desktop_id text not null references cyberdesk.desktops on delete cascade,
  sequence bigint not null,
  state text not null,
  reason text not null,
  message text not null,
  at timestamptz not null,
  primary key (desktop_id, sequence)
);

create table cyberdesk.usage_intervals (
  desktop_id text not null references cyberdesk.desktops on delete cascade,
  organization_id text not null references cyberdesk.organizations,
  machine_uid text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (desktop_id, machine_uid, started_at)
);
create index usage_intervals_by_organization on cyberdesk.usage_intervals (organization_id, started_at);

create table cyberdesk.streams (
  id text primary key,
  organization_id text not null references cyberdesk.organizations,
  desktop_id text not null references cyberdesk.desktops on delete cascade,
  role text not null,
  viewer_label text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index streams_by_desktop on cyberdesk.streams (desktop_id, id desc);

create table cyberdesk.idempotency_records (
  principal text not null,
  operation text not null,
  key text not null,
  -- SHA-256 of what was asked for.
  fingerprint bytea not null,
  -- The reply, sealed: it may hold a token. Null while the first request is served.
  reply bytea,
  leased_until timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (principal, operation, key)
);
create index idempotency_records_by_age on cyberdesk.idempotency_records (created_at);

-- One append-only log, written in the transaction of the change it tells of.
create table cyberdesk.events (
  sequence bigint generated always as identity primary key,
  id text not null unique,
  organization_id text not null references cyberdesk.organizations,
  type text not null,
  desktop_id text,
  data jsonb not null,
  created_at timestamptz not null default now()
);
create index events_by_organization on cyberdesk.events (organization_id, sequence);

-- Wakes every API process that holds a reply for this desktop.
create function cyberdesk.announce_desktop() returns trigger language plpgsql as $$
begin
  perform pg_notify('cyberdesk_desktop', new.id);
  return new;
end $$;
create trigger desktops_announce after insert or update of state, expires_at, sequence on cyberdesk.desktops
  for each row execute function cyberdesk.announce_desktop();

do $$
declare name text;
begin
  for name in select tablename from pg_tables where schemaname = 'cyberdesk' loop
    execute format('alter table cyberdesk.%I enable row level security', name);
    execute format('alter table cyberdesk.%I force row level security', name);
    execute format('create policy api on cyberdesk.%I to cyberdesk_api using (true) with check (true)', name);
  end loop;
end $$;

revoke all on schema cyberdesk from public;
grant usage on schema cyberdesk to cyberdesk_api;
grant select, insert, update, delete on all tables in schema cyberdesk to cyberdesk_api;
grant usage on all sequences in schema cyberdesk to cyberdesk_api;
revoke update, delete on cyberdesk.events from cyberdesk_api;
revoke execute on function cyberdesk.announce_desktop() from public;
grant execute on function cyberdesk.announce_desktop() to cyberdesk_api;
