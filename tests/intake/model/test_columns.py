import itertools

import pytest

from session_finder.intake.model.columns import FIELDS, has_columns, matching, plain_name
from session_finder.intake.model.header_words import fields_in

ORDINARY = ("id", "title", "abstract", "speakers", "track", "level", "room", "start", "end", "language")
ORDINARY += ("tags", "url")


def test_every_ordinary_column_is_known_by_its_own_name():
    assert fields_in(ORDINARY) == {name: place for place, name in enumerate(ORDINARY)}


def test_columns_may_come_in_any_order():
    for order in itertools.permutations(("title", "room", "id", "start")):
        assert fields_in(order) == {name: place for place, name in enumerate(order)}


@pytest.mark.parametrize("header", ["TITLE", "Title", " title ", "*Title", "Title*", "\ufefftitle", "tItLe\u00a0"])
def test_case_blanks_asterisks_and_marks_do_not_hide_a_column(header):
    assert fields_in(["x", header]) == {"title": 1}


def test_a_header_is_compared_without_accents_underscores_and_line_ends():
    assert plain_name("Résumé_du\r\nTalk") == "resume du talk"


def test_every_known_name_is_written_as_it_is_compared_or_leads_to_its_field():
    assert {
        (field, name) for field, names in FIELDS.items() for name in names if field not in fields_in([name])
    } == set()


def test_no_name_leads_to_two_fields():
    names = [plain_name(name) for known in FIELDS.values() for name in known]
    assert sorted(names) == sorted(set(names))


def test_the_better_name_wins_wherever_it_stands():
    assert fields_in(["name", "session", "title"]) == {"title": 2}
    assert fields_in(["description", "abstract"]) == {"abstract": 1}


def test_of_two_columns_with_one_name_the_first_counts():
    assert fields_in(["title", "Title", "TITLE"]) == {"title": 0}


@pytest.mark.parametrize(
    "header", ["email", "E-mail", "Speaker email", "phone", "Mobile", "Internal notes", "score", "", "  "]
)
def test_unknown_columns_lead_nowhere(header):
    assert fields_in([header]) == {}


def test_no_header_maps_to_nothing():
    assert fields_in([]) == {}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("SessionName", "title"),
        ("SessionDateTimeStart", "start"),
        ("startsAt", "start"),
        ("SessionID", "id"),
        ("abstract_text", "abstract"),
        ("panel_track", "track"),
        ("Talk title", "title"),
        ("Beschreibung", "abstract"),
        ("Résumé", "abstract"),
        ("Título", "title"),
        ("演題", "title"),
        ("発表者", "speakers"),
        ("開始時刻", "start"),
        ("会場", "room"),
        ("Relatori", "speakers"),
        ("Início", "start"),
        ("Zaal", "room"),
        ("Tytuł", "title"),
        ("Ścieżka", "track"),
        ("Słowa kluczowe", "tags"),
        ("Dauer", "duration"),
        ("Fecha", "day"),
    ],
)
def test_names_of_other_tools_and_languages_are_known(header, field):
    assert fields_in([header]) == {field: 0}


@pytest.mark.parametrize("header", ["EventID", "event name", "Resume", "Session notes", "speaker_email", "x" * 10_000])
def test_names_of_other_things_lead_nowhere(header):
    assert fields_in([header]) == {}


def test_the_talk_comes_before_the_block_it_is_in():
    assert fields_in(["session_id", "session_title", "abstract_id", "abstract_title"]) == {"id": 2, "title": 3}


@pytest.mark.parametrize(
    ("label", "headers", "header"),
    [
        ("Title", ["title", "Title"], "Title"),
        ("start time", ["Title", "Start_Time"], "Start_Time"),
        ("title", ["content.title", "content.text"], "content.title"),
        ("content.title", ["title", "text"], "title"),
        ("title", ["content.title", "event.title"], ""),
        ("Start time", ["start_time", "Start-Time", "START TIME"], ""),
        ("Room", ["Title"], ""),
        ("", ["Title"], ""),
    ],
)
def test_a_saved_label_means_the_header_that_says_the_same(label, headers, header):
    assert matching(label, headers) == header


def test_a_mapping_fits_headers_that_are_written_otherwise():
    assert has_columns(
        {"title": "Talk title", "speakers": "First name + Last name"}, ["talk_title", "FIRST NAME", "last name"]
    )
    assert not has_columns({"title": "Talk title"}, ["talk_room"])
