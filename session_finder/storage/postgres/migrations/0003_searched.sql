-- What is searched in the database itself: programmes too large for a server's memory, exactly ("exact"), and all
-- programmes at once, approximately ("near"). All of it can be made again from the versions and the cache of vectors.
-- It needs pgvector 0.8; where only a superuser may add it, that one runs first: create extension vector
create extension if not exists vector;

create table session_finder.searched (
    id bigint generated always as identity primary key,
    cache text not null,
    purpose text not null check (purpose in ('exact', 'near')),
    slug text not null,
    version text not null,
    sessions integer not null,
    filled integer not null default 0,
    lease timestamptz not null default '-infinity',
    replaced timestamptz,
    unique (cache, purpose, slug, version)
);
comment on table session_finder.searched is
    'a programme''s sessions under one model; filled: how many are there, in their order; lease: until then one server '
    'fills it; replaced: since then nobody should search it any more';

create table session_finder.windows (
    searched bigint not null references session_finder.searched on delete cascade,
    row integer not null,
    embedding vector not null
);
-- Within the row: pushed out of it, a search takes four times as long.
alter table session_finder.windows alter column embedding set storage plain;
create index windows_by_searched on session_finder.windows (searched);

create table session_finder.near_windows (
    searched bigint not null references session_finder.searched on delete cascade,
    row integer not null,
    embedding vector not null
);
alter table session_finder.near_windows alter column embedding set storage plain;
create index near_windows_by_row on session_finder.near_windows (searched, row);
-- An index needs a fixed length: those of the five models and the bundled one. Others are found without it, more slowly.
-- Half the digits take half the memory, and fewer neighbours half the time to add one: what is found is read again anyway.
create index near_windows_384 on session_finder.near_windows
    using hnsw ((embedding::halfvec(384)) halfvec_ip_ops) with (m = 12, ef_construction = 40)
    where vector_dims(embedding) = 384;
create index near_windows_768 on session_finder.near_windows
    using hnsw ((embedding::halfvec(768)) halfvec_ip_ops) with (m = 12, ef_construction = 40)
    where vector_dims(embedding) = 768;

create table session_finder.near_sessions (
    searched bigint not null references session_finder.searched on delete cascade,
    row integer not null,
    terms text[] not null,
    session bytea not null,
    primary key (searched, row)
);
create index near_sessions_by_term on session_finder.near_sessions using gin (terms);
