import itertools

import pytest

from session_finder.intake.model.columns import FIELDS, candidates, map_columns, plain_name

NAMED_IN_THE_ISSUE = ("id", "title", "abstract", "speakers", "track", "level", "room", "start", "end", "language")
NAMED_IN_THE_ISSUE += ("tags", "url")


def test_every_column_of_the_issue_is_known_by_its_own_name():
    assert map_columns(NAMED_IN_THE_ISSUE) == {name: place for place, name in enumerate(NAMED_IN_THE_ISSUE)}


def test_columns_may_come_in_any_order():
    for order in itertools.permutations(("title", "room", "id", "start")):
        assert map_columns(order) == {name: place for place, name in enumerate(order)}


@pytest.mark.parametrize("header", ["TITLE", "Title", " title ", "*Title", "Title*", "\ufefftitle", "tItLe\u00a0"])
def test_case_blanks_asterisks_and_marks_do_not_hide_a_column(header):
    assert map_columns(["x", header]) == {"title": 1}


def test_a_header_is_compared_without_accents_underscores_and_line_ends():
    assert plain_name("Résumé_du\r\nTalk") == "resume du talk"


def test_every_known_name_is_written_as_it_is_compared_or_leads_to_its_field():
    assert {
        (field, name) for field, names in FIELDS.items() for name in names if field not in map_columns([name])
    } == set()


def test_no_name_leads_to_two_fields():
    names = [plain_name(name) for known in FIELDS.values() for name in known]
    assert sorted(names) == sorted(set(names))


def test_the_better_name_wins_wherever_it_stands():
    assert map_columns(["name", "session", "title"]) == {"title": 2}
    assert map_columns(["description", "abstract"]) == {"abstract": 1}


def test_of_two_columns_with_one_name_the_first_counts():
    assert map_columns(["title", "Title", "TITLE"]) == {"title": 0}


@pytest.mark.parametrize(
    "header", ["email", "E-mail", "Speaker email", "phone", "Mobile", "Internal notes", "score", "abstracts", "", "  "]
)
def test_unknown_columns_lead_nowhere(header):
    assert map_columns([header]) == {}


def test_no_header_maps_to_nothing():
    assert map_columns([]) == {}


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
    assert map_columns([header]) == {field: 0}


@pytest.mark.parametrize("header", ["EventID", "event name", "Resume", "Session notes", "speaker_email", "x" * 10_000])
def test_names_of_other_things_lead_nowhere(header):
    assert map_columns([header]) == {}


def test_the_talk_comes_before_the_block_it_is_in():
    assert map_columns(["session_id", "session_title", "abstract_id", "abstract_title"]) == {"id": 2, "title": 3}


def test_every_column_that_may_be_a_field_is_told_the_best_first():
    assert candidates(["Description", "Abstract", "x", "description"]) == {"abstract": [1, 0, 3]}
