-- Conferences with their versions, the audit, and a mark that is new whenever attendees may see something else.
-- json and not jsonb: it keeps every text, also what a file's name may hold and jsonb may not.

create table session_finder.conferences (
    id bigint generated always as identity primary key,
    slug text not null check (slug <> ''),
    about json not null,
    mapping json not null default '{}',
    current integer,
    line json,
    last_number integer not null default 0,
    deleted timestamptz
);
comment on table session_finder.conferences is
    'current: the version that attendees see; line: the publish that made it so; deleted: in the trash since then, '
    'and set to null again it is back';
create unique index conferences_by_slug on session_finder.conferences (slug) where deleted is null;

create table session_finder.versions (
    conference bigint not null references session_finder.conferences on delete cascade,
    number integer not null,
    about json not null,
    published boolean not null default false,
    programme bytea not null,
    primary key (conference, number)
);

create table session_finder.audit (
    id bigint generated always as identity primary key,
    slug text not null,
    line json not null
);
create index audit_by_slug on session_finder.audit (slug);

create table session_finder.state (
    one boolean primary key default true check (one),
    mark uuid not null default gen_random_uuid()
);
insert into session_finder.state default values;

create function session_finder.seen_differently() returns trigger language plpgsql as $$
begin
    update session_finder.state set mark = gen_random_uuid();
    return null;
end
$$;
create trigger seen_differently
    after insert or delete or update of slug, about, current, deleted on session_finder.conferences
    for each statement execute function session_finder.seen_differently();
