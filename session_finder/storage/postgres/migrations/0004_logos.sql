-- The logos of conferences, under the names that their digests give them: the one that a conference shows, which its
-- description names, and the one before it, for pages that were shown a moment ago.

create table session_finder.logos (
    conference bigint not null references session_finder.conferences on delete cascade,
    name text not null,
    content bytea not null,
    primary key (conference, name)
);
-- A picture does not become smaller.
alter table session_finder.logos alter column content set storage external;
