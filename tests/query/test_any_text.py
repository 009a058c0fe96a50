"""Properties of reading that hold for every text and every programme."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from timetables import at

from session_finder.domain.sessions import Programme, Session
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.parser import LONGEST, parse
from session_finder.query.query import one_line
from session_finder.query.tokens import vocabulary

NOW = datetime(2027, 5, 11, 8, tzinfo=UTC)  # a Tuesday
PLAIN = Programme(
    "plain",
    "Plain",
    (
        at("9:00", name="Graphs of the sea", speakers=("Dr Ana Silva (Harbour Bank)",), track="Health and Care",
           format="Workshop (90 min)", level="Beginner", language="en", tags=("sql", "A/B testing")),
        at("1 9:00", room="Dock 4", name="Maps", speakers=("Li Wei", "Ana Costa"), track="Data Platforms",
           format="Talk", level="300", language="pt", tags=("C++",), code="P-001"),
        at("1 12:30", format="lunch", name="Lunch"),
    ),
    timezone="UTC",
)  # fmt: skip
UNTIMED = replace(PLAIN, slug="untimed", sessions=tuple(replace(one, start=None, end=None) for one in PLAIN.sessions))
BARE = Programme("bare", "Bare", tuple(Session(str(number), f"Title {number}") for number in range(3)))
HOSTILE = Programme(
    "hostile",
    "Hostile",
    (
        Session("", ""),
        Session("1", "on", track="x", room="?", tags=("x" * 300, "", "?"), speakers=("And", ""), code="2027"),
        at("9:00", room="を", name="Monday", track="on", tags=("データ", "の", "no"), speakers=("の 田中", "On, Day")),
        at("1 9:00", room="-", name="|", track="|", level="|", format="|", language="|", tags=("|", "not maps")),
        at("2 9:00", room="1", name="10:00", track="Wednesday", format="lecture on the", language="in", level="for"),
    ),
)
LEXICONS = {one.slug: ProgrammeLexicon(one) for one in (PLAIN, UNTIMED, BARE, HOSTILE)}
OWN_WORDS = [
    *("Graphs", "sea", "Ana", "Silva", "Wei", "Costa", "Harbour Bank", "Health", "Care", "Dock 4", "sql", "C++"),
    *("on", "x", "?", "|", "And", "の", "を", "データ", "田中", "Monday", "not maps", "x" * 300, "1", "2027", ""),
    *("10:00", "P-001"),
]  # fmt: skip
TIME_WORDS = [
    *("Tuesday", "wed", "12 May", "2027-05-12", "day 2", "last day", "2日目", "now", "next", "at 14:00"),
    *("between 10 and 12", "under 30 minutes", "90-minute", "at least", "half an hour", "morning", "tomorrow", "14h"),
    *("水曜日", "午後", "今", "mañana", "ab", "nach 14 Uhr", "9-11am", "this afternoon", "every", "good"),
    "before lunch",
]  # fmt: skip
SIGNS = [
    *",;:|?!.#-–+'’()",
    "#",
    "-neo4j",
    "NOT x",
    "AND NOT",
    "以外",
    "\u3000",
    "\u00a0",
    "İ",
    "ǆ",
    "ß",
    "ﬁ",
    "e\u0301",
]
PHRASES = [
    *vocabulary("general", "joints"),
    *vocabulary("general", "session"),
    *vocabulary("general", "asking"),
    *vocabulary("kinds"),
    *vocabulary("marks"),
    *vocabulary("exclusions"),
]
words = st.one_of([st.sampled_from(some) for some in (OWN_WORDS, TIME_WORDS, SIGNS, PHRASES)])
texts = st.one_of(
    st.text(max_size=60),
    st.lists(words, max_size=8).map(" ".join),
    st.lists(words, max_size=8).map("".join),
    st.lists(words | st.text(max_size=4), max_size=8).map(" ".join),
)
lexicons = st.sampled_from(sorted(LEXICONS)).map(LEXICONS.__getitem__)


def check_spans(query):
    spans = sorted((part.start, part.end) for part in (*query.parts, *query.offered))
    assert all(0 <= start < end <= len(query.text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(not part.filters.empty for part in (*query.parts, *query.offered))
    assert list(query.parts) == sorted(query.parts, key=lambda part: part.start)


@settings(max_examples=1500)
@given(texts, lexicons)
@example("C++ before lunch y", LEXICONS["plain"])
@example("İ今+(P-001", LEXICONS["plain"])
@example("P on Tuesday 001", LEXICONS["plain"])
@example("Wei, paper, .", LEXICONS["hostile"])
@example("# mañana | +", LEXICONS["hostile"])
@example("İ 田中 - + not maps の", LEXICONS["hostile"])
@example("keinen + between 10 and 12 以外 水曜日", LEXICONS["untimed"])
def test_parts_lie_inside_the_text_in_order_and_never_overlap(text, lexicon):
    query = parse(text, lexicon, NOW)
    assert query.text == one_line(text)
    check_spans(query)


@settings(max_examples=300)
@given(texts)
def test_parts_of_the_sample_lie_inside_the_text_in_order_and_never_overlap(sample, text):
    check_spans(parse(text, _lexicon_of(sample), NOW))


@settings(max_examples=500)
@given(texts, lexicons)
def test_the_same_text_is_read_the_same_by_another_lexicon_of_the_programme(text, lexicon):
    assert parse(text, lexicon, NOW) == parse(text, ProgrammeLexicon(lexicon.programme), NOW)


@settings(max_examples=500)
@given(texts, lexicons)
def test_the_subject_read_again_is_all_subject(text, lexicon):
    subject = parse(text, lexicon, NOW).subject
    again = parse(subject, lexicon, NOW)
    assert (again.subject, again.parts) == (subject, ())


@settings(max_examples=300)
@given(texts, lexicons)
def test_a_query_without_parts_has_its_whole_text_as_subject(text, lexicon):
    query = parse(text, lexicon, NOW)
    assert query.parts or query.subject == one_line(text)


@settings(max_examples=300)
@given(texts, lexicons)
def test_json_of_any_query_survives_encoding(text, lexicon):
    told = parse(text, lexicon, NOW).as_json()
    assert json.loads(json.dumps(told)) == told


@settings(max_examples=200)
@given(texts, st.sampled_from(sorted(LEXICONS)))
def test_a_text_longer_than_the_limit_is_all_subject(text, slug):
    long = one_line(f"{text} {'graphs, Tuesday ' * (LONGEST // 15 + 1)}")
    query = parse(long, LEXICONS[slug], NOW)
    assert (query.subject, query.parts, query.offered) == (long, (), ())


@cache
def _lexicon_of(programme):
    return ProgrammeLexicon(programme)


def test_a_code_of_signs_alone_is_never_read():
    assert LEXICONS["hostile"].codes == {
        "1": "1", "2027": "2027", "monday": "Monday", "1000": "10:00"
    }  # fmt: skip


@pytest.mark.parametrize("slug", sorted(LEXICONS))
@pytest.mark.parametrize("text", ["", " ", "?", "|", "||", "\x00", "\ud800", "-", "#", "以外", "NOT ", "x" * LONGEST])
def test_a_text_without_words_for_facets_is_read_as_nothing(slug, text):
    query = parse(text, LEXICONS[slug], NOW)
    assert (query.subject, query.parts) == (one_line(text), ())
