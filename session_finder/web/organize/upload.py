"""An upload: the file box, reading the files, and the summary of what was recognized."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from session_finder.domain.library import Conference
from session_finder.intake import Reading
from session_finder.intake.model.limits import MAX_BYTES
from session_finder.publishing.upload import Upload
from session_finder.uploads import Request, read_upload, warm
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.service.process_service import service

_READ = "organize_read"  # session state key: the last upload as it was read
_ENDINGS = (
    *("csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "yml", "yaml", "js", "mjs", "ts", "xml", "ics"),
    *("md", "html", "htm", "gz", "zip"),
)
_MIB = 1_000_000

Files = tuple[tuple[bytes, str], ...]


@dataclass(frozen=True, slots=True)
class ReadFiles(Upload):
    """An upload with its ``files``. ``key`` is a digest of the files and the organizer's choices."""

    key: str = ""
    files: Files = ()


def ask_for_files(conference: Conference) -> Files:
    """The files in the upload box; () if it is empty."""
    round_ = st.session_state.get(box_key(conference.slug), 0)
    found = st.file_uploader(
        words.FILES,
        type=_ENDINGS,
        accept_multiple_files=True,
        max_upload_size=MAX_BYTES // _MIB,
        help=words.FILES_HELP.format(limit=MAX_BYTES // _MIB),
        key=f"{box_key(conference.slug)}_{round_}",
    )
    st.caption(words.PRIVATE)
    if not found:
        forget_upload()  # a file uploaded again is compared with the then published version
        warm()
    return tuple((file.getvalue(), file.name) for file in found)


def box_key(slug: str) -> str:
    """The session state key that counts a conference's upload boxes: a new number gives an empty box."""
    return f"organize_box_{slug}"


def mapping_key(slug: str) -> str:
    """The session state key of the column mapping chosen for a conference's upload."""
    return f"organize_mapping_{slug}"


def read(conference: Conference, files: Files) -> ReadFiles:
    """Read the files with the organizer's choices; cached until a file or a choice changes."""
    place = st.empty()
    slug = conference.slug
    sheet = str(st.session_state.get(f"organize_sheet_{slug}") or "")
    zone = str(st.session_state.get(_zone_key(slug), conference.timezone) or "")
    chosen: Mapping[str, str] | None = st.session_state.get(mapping_key(slug))
    key = _key(slug, files, sheet, zone, chosen)
    known = st.session_state.get(_READ)
    if isinstance(known, ReadFiles) and known.key == key:
        st.session_state.setdefault(_zone_key(slug), known.zone)
        return known
    publisher = service().publisher
    request = Request(zone, conference.name, sheet, chosen, publisher.remembered_mapping(slug))
    with waiting(place) as tick:
        reading = read_upload(files, request, tick)
    if _zone_key(slug) not in st.session_state:
        # Select the file's time zone now. Otherwise the key would change at the next page run, and a button pressed
        # meanwhile would be lost.
        zone = reading.timezone if reading.timezone in _zones() else ""
        st.session_state[_zone_key(slug)] = zone
        key = _key(slug, files, sheet, zone, chosen)
    found = ReadFiles(files[0][1], reading, publisher.current(slug), chosen, zone, key, files)
    st.session_state[_READ] = found
    return found


@contextmanager
def waiting(place: DeltaGenerator) -> Iterator[Callable[[float], object]]:
    """Show in an ``st.empty()`` for how many seconds a file has been read, then clear it.

    The placeholder must exist in every page run, even if nothing is read: without it the following elements would move,
    and Streamlit would close expanders. Updating the text is also how an interrupted page run ends: Streamlit raises
    then.
    """
    yield lambda seconds: place.caption(f":material/hourglass_top: {words.READING_FILE.format(seconds=int(seconds))}")
    place.empty()


def forget_upload() -> None:
    """Discard the cached upload, so that the next page run compares it with the current version."""
    st.session_state.pop(_READ, None)


def ask_how_to_read(conference: Conference, reading: Reading) -> None:
    """Show the choices of sheet (if there are several) and time zone. A choice reads the files again."""
    slug = conference.slug
    if len(reading.sheets) > 1:
        st.selectbox(words.SHEET, reading.sheets, key=f"organize_sheet_{slug}")
    st.selectbox(words.ZONE, _zones(), format_func=lambda zone: zone or words.NO_ZONE, key=_zone_key(slug))


def show_summary(reading: Reading) -> None:
    """Show the recognized format, the number of sessions, and what was left out."""
    if reading.programme is None:
        st.error(words.UNREADABLE, icon=":material/block:")
    else:
        sessions = reading.programme.sessions
        account = reading.account
        left_out = sum(account.left_out.values())
        said = words.IS.format(format=escape_markdown(reading.format), rows=account.entries, sessions=len(sessions))
        said += words.IS_BREAKS.format(breaks=account.breaks) if account.breaks else ""
        said += words.IS_PARTS.format(parts=account.parts) if account.parts else ""
        said += words.IS_LEFT_OUT.format(left_out=left_out) if left_out else ""
        said += words.IS_UNUSED.format(unused=account.not_used) if account.not_used else ""
        if account.much_not_used:
            st.warning(said + words.IS_ENDS, icon=":material/warning:")
        else:
            st.success(said + words.IS_ENDS, icon=":material/task_alt:")
    if reading.dropped_columns:
        count, names = len(reading.dropped_columns), ", ".join(reading.dropped_columns)
        said = words.DROPPED.format(count=count, columns=escape_markdown(names))
        st.caption(f":material/visibility_off: {said}")
    if reading.helping_columns:
        said = words.HELPING.format(columns=escape_markdown(", ".join(reading.helping_columns)))
        st.caption(f":material/rule: {said}")


def _zone_key(slug: str) -> str:
    return f"organize_zone_{slug}"


@cache
def _zones() -> tuple[str, ...]:
    return ("", *sorted(available_timezones()))


def _key(slug: str, files: Files, sheet: str, zone: str, mapping: Mapping[str, str] | None) -> str:
    digest = hashlib.sha256()
    columns = repr(sorted(mapping.items()) if mapping is not None else None)
    for part in (slug, sheet, zone, columns, *_file_digests(files)):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _file_digests(files: Files) -> Sequence[str]:
    return [f"{name}:{hashlib.sha256(content).hexdigest()}" for content, name in files]
