-- Ports of desktops that are reached from outside.

create table cyberdesk.previews (
  id text primary key,
  organization_id text not null references cyberdesk.organizations,
  desktop_id text not null references cyberdesk.desktops on delete cascade,
  port integer not null check (port between 1 and 65535),
  public boolean not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index previews_by_desktop on cyberdesk.previews (desktop_id, id desc);

alter table cyberdesk.previews enable row level security;
alter table cyberdesk.previews force row level security;
create policy api on cyberdesk.previews to cyberdesk_api using (true) with check (true);
grant select, insert, update, delete on cyberdesk.previews to cyberdesk_api;
