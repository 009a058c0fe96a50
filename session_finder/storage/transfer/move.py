"""Copy a store into another: conferences with their versions, the audit, the vectors.

Damaged content is left out and reported: a version, or a conference without an intact published version. Content that
is already in the target is kept, so that an interrupted copy can be resumed and a second one copies only what is new.
The source is not changed. At the end both stores are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from session_finder.domain.errors import Damaged, Diverged, StoreError, Unavailable
from session_finder.domain.identity import Logo
from session_finder.domain.library import AuditLine, Version
from session_finder.retrieval.vector_cache import checksum_of
from session_finder.storage.files.change_stamp import PROGRAMME
from session_finder.storage.rules import programme_json, versioning
from session_finder.storage.transfer.shelf import Shelf, Whole
from session_finder.storage.vectors.sqlite_copy import missing


class _Unusable(Damaged):
    """Nothing of a conference can be copied."""


@dataclass
class Moved:
    """How much was copied, and what was left out, as sentences."""

    conferences: int = 0
    versions: int = 0
    lines: int = 0
    vectors: int = 0
    left: list[str] = field(default_factory=list)


def move(source: Shelf, target: Shelf, say: Callable[[str], None] = lambda _: None, vectors: bool = True) -> Moved:
    """Copy everything and compare; ``vectors=False`` leaves the vectors out.

    Raises Diverged if the stores conflict, another StoreError if one cannot be used.
    """
    moved, before = Moved(), set(target.audit())
    for slug in source.all_slugs():
        say(f"Moving {slug}")
        try:
            _move_conference(source, target, slug, moved)
        except _Unusable as error:
            moved.left.append(str(error))
    lines = _audit(source, moved)
    there = set(target.audit())  # the file store already added the line of each publish
    target.record(line for line in lines if line not in there)
    moved.lines = sum(line not in before for line in lines)
    for name, about in source.caches().items() if vectors else ():
        say(f"Moving the vectors of {about}")
        _move_vectors(source, target, name, about, moved)
    return moved


def _audit(source: Shelf, moved: Moved) -> tuple[AuditLine, ...]:
    """The lines of the audit; () with a report if it cannot be read."""
    try:
        return source.audit()
    except Unavailable:
        raise
    except StoreError as error:
        moved.left.append(f"The audit: {error}")
        return ()


def _move_conference(source: Shelf, target: Shelf, slug: str, moved: Moved) -> None:
    try:
        whole = source.whole(slug)
    except Unavailable:
        raise
    except StoreError as error:
        raise _Unusable(f"All of {slug}: {error}") from error
    if whole is None:
        return  # deleted meanwhile
    digests = {version.number: _digest(source, slug, version, moved) for version in whole.versions}
    there = target.whole(slug)
    fitting = _fitting(whole, there, {number: digest for number, digest in digests.items() if digest})
    if there and there.last and fitting.last is None:
        raise Diverged(
            f"{slug} was published there (version {there.current} by {there.last.who or 'somebody'}), and here it was "
            "not, or that is damaged. Nothing of it was changed: move it the other way, or delete it there first."
        )
    if there and there.last and fitting.last and there.last.when > fitting.last.when:
        raise Diverged(
            f"{slug} was published there later than here (version {there.current} by {there.last.who or 'somebody'}). "
            "Nothing of it was changed: move it the other way, or delete it there first."
        )
    fitting, logo = _with_logo(source, fitting, moved)
    target.begin(fitting)
    if logo is not None:
        target.keep_logo(slug, logo)
    known = there.digests if there else {}
    for version in fitting.versions:
        if version.number not in known:
            try:
                by_hand = None if version.number else whole.by_hand.get(PROGRAMME)
                target.add(slug, version, source.content(slug, version.number), by_hand)
                moved.versions += 1
            except StoreError as error:
                if version.number or fitting.current == 0:
                    raise
                moved.left.append(str(error))
                fitting = replace(fitting, versions=tuple(kept for kept in fitting.versions if kept.number))
    if there is None or (there.current, there.last) != (fitting.current, fitting.last):
        target.point(slug, fitting)
    moved.conferences += there is None
    _compare(target, slug, fitting)


def _with_logo(source: Shelf, whole: Whole, moved: Moved) -> tuple[Whole, Logo | None]:
    """The conference and its logo; without one, with a report, where that cannot be copied."""
    conference = whole.conference
    name = conference.identity.logo
    if not name:
        return whole, None
    said = "it is missing or damaged. Set it again."
    try:
        content = source.logo(conference.slug, name)
    except Damaged as error:
        content, said = None, str(error)
    if content is not None:
        return whole, Logo("png" if name.endswith(".png") else "svg", content)
    moved.left.append(f"The logo of {conference.slug}: {said}")
    bare = replace(conference, identity=replace(conference.identity, logo=""))
    return replace(whole, conference=bare), None


def _digest(source: Shelf, slug: str, version: Version, moved: Moved) -> str:
    """A version's digest; "" with a report if it cannot be copied."""
    try:
        content = source.content(slug, version.number)
    except Unavailable:
        raise
    except StoreError as error:
        moved.left.append(f"Version {version.number} of {slug}: {error}")
        return ""
    digest = programme_json.digest(content)
    if version.digest and digest != version.digest:
        moved.left.append(f"Version {version.number} of {slug} is damaged: its digest is another.")
        return ""
    return digest


def _fitting(whole: Whole, there: Whole | None, digests: dict[int, str]) -> Whole:
    """The conference without unreadable versions.

    An unreadable current version is replaced by its fallback; raises _Unusable if there is none. Raises Diverged if the
    target has another version of the same number.
    """
    slug = whole.conference.slug
    kept = tuple(
        replace(version, digest=digests[version.number]) for version in whole.versions if version.number in digests
    )
    if whole.current is not None and whole.current not in digests:
        published = [version.number for version in kept if version.published]
        seen = next(
            (number for number in versioning.fallback_order(whole.current, published) if number in digests), None
        )
        if seen is None:
            raise _Unusable(
                f"All of {slug}: nothing of it that was published is whole. Publish its file again, or restore it from "
                "an older backup."
            )
        kept = tuple(replace(version, current=version.number == seen) for version in kept)
        whole = replace(whole, current=seen, last=None)
    known = there.digests if there else {}
    for version in kept:
        if known.get(version.number, version.digest) != version.digest:
            raise Diverged(
                f"Version {version.number} of {slug} is another one there. Nothing of it was changed: "
                "delete the conference there first, or move to an empty store."
            )
    return replace(whole, versions=kept)


def _move_vectors(source: Shelf, target: Shelf, name: str, about: str, moved: Moved) -> None:
    here = source.checksums(name)
    damaged = 0
    for part in source.rows(name, missing(here, target.checksums(name))):
        whole = [row for row in part if checksum_of(row[0], row[2]) == row[1]]
        damaged += len(part) - len(whole)
        target.keep(about, whole)
        moved.vectors += len(whole)
    if damaged:
        moved.left.append(f"{damaged:,} damaged vectors of {about}; they will be computed again.")
    if len(missing(here, target.checksums(name))) > damaged:
        raise Diverged(f"Not all vectors of {about} arrived. Move again: what is there already is not moved twice.")


def _compare(target: Shelf, slug: str, wanted: Whole) -> None:
    """Read back what was copied. Raises Diverged if it differs."""
    found = target.whole(slug)
    same = (
        found is not None
        and (found.current, found.conference) == (wanted.current, wanted.conference)
        and wanted.digests.items() <= found.digests.items()
        and _with_logo(target, found, Moved())[0] == found
        and all(
            programme_json.digest(target.content(slug, number)) == digest for number, digest in wanted.digests.items()
        )
    )
    if not same:
        raise Diverged(f"{slug} is not the same there after moving. Move again, and look at both if this stays.")
