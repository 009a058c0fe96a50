"""What one organizer does with one conference at the command line: read a file, stage it, publish it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from session_finder.bootstrap.service import Wiring
from session_finder.cli.import_report import Done, Outcome
from session_finder.cli.terminal import bar, load_model, operator
from session_finder.domain.errors import Conflict, Invalid, NoSuchConference
from session_finder.domain.library import Conference, Library, Unchanged, Version
from session_finder.paths import COMMAND
from session_finder.publishing.diff import Difference
from session_finder.publishing.publisher import Publisher
from session_finder.publishing.upload import Upload
from session_finder.storage.files.hand_written import content_of
from session_finder.uploads import Request, read_upload

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme
    from session_finder.intake import Reading
    from session_finder.models.encoder import Progress

How = Literal["look", "stage", "publish"]


class Desk:
    """An operator's work on the conference ``slug``; the model is loaded when something has to be embedded.

    Without a slug a file can only be checked: it is compared with nothing, and no programme is read.
    """

    def __init__(self, slug: str, model: str | None = None) -> None:
        self.slug = slug
        self.organizer = operator()
        self._model = model

    @cached_property
    def library(self) -> Library:
        """The library. Raises SettingsError."""
        return Wiring().library

    @cached_property
    def publisher(self) -> Publisher:
        """The Publisher. Raises SettingsError."""
        return Publisher(self.library, self._embed)

    def conference(self) -> Conference | None:
        """The conference, None for a new one. Raises Damaged."""
        if not self.slug:
            return None
        try:
            return self.library.conference(self.slug)
        except NoSuchConference:
            return None

    def read(self, files: Sequence[Path], timezone: str, name: str, mapping: dict[str, str], sheet: str) -> Upload:
        """Read the first file and those beside it; columns are ``mapping``, else those of last time.

        Raises Damaged for a file that cannot be read; Invalid for another ``name`` than the conference has, or a column
        that the file does not have.
        """
        conference = self.conference()
        if conference and name not in ("", conference.name):
            raise Invalid(f"{self.slug} is called {conference.name!r} already; --name is for a new conference.")
        zone = timezone or (conference.timezone if conference else "")
        contents = [(content_of(path), path.name) for path in files]
        remembered = self.publisher.remembered_mapping(self.slug) if conference else {}
        found = read_upload(contents, Request(zone, name, sheet, mapping or None, remembered))
        self._refuse_unknown(found)
        expected = self.publisher.current(self.slug) if conference else None
        return Upload(files[0].name, found, expected, mapping or None, timezone)

    @staticmethod
    def _refuse_unknown(found: Reading) -> None:
        """Raise Invalid where a column was chosen that the file does not have: the choice would have no effect."""
        unknown = [problem.column for problem in found.problems if problem.code in ("missing-column", "missing-key")]
        if unknown:
            headers = ", ".join(filter(None, found.headers))
            raise Invalid(f"The file has no column {unknown[0]!r}, which --map names. Its columns are: {headers}.")

    def difference(self, upload: Upload) -> Difference | None:
        """What an upload would change; None without a conference."""
        if not self.slug:
            return None
        return self.publisher.preview(self.slug, upload.reading) if upload.reading.programme else Difference()

    def publish(self, number: int, *, back: bool = False) -> Version | Unchanged:
        """Publish a draft, or with ``back`` an older version. Raises Conflict when another was published meanwhile."""
        serve = self.publisher.roll_back if back else self.publisher.resume
        with bar(sys.stderr.isatty()) as progress:
            return serve(self.slug, number, self.organizer, self.publisher.current(self.slug), progress)

    def _embed(self, programme: Programme, progress: Progress | None) -> object:
        return load_model(self._model).load(programme, progress)


def outcome(desk: Desk, upload: Upload, difference: Difference | None, how: How, say: Callable[[str], None]) -> Outcome:
    """Check, stage or publish an upload; ``say`` gets what is safe already before the model works."""
    slug = desk.slug

    def came_to(done: Done, said: str, version: Version | None = None) -> Outcome:
        return Outcome(slug, upload, done, said, version, difference)

    if upload.reading.errors:
        return came_to("refused", "Nothing was written. Mend the errors and import the file again.")
    if how == "look":
        return came_to("checked", "Nothing was written.")
    publisher = desk.publisher  # only now: whoever looks at a file needs no folder of programmes
    staged = publisher.stage(slug, upload, desk.organizer)
    if how == "stage" and isinstance(staged, Version):
        moves = publisher.moves(slug, upload)
        zone = "The conference's time zone stays until --timezone comes with --publish. " if moves else ""
        return came_to("staged", f"Kept as draft {staged.number}. {zone}{how_to_publish(staged, slug)}", staged)
    if isinstance(staged, Version):
        say(f"Kept as draft {staged.number}, to be published now.")
    try:
        with bar(sys.stderr.isatty()) as progress:
            done = (
                publisher.publish_staged(slug, upload, staged, desk.organizer, progress) if how == "publish" else staged
            )
    except Conflict as error:
        return came_to("conflict", str(error), _version(staged))
    if isinstance(done, Unchanged):
        return came_to("unchanged", f"Nothing was written. {_same(done)}", done.version)
    return came_to("published", shown_now(done), done)


def how_to_publish(draft: Version, slug: str) -> str:
    """The command that publishes a draft."""
    return f"To let attendees see it: {COMMAND} publish {slug} {draft.number}"


def shown_now(published: Version | Unchanged) -> str:
    """The sentence about a finished publish."""
    if isinstance(published, Unchanged):
        return f"Nothing was changed. {_same(published)}"
    return f"Attendees see version {published.number} now: {published.sessions:,} sessions."


def _same(unchanged: Unchanged) -> str:
    version = unchanged.version
    return f"Attendees see the same already: version {version.number}, of {version.when:%d %B %Y}."


def _version(published: Version | Unchanged) -> Version:
    return published.version if isinstance(published, Unchanged) else published
