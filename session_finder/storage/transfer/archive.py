"""A backup file as a Shelf: a ZIP with conferences, their versions and the audit, without vectors.

No entry is unpacked under its own name: entries are looked up by the names below, one at a time, and validated like the
content of any other store. A programme's entry is named by its digest. The number and total size of entries are checked
(``zip_limits``) before any is read.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from session_finder.branding.logo import clean_logo
from session_finder.domain.errors import Damaged, Invalid, NotWritable, Unsupported
from session_finder.domain.identity import MAX_LOGO, Logo
from session_finder.domain.library import AuditLine, Version
from session_finder.storage.rules import audit, conference_json, programme_json, version_json
from session_finder.storage.rules.conference_fields import zone_of
from session_finder.storage.rules.identity_fields import is_logo
from session_finder.storage.transfer import zip_limits
from session_finder.storage.transfer.shelf import Raw, Whole

_INDEX: Final = "session-finder.json"  # the kind of file, its conferences and the audit
_PROGRAMME: Final = "programmes/{}.json"  # by digest
_BY_HAND: Final = "by-hand/{}"  # by digest
_LOGO: Final = "logos/{}"  # by name, which has the digest
_PASSWORD: Final = "password.json"  # noqa: S105  the name of an entry
_KIND: Final = "a backup of Session Finder"
_WRITING: Final = 1  # the format's version; a higher one in a file is from a newer release
_MOST: Final = 512 * 2**20  # bytes of a programme; 100,000 sessions take a third of that
_MOST_SAID: Final = 64 * 2**20  # bytes of any other entry; 200,000 audit lines take half of that
_HIGHEST: Final = 10**9  # highest version number
_LEVEL: Final = 1  # fast compression, since publishing is blocked meanwhile
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError)


class _ByHand(Mapping[str, bytes]):
    """Hand-written files by name, read on access. Raises Damaged."""

    def __init__(self, digests: dict[str, str], read: Callable[[str], bytes]) -> None:
        self.digests = digests
        self._read = read

    def __getitem__(self, name: str) -> bytes:
        return self._read(_BY_HAND.format(self.digests[name]))

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)


class Archive:
    """A backup that is read, or one that is written and completed by ``finish``."""

    def __init__(self, file: zipfile.ZipFile, place: str) -> None:
        self._file, self._place = file, place
        self._wholes: dict[str, Whole] = {}
        self._lines: list[AuditLine] = []
        self._names: set[str] = set(file.namelist())

    @classmethod
    @contextmanager
    def read_from(cls, path: Path) -> Iterator[Self]:
        """Open a backup. Raises Damaged if it is not one, Unsupported if a newer release wrote it."""
        with ExitStack() as opened:
            try:
                file = opened.enter_context(zip_limits.opened(path))
            except OSError as error:
                raise Damaged(f"{path} cannot be read: {error.strerror or error}.") from error
            except _BROKEN as error:
                raise Damaged(f"{path} is no backup, or was cut short ({error}). Nothing was changed.") from error
            archive = cls(file, str(path))
            archive._look()
            yield archive

    @classmethod
    @contextmanager
    def written_to(cls, target: BinaryIO, place: str) -> Iterator[Self]:
        """An empty backup that is written to ``target``, which must be readable too."""
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as file:
            yield cls(file, place)

    # ---- Shelf ------------------------------------------------------------------------------------------------------

    def all_slugs(self) -> tuple[str, ...]:
        """The slugs of all conferences."""
        return tuple(sorted(self._wholes))

    def whole(self, slug: str) -> Whole | None:
        """A conference, None for an unknown slug."""
        return self._wholes.get(slug)

    def content(self, slug: str, number: int) -> bytes:
        """A version's bytes, validated as a programme. Raises Damaged."""
        digest = self._wholes[slug].digests[number]
        content = self._entry(_PROGRAMME.format(digest))
        try:
            sessions = programme_json.from_json(content, slug, "").sessions
        except ValueError as error:
            raise Damaged(f"{self._place}: version {number} of {slug} {error}.") from error
        if len({session.id for session in sessions}) < len(sessions):
            raise Damaged(f"{self._place}: version {number} of {slug} is damaged: two sessions have one id.")
        return content

    def begin(self, whole: Whole) -> None:
        """Add a conference's description."""
        slug, digests = whole.conference.slug, dict[str, str]()
        for named, content in whole.by_hand.items():
            digests[named] = programme_json.digest(content)
            name = _BY_HAND.format(digests[named])
            if name not in self._names:
                self._put(name, content)
        by_hand = _ByHand(digests, self._entry)
        self._wholes[slug] = replace(whole, versions=(), current=None, last=None, last_number=0, by_hand=by_hand)

    def logo(self, slug: str, name: str) -> bytes | None:
        """A logo that is what its name says; a drawing must be what would be kept of it as an upload."""
        content = self._entry(_LOGO.format(name)) if _LOGO.format(name) in self._names else b""
        try:
            kept = clean_logo(content).logo
        except Invalid:
            return None
        same = name.endswith(kept.kind) and (kept.kind == "png" or kept.content == content)
        return content if same and is_logo(name, content) else None

    def keep_logo(self, slug: str, logo: Logo) -> None:
        """Add a logo, unless another conference has the same."""
        if _LOGO.format(logo.name) not in self._names:
            self._put(_LOGO.format(logo.name), logo.content)

    def add(self, slug: str, version: Version, content: bytes, by_hand: bytes | None = None) -> None:
        """Add a version, and its programme unless another version has the same digest."""
        name = _PROGRAMME.format(version.digest)
        if name not in self._names:
            self._put(name, content)
        whole = self._wholes[slug]
        self._wholes[slug] = replace(whole, versions=(*whole.versions, version))

    def point(self, slug: str, whole: Whole) -> None:
        """Add the number of the published version."""
        self._wholes[slug] = replace(
            self._wholes[slug], current=whole.current, last=whole.last, last_number=whole.last_number
        )

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of the audit, oldest first."""
        return tuple(line for line in self._lines if slug in (None, line.slug))

    def record(self, lines: Iterable[AuditLine]) -> None:
        """Append lines to the audit."""
        self._lines.extend(lines)

    def caches(self) -> dict[str, str]:
        """Always {}: vectors are not backed up."""
        return {}

    def checksums(self, name: str) -> dict[bytes, int]:
        """Always {}."""
        return {}

    def rows(self, name: str, keys: Sequence[bytes]) -> Iterator[list[Raw]]:
        """No row."""
        yield from ()

    def keep(self, about: str, kept: Sequence[Raw]) -> None:
        """Ignore the rows."""

    # ---- beside the conferences -----------------------------------------------------------------------------------

    @property
    def password(self) -> bytes | None:
        """The content of the file with the password's hash, None for none."""
        return self._entry(_PASSWORD) if _PASSWORD in self._names else None

    def keep_password(self, content: bytes) -> None:
        """Add that file."""
        self._put(_PASSWORD, content)

    def finish(self) -> None:
        """Write the index. Raises OSError, and NotWritable if it is too large to be read back."""
        tree = {
            "what": _KIND,
            "writing": _WRITING,
            "conferences": [_tree(self._wholes[slug]) for slug in self.all_slugs()],
            "audit": [audit.tree_of(line) for line in self._lines],
        }
        self._put(_INDEX, json.dumps(tree, indent=1).encode())

    # ---- within -----------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Read the index. Raises Damaged, Unsupported."""
        if _INDEX not in self._names:
            raise Damaged(f"{self._place} is no backup of this program. Nothing was changed.")
        tree = self._understood(_INDEX, json.loads)
        if not isinstance(tree, dict) or tree.get("what") != _KIND:
            raise Damaged(f"{self._place} is no backup of this program. Nothing was changed.")
        writing = tree.get("writing")
        if type(writing) is not int or writing > _WRITING:
            raise Unsupported(f"{self._place} was written by a newer version of this program. Upgrade it first.")
        try:
            said = [conference["about"] for conference in tree["conferences"]]
            json.dumps(said, ensure_ascii=False).encode()  # about.toml cannot hold a lone surrogate
            wholes = [self._whole(conference) for conference in tree["conferences"]]
            self._lines = [audit.line_of(line) for line in tree["audit"]]
            self._wholes = {whole.conference.slug: whole for whole in wholes}
            if len(self._wholes) < len(wholes):
                raise ValueError("a conference is listed twice")  # noqa: TRY301  one sentence for all
        except (ValueError, TypeError, KeyError, AttributeError, Invalid) as error:
            raise Damaged(f"{self._place} is damaged ({error}). Nothing was changed.") from error

    def _whole(self, tree: dict[str, Any]) -> Whole:
        """The conference of JSON values that ``_tree`` made. Raises ValueError, TypeError, KeyError or Invalid."""
        slug, mapping, current, last_number = (tree[name] for name in ("slug", "mapping", "current", "last_number"))
        if not isinstance(slug, str) or type(last_number) is not int or type(current) not in (int, type(None)):
            raise ValueError("a conference has values of another kind")
        if not isinstance(mapping, dict) or not all(isinstance(text, str) for text in mapping.values()):
            raise ValueError("a mapping has values of another kind")
        kept = tuple(_version(version, current) for version in tree["versions"])
        numbers = {version.number for version in kept}
        if len(numbers) < len(kept):
            raise ValueError(f"a version of {slug!r} is listed twice")
        if current is not None and current not in numbers:
            raise ValueError(f"version {current} of {slug!r} is missing")
        last = audit.line_of(tree["last"]) if tree["last"] is not None else None
        digests = {name: str(digest) for name, digest in tree["by_hand"].items()}
        if missing := [digest for digest in digests.values() if _BY_HAND.format(digest) not in self._names]:
            raise ValueError(f"a file of {slug!r} is missing: {missing[0]}")
        if not 0 <= last_number <= _HIGHEST or any(version.number > _HIGHEST for version in kept):
            raise ValueError(f"{slug!r} has a version number that cannot be")
        conference = conference_json.conference_of(slug, tree["about"])
        zone_of(conference.timezone)
        return Whole(conference, mapping, kept, current, last, last_number, _ByHand(digests, self._entry))

    def _entry(self, name: str) -> bytes:
        """An entry's content, verified by its checksum. Raises Damaged."""

        def same(content: bytes) -> bytes:
            return content

        found: bytes = self._understood(name, same)
        return found

    def _understood(self, name: str, read: Callable[[bytes], Any]) -> Any:  # noqa: ANN401  the result of ``read``
        try:
            return read(zip_limits.content(self._file, name, _most(name)))
        except KeyError:
            raise Damaged(f"{self._place} is damaged: {name} is missing.") from None
        except (*_BROKEN, RecursionError) as error:
            raise Damaged(f"{self._place} is damaged: {name} cannot be read ({error}).") from error

    def _put(self, name: str, content: bytes) -> None:
        if len(content) > _most(name) or len(self._names) >= zip_limits.ENTRIES:
            raise NotWritable(
                f"There is more to save than a backup holds ({name}). Save the folder or database itself."
            )
        self._file.writestr(name, content)
        self._names.add(name)


def _most(name: str) -> int:
    if name.startswith(_LOGO.format("")):
        return MAX_LOGO
    return _MOST_SAID if name in (_INDEX, _PASSWORD) else _MOST


def _tree(whole: Whole) -> dict[str, object]:
    kept = [version_json.tree_of(version) | {"published": version.published} for version in whole.versions]
    return {
        "slug": whole.conference.slug,
        "about": conference_json.tree_of(whole.conference),
        "mapping": whole.mapping,
        "versions": kept,
        "current": whole.current,
        "last": audit.tree_of(whole.last) if whole.last else None,
        "last_number": whole.last_number,
        "by_hand": whole.by_hand.digests if isinstance(whole.by_hand, _ByHand) else {},
    }


def _version(tree: dict[str, Any], current: int | None) -> Version:
    number = tree["number"]
    if type(number) is not int or number < 0:
        raise ValueError("a version has no number")
    return version_json.version_of(tree, number, tree["published"] is True, number == current)
