"""What reads others' texts takes linear time: every pattern of the package, and each reader as a whole."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from attacks import attacks, grows, search
from own_patterns import Own, module_names, own_patterns, unread
from workbook_files import row, workbook

from session_finder.domain.session_languages import languages_in
from session_finder.domain.sessions import Programme
from session_finder.domain.speakers import speaker
from session_finder.intake.cleaning.cell_lists import names_in, tags_in
from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.intake.cleaning.markup import plain_line, plain_text
from session_finder.intake.dates.clock_cells import clock_range
from session_finder.intake.dates.dates import stamp
from session_finder.intake.files.csv_table import csv_table
from session_finder.intake.files.decoding import decode
from session_finder.intake.files.parsing import calendar_tree, json_tree, xml_tree
from session_finder.intake.files.workbooks import workbook_tables
from session_finder.query import exclusions, parser
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.retrieval.evidence import tells
from session_finder.text.analyzer import all_words
from session_finder.text.natural_order import natural_key
from session_finder.text.sentences import sentences

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def patterns() -> list[Own]:
    return own_patterns()


def slowness(pattern, ways):
    """For each way of using a pattern, how it is slow, if it is."""
    of_bytes = isinstance(pattern.pattern, bytes)
    text = pattern.pattern.decode("latin-1") if of_bytes else pattern.pattern
    works = {"search": search(pattern), "match": pattern.match, "fullmatch": pattern.fullmatch}
    found = {}
    for attack in attacks(text, pattern.flags & ~re.UNICODE):
        for way in ways - found.keys():
            work = works[way]
            said = grows(
                (lambda said, work=work: work(said.encode("latin-1", "replace"))) if of_bytes else work, attack
            )
            if said:
                found[way] = said
    return found


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"(?:a|a)*b", "match"),
        (r"\s+$", "search"),
        (r"[.!?]+(?=\s)", "search"),
        (r"<[^>]*>", "search"),
        (r"\st=\"s\"[^<>]*><v>", "search"),
        (r"\s*,?\s*;", "match"),
        (r"(?P<name>\w+)\d+:", "fullmatch"),
        (r"(?:mid ?day |midday )*x", "fullmatch"),
    ],
)
def test_the_attacks_find_what_is_slow(pattern, way):
    assert slowness(re.compile(pattern), {way}).keys() == {way}


def test_what_is_linear_passes():
    for pattern in (r"(?<!\s)\s++$", r"<[^<>]{0,300}>", r"c(?:a|b)*", r"\w+", r"\s?,\s?"):
        assert slowness(re.compile(pattern), {"search"}) == {}


def test_patterns_are_found_wherever_they_are(patterns):
    assert ("session_finder.intake.shared.categories", "_SIGNS") in {(own.module, own.place) for own in patterns}, (
        "inside of tuples"
    )
    assert "session_finder.web.organize.conferences" in {own.module for own in patterns}, "inside of a call"
    assert len(patterns) > 150
    assert {own.module for own in patterns} <= {*module_names()}


def test_patterns_that_are_made_while_the_program_runs_are_known():
    """They are made of what the program or the organizer knows; new ones are to be looked at by hand."""
    assert unread() == {
        "session_finder.domain.aliases": 1,
        "session_finder.filters.phrase_match": 2,
        "session_finder.web.server.asgi_stack": 1,
    }


def test_texts_with_very_long_numbers_have_an_order_too():
    assert sorted(["Room 10", "Room 2", "9" * 5_000], key=natural_key) == ["9" * 5_000, "Room 2", "Room 10"]


@pytest.mark.parametrize("module", module_names())
def test_every_pattern_of_a_module_takes_linear_time(module, patterns):
    own = [own for own in patterns if own.module == module]
    slow = {f"{one.place}: {one.pattern.pattern!r}": slowness(one.pattern, set(one.ways)) for one in own}
    assert {place: ways for place, ways in slow.items() if ways} == {}


TOKENS = (
    *(" ", "\n", "\t", "a", "a ", "1", ",", ".", ". ", "'", "'a", '"', "a,", "é", "日", "\u00a0", "a\n", " \n", "\r"),
    *("fri,", "fri ", "friday and ", "9h,", "9 to 5 ", "after 9h ", "明日", "月曜と", "tomorrow,", "may 1 ", "am "),
    *("not ", "but not a ", "except a, ", ", not a", "without a ", "以外", "a以外の", " 以外の", "no a no "),
    *("<", "<p>", "<br>", "</p>", "<script>", "<!--", "<a ", "&amp;", "&", "[", "](", "[a](", "*", "*a ", "_a_ ", "`"),
    *(
        "~~",
        "# ",
        "- ",
        "1. ",
        "|",
        "|-",
        "$",
        "$a$ ",
        "\\",
        "\\emph{",
        "{",
        "a@",
        "@",
        "a@b.",
        " at ",
        "a dot ",
        "%40",
    ),
    *("A B, ", "Aa Bb ", "(", ")", " (", "; ", " and ", "/", " - ", "a;b\n", '"a",', "2027-05-11 ", "10:00-11:00 "),
)
ENDS = ("", "x@", "%\n")


def readers(sample):
    now = datetime(2027, 5, 11, 8, tzinfo=UTC)
    lexicon = ProgrammeLexicon(sample)
    return {
        "query": lambda text: parser.parse(text, lexicon, now),
        "sentences": sentences.__wrapped__,
        "tells": tells.__wrapped__,
        "words": all_words,
        "speaker": speaker,
        "languages": languages_in.__wrapped__,
        "names": names_in,
        "tags": tags_in,
        "mail": mask_addresses,
        "text": plain_text,
        "line": plain_line,
        "clock": clock_range,
        "stamp": stamp,
        "bytes": lambda text: decode(text.encode("latin-1", "replace")),
        "table": lambda text: csv_table(text, "a"),
        "json": json_tree,
        "xml": lambda text: xml_tree(text.encode()),
        "calendar": calendar_tree,
        "cell": lambda text: workbook_tables(workbook({"A": row(1, "<c r='A1'" + text.replace("<", "") + "/>")})),
        "sheet": lambda text: workbook_tables(workbook({"A": text})),
    }


NAMES = sorted(readers(Programme("a", "A", ())))


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_takes_linear_time(name, sample, monkeypatch):
    # It is not these guards that keep them quick.
    monkeypatch.setattr(parser, "LONGEST", 1_000_000)
    monkeypatch.setattr(exclusions, "_MOST_WORDS", 1_000_000)
    monkeypatch.setattr(exclusions, "_MOST_BESIDE_OPERATORS", 1_000_000)
    read = readers(sample)[name]
    slow = {}
    for number, token in enumerate(TOKENS):
        end = ENDS[number % len(ENDS)]
        said = grows(read, lambda length, token=token, end=end: token * (length // len(token)) + end, begin=512)
        if said:
            slow[token] = said
    assert slow == {}
