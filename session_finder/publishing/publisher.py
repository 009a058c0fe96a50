"""The organizers' use cases: preview, stage, embed, publish, and everything else that attendees will see.

A version is embedded before it is published, so that every process finds its vectors in the cache. A failure or a crash
before that leaves the old version published and the new one a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol

from session_finder.branding.logo import CleanLogo, clean_logo
from session_finder.domain.errors import Invalid, NoSuchConference, NoSuchVersion, StoreError
from session_finder.domain.identity import IdentityField
from session_finder.domain.library import (
    Conference,
    ConferenceAdmin,
    Draft,
    MappingMemory,
    Unchanged,
    Version,
    VersionStore,
)
from session_finder.models.cards import ModelError
from session_finder.publishing.diff import Difference, difference
from session_finder.publishing.stable_ids import former_programmes, keeping_ids
from session_finder.publishing.upload import Upload

if TYPE_CHECKING:
    from session_finder.access.organizers import Organizer
    from session_finder.domain.sessions import Programme
    from session_finder.intake import Reading
    from session_finder.models.encoder import Progress

Embed = Callable[["Programme", "Progress | None"], object]


class OrganizerLibrary(VersionStore, ConferenceAdmin, MappingMemory, Protocol):
    """The part of a Library that publishing needs."""


class Publisher:
    """What organizers can do with the conferences of a library.

    ``embed`` computes a programme's vectors into the cache. Every method with an Organizer checks their rights first
    and raises Refused; then StoreError, Conflict when somebody else published meanwhile, or Invalid.
    """

    def __init__(self, library: OrganizerLibrary, embed: Embed) -> None:
        self._library = library
        self._embed = embed

    # ---- before publishing ------------------------------------------------------------------------------------------

    def preview(self, slug: str, reading: Reading) -> Difference:
        """What publishing would change for attendees; everything is new where no readable version is published.

        Raises Invalid for a Reading without a programme.
        """
        programme = _usable(reading)
        published = None
        with suppress(StoreError):
            published = self._library.load(slug)
        former = former_programmes(published, partial(self._library.versions, slug), partial(self._library.load, slug))
        return difference(published, keeping_ids(programme, reading.made_ids, former))

    def current(self, slug: str) -> int | None:
        """The number of the published version, None for none; pass it as ``expected`` later."""
        return next((version.number for version in self._library.versions(slug) if version.current), None)

    def remembered_mapping(self, slug: str) -> dict[str, str]:
        """The columns that were last chosen for this conference; {} for none."""
        return self._library.remembered_mapping(slug)

    # ---- publishing -------------------------------------------------------------------------------------------------

    def stage(self, slug: str, upload: Upload, organizer: Organizer) -> Version | Unchanged:
        """Store an upload as a draft, which only organizers see; the conference is created if it is new.

        Unchanged when the published version is the same. The columns that the organizer chose are remembered.
        """
        organizer.check(slug)
        reading, programme = upload.reading, _usable(upload.reading)
        if self._conference(slug) is None:
            self.create(slug, programme.name, reading.timezone, organizer)
        draft = Draft(organizer.name, upload.source, reading.format, reading.made_ids)
        staged = self._library.stage(slug, programme, draft)
        if upload.mapping is not None:
            self._library.remember_mapping(slug, upload.mapping)
        return staged

    def publish(
        self, slug: str, upload: Upload, organizer: Organizer, progress: Progress | None = None
    ) -> Version | Unchanged:
        """Stage an upload, embed and publish it; ``progress`` gets (texts done, texts to do)."""
        return self.publish_staged(slug, upload, self.stage(slug, upload, organizer), organizer, progress)

    def publish_staged(
        self,
        slug: str,
        upload: Upload,
        staged: Version | Unchanged,
        organizer: Organizer,
        progress: Progress | None = None,
    ) -> Version | Unchanged:
        """Publish the result of ``stage``. Sets the upload's zone, and discards drafts of the same content."""
        done = staged
        if isinstance(staged, Version):
            done = self.resume(slug, staged.number, organizer, upload.expected, progress)
        if self.moves(slug, upload):
            self.set_timezone(slug, upload.zone, organizer)
        if isinstance(done, Version):
            for draft in self.drafts(slug):
                if draft.digest == done.digest:
                    self.discard(slug, draft.number, organizer)
        return done

    def moves(self, slug: str, upload: Upload) -> bool:
        """Whether an upload was read in another zone than the conference's, because somebody chose it."""
        conference = self._conference(slug)
        return conference is not None and upload.zone not in ("", conference.timezone)

    def drafts(self, slug: str) -> tuple[Version, ...]:
        """The drafts, the newest first."""
        return tuple(version for version in self._library.versions(slug) if not version.published)

    def resume(
        self, slug: str, number: int, organizer: Organizer, expected: int | None, progress: Progress | None = None
    ) -> Version | Unchanged:
        """Embed and publish a version; Unchanged when it is published already. Raises ModelError, NoSuchVersion."""
        organizer.check(slug)
        version = self._version(slug, number)
        if version.current:
            return Unchanged(version)
        programme = self._library.load(slug, number)
        try:
            self._embed(programme, progress)
        except ModelError as error:
            raise ModelError(f"The model cannot read version {number} of {slug}: {error}.") from error
        return self._library.publish(slug, number, organizer.name, expected)

    def roll_back(
        self, slug: str, number: int, organizer: Organizer, expected: int | None, progress: Progress | None = None
    ) -> Version | Unchanged:
        """Publish an older version again; it is embedded first. Raises Invalid for a draft."""
        organizer.check(slug)
        if not self._version(slug, number).published:
            raise Invalid(
                f"Version {number} of {slug} is a draft that attendees never saw. Publish it, or choose another."
            )
        return self.resume(slug, number, organizer, expected, progress)

    def discard(self, slug: str, number: int, organizer: Organizer) -> None:
        """Remove a draft."""
        organizer.check(slug)
        self._library.discard(slug, number)

    # ---- conferences ------------------------------------------------------------------------------------------------

    def create(self, slug: str, name: str, timezone: str, organizer: Organizer) -> Conference:
        """Create a conference; attendees see it once something is published."""
        organizer.check(slug)
        return self._library.create(slug, name, timezone, organizer.name)

    def rename(self, slug: str, name: str, organizer: Organizer) -> None:
        """Change a conference's name; its address stays."""
        organizer.check(slug)
        self._library.rename(slug, name, organizer.name)

    def hide(self, slug: str, hidden: bool, organizer: Organizer) -> None:
        """Hide a conference from attendees, or show it again."""
        organizer.check(slug)
        self._library.hide(slug, hidden, organizer.name)

    def delete(self, slug: str, organizer: Organizer) -> None:
        """Delete a conference with all its versions."""
        organizer.check(slug)
        self._library.delete(slug, organizer.name)

    def set_timezone(self, slug: str, timezone: str, organizer: Organizer) -> None:
        """Set the zone of times in further files; an IANA name."""
        organizer.check(slug)
        self._library.set_timezone(slug, timezone)

    def set_day_starts(self, slug: str, day_starts: str, organizer: Organizer) -> None:
        """Set the time at which a day of the conference starts, as "05:00"."""
        organizer.check(slug)
        self._library.set_day_starts(slug, day_starts)

    def set_identity(self, slug: str, texts: Mapping[IdentityField, str], organizer: Organizer) -> None:
        """Set the fields of the conference's look that ``texts`` names, "" for the program's own."""
        organizer.check(slug)
        self._library.set_identity(slug, texts)

    def set_logo(self, slug: str, content: bytes, organizer: Organizer) -> CleanLogo | None:
        """Make an uploaded PNG or SVG safe to serve and the conference's logo; b"" takes the logo away."""
        organizer.check(slug)
        cleaned = clean_logo(content) if content else None
        self._library.set_logo(slug, cleaned.logo if cleaned else None)
        return cleaned

    def set_examples(self, slug: str, examples: Iterable[str], organizer: Organizer) -> None:
        """Set the interests that attendees are offered to try."""
        organizer.check(slug)
        self._library.set_examples(slug, examples)

    def set_aliases(self, slug: str, aliases: Iterable[tuple[str, str]], organizer: Organizer) -> None:
        """Set the pairs of expressions that mean the same."""
        organizer.check(slug)
        self._library.set_aliases(slug, aliases)

    def _conference(self, slug: str) -> Conference | None:
        """A conference, None for an unknown one. Raises Damaged."""
        try:
            return self._library.conference(slug)
        except NoSuchConference:
            return None

    def _version(self, slug: str, number: int) -> Version:
        versions = self._library.versions(slug)
        for version in versions:
            if version.number == number:
                return version
        there = ", ".join(str(version.number) for version in reversed(versions)) or "none"
        raise NoSuchVersion(f"There is no version {number} of {slug}. There are: {there}.")


def _usable(reading: Reading) -> Programme:
    if reading.programme is not None:
        return reading.programme
    errors = reading.errors
    more = f" (the first of {len(errors):,} errors)" if len(errors) > 1 else ""
    raise Invalid(f"The file cannot be published: {errors[0]}{more}" if errors else "The file holds no programme.")
