import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_by_hand import source

from session_finder.intake.mapping import any_json, any_table
from session_finder.intake.mapping.column_choice import choose_columns
from session_finder.intake.mapping.column_values import Column
from session_finder.intake.model.sources import Source

BLOCKS = [
    "Keynote #1",
    "Tides and nets",
    "Tides and nets",
    "Tides and nets",
    "Old ropes",
    "Old ropes",
    "Old ropes",
    "Old ropes",
]
GROUPS = ("track", "format")


def proposed(header, cells, **others):
    """The columns that group the sessions, by field."""
    titles = Column("Title", [f"Talk {n} of the sea" for n in range(len(cells))])
    columns = [Column(header, cells), titles, *(Column(name, texts) for name, texts in others.items())]
    return {field: columns[place].header for field, place in choose_columns(columns).items() if field in GROUPS}


@pytest.mark.parametrize("header", ["session", "PG", "Programme group", "Sektion", "sessionName", "Séance", "* Block"])
def test_a_column_whose_few_short_words_come_again_is_the_track(header):
    assert proposed(header, BLOCKS) == {"track": header}


def test_abbreviations_are_groups_too():
    assert proposed("PG", ["HS", "G", "HS", "G", "HS", "BG", "BG", ""]) == {"track": "PG"}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("session", ["1", "2", "1", "2", "1", "2", "3"]),
        ("session", ["Session 1", "Session 2", "Session 1", "Session 2", "Session 1", "Session 1", "Session 2"]),
        ("session", ["2A", "2B", "2A", "2B", "2A", "2B", "2B"]),
        ("session", ["yes", "no", "yes", "no", "no", "no", "no"]),
        ("session", ["✅", "❌", "✅", "❌", "✅", "❌", "❌"]),
        ("session", ["Old ropes"] * 7),
        ("session", ["Old ropes", "Old ropes"]),
        ("session", [f"Of kind {letter}" for letter in "abcdefg"]),
        ("session", ["Old ropes", "Nets"] + [""] * 20),
        ("session", ["a@example.org", "b@example.org"] * 4),
        ("group", ["Ropes that " + "hold and " * 20, "Nets that " + "fail and " * 20] * 4),
        ("position", BLOCKS),
        ("shirt size", BLOCKS),
        ("session notes", BLOCKS),
        ("Affiliation", BLOCKS),
    ],
)
def test_numbers_ticks_sentences_people_and_unknown_names_are_no_groups(header, cells):
    assert proposed(header, cells) == {}


def test_a_track_by_its_own_name_comes_first():
    assert proposed("session", BLOCKS, track=["Sails"] * 4 + ["Hulls"] * 4) == {"track": "track"}


def test_three_rows_are_enough_if_a_name_comes_again():
    assert proposed("Programme session", ["Hulls", "Hulls", "Sails"]) == {"track": "Programme session"}
    assert proposed("Programme session", ["Hulls", "Ropes", "Sails"]) == {}


def test_blocks_of_a_column_called_session_are_the_title_where_nothing_else_is():
    columns = [Column("session", BLOCKS), Column("room", ["Quay", "Pier"] * 4)]
    assert choose_columns(columns) == {"title": 0, "room": 1}


def test_a_list_of_people_in_groups_is_no_programme():
    columns = [Column("Name", [f"Ada Moss {n}" for n in "abcdefgh"]), Column("E-mail", ["a@b.org"] * 8)]
    assert choose_columns([*columns, Column("group", BLOCKS)]) == {}


def test_words_for_kinds_of_sessions_are_the_format_whatever_the_column_is_called():
    kinds = ["Workshop (half day)", "Talk", "Lightning talk", "Talk", "Talk", "Poster", "Poster", "Talk"]
    assert proposed("Held as", kinds) == {"format": "Held as"}
    assert proposed("session", kinds) == {"format": "session"}
    assert proposed("section", ["Ropes", "Nets"] * 4, group=kinds) == {"track": "section", "format": "group"}
    assert proposed("Role", ["Keynote speaker", "Panelist"] * 4) == {}


def test_the_organizer_sees_the_proposal_and_may_take_it_back():
    text = "session,title\n" + "\n".join(f"{block},Talk {n} of the sea" for n, block in enumerate(BLOCKS))
    extract = any_table.read(source(text))
    assert extract.columns == {"title": "title", "track": "session"}
    assert [(problem.level, problem.line, problem.column) for problem in extract.problems] == [("note", 1, "session")]
    assert extract.records[0].values == {"title": "Talk 0 of the sea", "track": "Keynote #1"}
    without = any_table.read(source(text), {"track": ""})
    assert (without.columns, without.problems, without.dropped) == ({"title": "title"}, (), ("session",))
    other = any_table.read(source(text), {"format": "session"})
    assert other.columns == {"title": "title", "format": "session"}


def test_a_key_of_a_list_may_be_the_group_too():
    entries = [{"title": f"Talk {n}", "abstract": "Hold.", "section": block} for n, block in enumerate(BLOCKS)]
    extract = any_json.read(Source("x.json", tree=entries))
    assert extract.columns == {"title": "title", "abstract": "abstract", "track": "section"}
    assert [(problem.level, problem.column) for problem in extract.problems] == [("note", "section")]
    assert any_json.read(Source("x.json", tree=entries), {"track": ""}).problems == ()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(["session", "PG", "Email", "Bio", "title", "Speaker company", "group"]), max_size=6),
    st.data(),
)
def test_no_column_is_taken_twice_and_none_that_is_private(headers, data):
    cells = st.lists(st.sampled_from(["Talk", "Poster", "Tides", "1", "", "a@b.org"]), min_size=8, max_size=8)
    found = choose_columns([Column(header, data.draw(cells)) for header in headers])
    assert len(set(found.values())) == len(found)
    assert not {headers[place] for place in found.values()} & {"Email", "Bio", "Speaker company"}
