-- The cache of vectors: for each model the numbers of a text under its digest, with a checksum of both.

create table session_finder.caches (
    name text primary key,
    about text not null
);

create table session_finder.vectors (
    cache text not null references session_finder.caches on delete cascade,
    key bytea not null,
    checksum bigint not null,
    numbers bytea not null,
    primary key (cache, key)
);
-- Random numbers do not become smaller; trying costs time.
alter table session_finder.vectors alter column numbers set storage external;
