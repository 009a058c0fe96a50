"""The Library in PostgreSQL, for several servers. Every change is one transaction that locks its conference.

A version's programme is stored as the same bytes as on a disk, so that its digest is the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import LiteralString

from psycopg.rows import TupleRow

from session_finder.domain.errors import AlreadyExists, Damaged, NoSuchConference, NoSuchVersion
from session_finder.domain.identity import IdentityField, Logo
from session_finder.domain.library import Action, AuditLine, Conference, Loaded, State, Version
from session_finder.domain.sessions import Programme
from session_finder.storage.postgres import rows
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.row_change import RowChange
from session_finder.storage.rules import audit, versioning
from session_finder.storage.rules.conference_fields import (
    alias_pairs,
    alias_table,
    day_start_of,
    examples_list,
    name_of,
    new_slug,
    zone_of,
)
from session_finder.storage.rules.conference_json import tree_of
from session_finder.storage.rules.identity_fields import is_logo, with_texts
from session_finder.storage.rules.publication import ConferenceChange, VersionedLibrary
from session_finder.storage.rules.version_json import version_of

_STAMP = 0.5  # seconds that a search waits for the stamp


class PostgresLibrary(VersionedLibrary):
    """A Library in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._looked: dict[str, dict[tuple[int, str], bool]] = {}  # by slug: which states of versions are intact

    # ---- what attendees see ----------------------------------------------------------------------------------------

    def conferences(self) -> tuple[Conference, ...]:
        """The published conferences by slug; one whose row is damaged is named by its slug."""
        found = (
            rows.readable_conference(slug, about)[0] for slug, about, current in self._all() if current is not None
        )
        return tuple(conference for conference in found if not conference.hidden)

    def all_conferences(self) -> tuple[Conference, ...]:
        """All conferences, including hidden and unpublished ones."""
        return tuple(rows.readable_conference(slug, about)[0] for slug, about, _ in self._all())

    def states(self) -> tuple[State, ...]:
        """The conferences of which something is published, by one query."""
        statement: LiteralString = (
            "select c.slug, c.about, v.about ->> 'digest' from session_finder.conferences c"
            " left join session_finder.versions v on v.conference = c.id and v.number = c.current"
            ' where c.deleted is null and c.current is not null order by c.slug collate "C"'
        )
        found = self._database.fetch(lambda known: known.execute(statement).fetchall())
        return tuple(
            State(slug, conference, digest or "", damage)
            for slug, about, digest in found
            for conference, damage in (rows.readable_conference(slug, about),)
        )

    def conference(self, slug: str) -> Conference:
        """One conference. Raises NoSuchConference, Damaged."""
        statement: LiteralString = "select about from session_finder.conferences where slug = %s and deleted is null"
        return rows.conference_of(slug, self._of(slug, statement)[0][0])

    def load(self, slug: str, version: int | None = None) -> Programme:
        """The programme that attendees see, or a given version."""
        if version is None:
            return self.load_served(slug).programme
        conference, _, _, told, content = self._row(slug, version)
        return rows.programme_of(conference, version, told, content)

    def load_served(self, slug: str) -> Loaded:
        """The published version, by one query; if it is damaged, the newest intact one."""
        conference, damage, current, told, content = self._row(slug, None)
        if current is None:
            raise versioning.nothing_published(slug)
        try:
            return Loaded(rows.programme_of(conference, current, told, content), current, False, damage)
        except (Damaged, NoSuchVersion) as error:
            said = [*filter(None, (damage,)), str(error)]
        published = [version.number for version in self.versions(slug) if version.published]
        for number in versioning.fallback_order(current, published)[1:]:
            with suppress(Damaged, NoSuchVersion):
                return Loaded(
                    self.load(slug, number), number, True, " ".join((*said, versioning.fallback_notice(number)))
                )
        raise Damaged(" ".join(said))

    def logo(self, slug: str, name: str) -> bytes | None:
        """A logo's bytes. Raises NoSuchConference."""
        statement: LiteralString = (
            "select l.content from session_finder.conferences c"
            " left join session_finder.logos l on l.conference = c.id and l.name = %(name)s"
            " where c.slug = %(slug)s and c.deleted is null"
        )
        if not rows.storable(name):
            return None
        ((content,),) = self._of(slug, statement, {"slug": slug, "name": name})
        return bytes(content) if content is not None and is_logo(name, content) else None

    def stamp(self) -> str:
        """A mark that changes whenever attendees may see something else; reads one row."""
        statement: LiteralString = "select mark from session_finder.state"
        row = self._database.ask(lambda known: known.execute(statement).fetchone(), _STAMP)
        return str(row[0]) if row else ""

    # ---- versions ---------------------------------------------------------------------------------------------------

    def versions(self, slug: str) -> tuple[Version, ...]:
        """All versions, newest first."""
        found = self._of(
            slug,
            "select v.number, v.about, v.published, c.current from session_finder.conferences c"
            " left join session_finder.versions v on v.conference = c.id"
            " where c.slug = %s and c.deleted is null order by v.number desc",
        )
        return tuple(
            version_of(about, number, published, number == current)
            for number, about, published, current in found
            if number is not None
        )

    def damaged(self, slug: str) -> frozenset[int]:
        """The numbers of versions that do not match their digests, which are computed once for each state of a row."""
        states: LiteralString = (
            "select v.number, v.xmin::text from session_finder.conferences c"
            " left join session_finder.versions v on v.conference = c.id where c.slug = %s and c.deleted is null"
            " order by v.number"
        )
        digest: LiteralString = (
            "select coalesce(v.about ->> 'digest', '') in ('', encode(sha256(v.programme), 'hex'))"
            " from session_finder.conferences c join session_finder.versions v on v.conference = c.id"
            " where c.slug = %(slug)s and c.deleted is null and v.number = %(number)s::numeric"
        )
        before, now = self._looked.get(slug, {}), dict[tuple[int, str], bool]()
        for number, mark in self._of(slug, states):
            if number is not None:
                known = before.get((number, mark))
                now[number, mark] = (
                    self._of(slug, digest, {"slug": slug, "number": number})[0][0] if known is None else known
                )
        self._looked[slug] = now
        return frozenset(number for (number, _), whole in now.items() if not whole)

    # ---- conferences ---------------------------------------------------------------------------------------------

    def create(self, slug: str, name: str, timezone: str = "", who: str = "") -> Conference:
        """Insert a conference without a published version."""
        conference = Conference(new_slug(slug), name_of(name), zone_of(timezone))
        with self._database.change() as connection:
            made = connection.execute(
                "insert into session_finder.conferences (slug, about) values (%s, %s)"
                " on conflict (slug) where deleted is null do nothing returning id",
                (slug, json.dumps(tree_of(conference))),
            ).fetchone()
            if made is None:
                raise AlreadyExists(f"There is a conference {slug} already. Choose another short name.")
            rows.record(connection, versioning.audit_line("create", slug, who))
        return conference

    def rename(self, slug: str, name: str, who: str = "") -> None:
        """Change a conference's name."""
        self._update(slug, lambda known: replace(known, name=name_of(name)), "rename", who)

    def hide(self, slug: str, hidden: bool, who: str = "") -> None:
        """Hide a conference from attendees, or show it again."""
        self._update(slug, lambda known: replace(known, hidden=hidden), "hide" if hidden else "show", who)

    def set_timezone(self, slug: str, timezone: str) -> None:
        """Change the time zone. Published versions keep theirs."""
        self._update(slug, lambda known: replace(known, timezone=zone_of(timezone)))

    def set_day_starts(self, slug: str, day_starts: str) -> None:
        """Set the start of the day."""
        self._update(slug, lambda known: replace(known, day_starts=day_start_of(day_starts)))

    def set_identity(self, slug: str, texts: Mapping[IdentityField, str]) -> None:
        """Change the look."""
        self._update(slug, lambda known: replace(known, identity=with_texts(known.identity, texts)))

    def set_logo(self, slug: str, logo: Logo | None) -> None:
        """Insert the logo's row, and name it in the look."""
        with self._database.change() as connection:
            row = rows.held(connection, slug)
            before = row.conference.identity
            after = replace(before, logo=logo.name if logo else "")
            if logo:
                rows.add_logo(connection, row, logo)
            if after != before:
                rows.describe(connection, row, replace(row.conference, identity=after))
            rows.remove_logos(connection, row, keep=(before.logo, after.logo))

    def set_examples(self, slug: str, examples: Iterable[str]) -> None:
        """Change the example interests."""
        self._update(slug, lambda known: replace(known, examples=tuple(examples_list(examples))))

    def set_aliases(self, slug: str, aliases: Iterable[tuple[str, str]]) -> None:
        """Change the aliases."""
        self._update(slug, lambda known: replace(known, aliases=alias_pairs(alias_table(aliases))))

    def delete(self, slug: str, who: str) -> None:
        """Mark a conference as deleted: its row and versions are kept, and its slug can be used again."""
        with self._database.change() as connection:
            row = rows.held(connection, slug)
            line = versioning.audit_line("delete", slug, who, row.current)
            rows.record(connection, line)
            connection.execute("update session_finder.conferences set deleted = %s where id = %s", (line.when, row.id))

    # ---- what is remembered --------------------------------------------------------------------------------------

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of the audit, oldest first."""
        if slug is not None and not rows.storable(slug):
            return ()
        statement: LiteralString = "select line from session_finder.audit where slug = coalesce(%s, slug) order by id"
        found = self._database.ask(lambda known: known.execute(statement, (slug,)).fetchall())
        return tuple(sorted((audit.line_of(line) for (line,) in found), key=lambda line: line.when))

    def remembered_mapping(self, slug: str) -> dict[str, str]:
        """The column mapping that was chosen last; {} for none."""
        statement: LiteralString = "select mapping from session_finder.conferences where slug = %s and deleted is null"
        with suppress(NoSuchConference):
            ((mapping,),) = self._of(slug, statement)
            if isinstance(mapping, dict):
                return {field: header for field, header in mapping.items() if isinstance(header, str)}
        return {}

    def remember_mapping(self, slug: str, mapping: Mapping[str, str]) -> None:
        """Save a column mapping for the next upload."""
        with self._database.change() as connection:
            row = rows.held(connection, slug)
            connection.execute(
                "update session_finder.conferences set mapping = %s where id = %s", (json.dumps(dict(mapping)), row.id)
            )

    # ---- within -----------------------------------------------------------------------------------------------------

    @contextmanager
    def _change(self, slug: str) -> Iterator[ConferenceChange]:
        with self._database.change() as connection:
            yield RowChange(connection, rows.held(connection, slug))

    def _row(self, slug: str, version: int | None) -> tuple[Conference, str, int | None, object, bytes | None]:
        """A conference, its damage, its current version's number, and the columns of ``version`` or else that one."""
        ((about, current, told, content),) = self._of(
            slug,
            "select c.about, c.current, v.about, v.programme from session_finder.conferences c"
            " left join session_finder.versions v"
            " on v.conference = c.id and v.number = coalesce(%(number)s::numeric, c.current)"
            " where c.slug = %(slug)s and c.deleted is null",
            {"slug": slug, "number": version},
        )
        return *rows.readable_conference(slug, about), current, told, content

    def _all(self) -> list[tuple[str, object, int | None]]:
        statement: LiteralString = (
            "select slug, about, current from session_finder.conferences where deleted is null"
            ' order by slug collate "C"'
        )
        return self._database.ask(lambda known: known.execute(statement).fetchall())

    def _of(self, slug: str, statement: LiteralString, values: dict[str, object] | None = None) -> list[TupleRow]:
        """The rows of a query about a conference. Raises NoSuchConference for no row.

        With ``values`` the result may be large.
        """
        if not rows.storable(slug):
            raise rows.no_such(slug)
        ask = self._database.fetch if values else self._database.ask
        found = ask(lambda known: known.execute(statement, values or (slug,), binary=True).fetchall())
        if not found:
            raise rows.no_such(slug)
        return found

    def _update(
        self, slug: str, said: Callable[[Conference], Conference], what: Action | None = None, who: str = ""
    ) -> None:
        """Update a conference's description; does nothing if it is unchanged."""
        with self._database.change() as connection:
            row = rows.held(connection, slug)
            fresh = said(row.conference)
            if fresh == row.conference:
                return
            if what:
                rows.record(connection, versioning.audit_line(what, slug, who))
            rows.describe(connection, row, fresh)
