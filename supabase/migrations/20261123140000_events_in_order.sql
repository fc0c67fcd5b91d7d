-- Events are numbered by their organization, idempotency records know what was made for them, and desktops when they
-- were last seen running.

alter table cyberdesk.organizations
  -- Number of its last event.
  add column event_sequence bigint not null default 0;

alter table cyberdesk.desktops
  -- How often in a row the cluster refused it; each refusal doubles the pause before the next call.
  add column push_failures integer not null default 0,
  -- The last moment at which it is known to have run; a machine that is lost without a word is billed up to here.
  add column observed_at timestamptz;

-- A record without an owner was made by a server that is gone: its repeat takes it over.
alter table cyberdesk.idempotency_records
  -- Who serves it: after a takeover the first holder writes nothing any more.
  add column owner uuid not null default gen_random_uuid(),
  -- What was made for it, written in the transaction that made it: whoever takes over goes on with that.
  add column made_id text;
alter table cyberdesk.idempotency_records alter column owner drop default;

-- The log's numbers were handed out over all organizations; from now on each counts its own, without holes.
alter table cyberdesk.events drop constraint events_pkey;
alter table cyberdesk.events alter column sequence drop identity;
drop index cyberdesk.events_by_organization;
update cyberdesk.events as event set sequence = numbered.number
  from (
    select id, row_number() over (partition by organization_id order by sequence) as number
      from cyberdesk.events
  ) as numbered
  where numbered.id = event.id;
update cyberdesk.organizations as organization set event_sequence = (
  select coalesce(max(sequence), 0) from cyberdesk.events where organization_id = organization.id
);
alter table cyberdesk.events add primary key (organization_id, sequence);
create index events_by_age on cyberdesk.events (created_at);

-- A reader goes on after the last number that it saw, so a lower one must never appear later. An ordinary sequence would
-- hand out numbers in another order than transactions end in; the organization's row makes each wait for the one before.
create function cyberdesk.number_event() returns trigger language plpgsql as $$
begin
  update cyberdesk.organizations set event_sequence = event_sequence + 1 where id = new.organization_id
    returning event_sequence into new.sequence;
  perform pg_notify('cyberdesk_event', new.organization_id);
  return new;
end $$;
create trigger events_number before insert on cyberdesk.events
  for each row execute function cyberdesk.number_event();

-- What happened is never rewritten, and forgotten only after a month.
drop policy api on cyberdesk.events;
create policy reads on cyberdesk.events for select to cyberdesk_api using (true);
create policy appends on cyberdesk.events for insert to cyberdesk_api with check (true);
create policy forgets on cyberdesk.events for delete to cyberdesk_api using (created_at < now() - interval '31 days');
grant delete on cyberdesk.events to cyberdesk_api;

revoke execute on all functions in schema cyberdesk from public;
grant execute on all functions in schema cyberdesk to cyberdesk_api;
