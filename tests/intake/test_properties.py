"""What holds for every file: no bytes raise, and what csv.writer writes comes back as it was."""

import csv
import io
import string
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.intake import Reading, read_programme
from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.intake.cleaning.encoding_damage import is_damaged
from session_finder.intake.cleaning.markup import plain_line, plain_text
from session_finder.intake.cleaning.placeholders import is_empty_value, is_placeholder
from session_finder.intake.reading import version_of
from session_finder.storage.files.library import read_file
from session_finder.timetable.time_format import when

ROOT = Path(__file__).resolve().parents[2]

SAMPLE = (Path(__file__).resolve().parents[2] / "data" / "harbour-2027" / "programme.csv").read_bytes()
COLUMNS = (
    *("id", "title", "abstract", "speakers", "track", "level", "format", "room"),
    *("start", "end", "language", "tags", "url"),
)
LISBON = ZoneInfo("Europe/Lisbon")


def check(found: Reading) -> None:
    """What is true of every reading."""
    assert (found.programme is None) == bool(found.errors)
    for problem in found.problems:
        assert problem.line >= 0
        assert problem.advice
        assert str(problem).startswith(f"{problem.level}: ")
    if found.programme is None:
        return
    sessions = found.programme.sessions
    assert sessions
    assert len({session.id for session in sessions}) == len(sessions)
    for session in sessions:
        assert session.id
        assert session.title
        assert session.url == "" or session.url.lower().startswith(("http://", "https://"))
        assert bool(when(session)) == (session.start is not None)
        if session.start and session.end:
            assert session.end - session.start >= timedelta(0) or session.start.tzinfo


pieces = st.sampled_from(
    [
        *(name.encode() for name in COLUMNS),
        *(b",", b";", b"\t", b"|", b'"', b'""', b"\n", b"\r", b"\r\n", b" ", b"\0"),
        *(b"2027-05-11 10:00", b"2027-10-31T01:30+14:00", b"1899-12-31 23:59", b"soon", b"https://a.b", b"javascript:"),
        *("Zoë".encode(), "Zoë".encode("cp1252"), "数据".encode("gb18030"), b"\xff\xfe", b"\xef\xbb\xbf", b"a@b.c"),
    ]
)
rows_of_pieces = st.lists(pieces, max_size=60).map(lambda found: b"title,start,end,speakers,url\n" + b"".join(found))


@settings(max_examples=120)
@given(st.one_of(st.binary(max_size=300), st.lists(pieces, max_size=40).map(b"".join), rows_of_pieces))
def test_any_bytes_give_a_reading(content):
    check(read_programme(content, "x.csv"))
    check(read_programme(content, "x.csv", "Europe/Lisbon"))


@settings(max_examples=60)
@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_any_zone_and_any_names_give_a_reading(filename, zone, name):
    check(read_programme(b"title,start\nA,2027-05-11 10:00\n", filename, zone, name))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(1, 255)), max_size=20),
    st.just(len(SAMPLE)) | st.integers(0, len(SAMPLE)),
)
def test_the_sample_programme_with_bytes_flipped_and_its_end_torn_off_gives_a_reading(flips, kept):
    content = bytearray(SAMPLE)
    for place, mask in flips:
        content[place] ^= mask
    check(read_programme(bytes(content[:kept]), "programme.csv", "Europe/Lisbon"))


# What is clean already, and nothing that only says that it says nothing ("-", "NA").
some = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="@"), max_size=30)
plain = some.map(lambda text: plain_line(text.strip())).filter(
    lambda text: not (text and is_empty_value(text)) and plain_line(text) == text and mask_addresses(text) == text
)
line = plain
paragraphs = (
    st.lists(plain, max_size=4).map("\n".join).map(plain_text).filter(lambda text: not (text and is_placeholder(text)))
)
one_name = line.map(lambda text: "".join(c for c in text if c not in ",;|()[]&").strip()).filter(
    lambda text: plain_line(text) == text != "" and not is_empty_value(text)
)
names = st.lists(one_name, unique=True, max_size=4).map(tuple)
urls = st.one_of(
    st.just(""),
    st.text(string.ascii_letters + "/?&=#%,;|\"'", max_size=20).map(lambda end: "https://example.org/" + end),
)
summer = st.datetimes(datetime.fromisoformat("2027-04-01T00:00"), datetime.fromisoformat("2027-09-30T00:00"))


@st.composite
def a_session(draw) -> Session:
    start = draw(st.none() | summer)
    end = draw(st.none() | st.timedeltas(timedelta(0), timedelta(days=1)).map(start.__add__)) if start else None
    return Session(
        id=draw(plain.filter(bool)),
        title=draw(line.filter(bool)),
        abstract=draw(paragraphs),
        speakers=draw(names),
        start=start and start.replace(tzinfo=LISBON),
        end=end and end.replace(tzinfo=LISBON),
        tags=draw(names),
        url=draw(urls),
        **{field: draw(plain) for field in ("track", "level", "format", "room", "language")},
    )


def as_csv(sessions, **how) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, **how)
    writer.writerow(COLUMNS)
    for session in sessions:
        cells = {**vars_of(session), "speakers": "; ".join(session.speakers), "tags": "|".join(session.tags)}
        writer.writerow(["" if cells[name] is None else cells[name] for name in COLUMNS])
    return text.getvalue()


def vars_of(session: Session) -> dict[str, object]:
    return {name: getattr(session, name) for name in COLUMNS}


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(a_session(), min_size=1, max_size=5, unique_by=lambda session: session.id),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_programme_written_by_csv_writer_reads_as_it_was(sessions, delimiter, line_end, encoding):
    # Where lone CRs end the lines, they must be in the majority to be known for it.
    assume(line_end != "\r" or not any("\n" in session.abstract for session in sessions))
    content = as_csv(sessions, delimiter=delimiter, lineterminator=line_end).encode(encoding)
    mapping = {name: name for name in COLUMNS}  # values this odd would talk a proposal out of its columns
    assume(not is_damaged(content.decode(encoding)))
    found = read_programme(content, "p.csv", "Europe/Lisbon", "P", mapping=mapping)
    assert [problem for problem in found.problems if problem.column not in ("abstract", "room", "start")] == []
    assert list(found.programme.sessions) == sessions
    assert found.programme.version == version_of("P", "Europe/Lisbon", sessions)


def test_the_sample_programme_written_again_is_the_same_programme(sample):
    again = read_programme(as_csv(sample.sessions).encode(), "p.csv", sample.timezone, sample.name)
    assert again.problems == ()
    assert again.programme.sessions == sample.sessions
    assert (
        again.programme.version
        == read_file(ROOT / "data" / "harbour-2027" / "programme.csv", sample.timezone, sample.name).programme.version
    )
