import pytest
from waiting import nobody_is_held

from session_finder.intake import read_programme
from session_finder.intake.files.yaml_tree import yaml_source, yaml_tree

SESSIONS = """# What the site's generator reads
-
  id: 007
  title: "Tides: a beginner's table"
  description: >
    How ebb and flood
    are foretold.
  speakers: [Mara Quill, Ode Finn]
  start: 2027-05-11 09:30
  recorded: no
- title: Lamps
  room: ~
"""


def test_scalars_stay_as_they_are_written():
    tree = yaml_tree("time: 09:30\nday: 2027-05-11\nno: no\nid: 007\nnumber: 1.50\nroom: ~\nlevel:\nquoted: 'null'\n")
    assert tree == {
        "time": "09:30",
        "day": "2027-05-11",
        "no": "no",
        "id": "007",
        "number": "1.50",
        "room": None,
        "level": None,
        "quoted": "null",
    }


def test_a_list_of_sessions_is_read():
    reading = read_programme(SESSIONS.encode(), "sessions.yml", "Europe/Lisbon")
    first, second = reading.programme.sessions
    assert (reading.format, reading.errors) == ("YAML", ())
    assert (first.id, first.title, first.abstract) == (
        "007",
        "Tides: a beginner's table",
        "How ebb and flood are foretold.",
    )
    assert (first.speakers, first.start.isoformat()) == (("Mara Quill", "Ode Finn"), "2027-05-11T09:30:00+01:00")
    assert (second.title, second.room) == ("Lamps", "")


def test_a_mapping_of_lists_is_read_whatever_the_file_is_called():
    text = "conference: Harbour\nsessions:\n- title: Tides\n  abstract: Ebb\n- title: Lamps\nrooms:\n- name: Quay\n"
    for name in ("programme.yaml", "programme.txt", "programme"):
        reading = read_programme(text.encode(), name)
        assert [session.title for session in reading.programme.sessions] == ["Tides", "Lamps"]


def test_aliases_and_merged_keys_are_filled_in():
    tree = yaml_tree("base: &b {room: Quay, level: all}\nsessions:\n- <<: *b\n  title: Tides\n  level: expert\n")
    assert tree["sessions"] == [{"title": "Tides", "level": "expert", "room": "Quay"}]


def test_several_documents_are_a_list():
    assert yaml_tree("---\ntitle: Tides\n---\ntitle: Lamps\n") == [{"title": "Tides"}, {"title": "Lamps"}]


@pytest.mark.parametrize(
    "text",
    [
        "title,room\nTides,Quay\n",
        "title: a CSV with one column\nTides\nLamps\n",
        "Agenda: we meet at nine\n",
        "Tides - how they are foretold\n- a list in prose\n",
        "# Programme\n\n| Title | Room |\n|---|---|\n| Tides | Quay |\n",
        "- just\n- words\n",
        "BEGIN:VCALENDAR\n",
    ],
)
def test_tables_and_prose_are_not_yaml(text):
    assert yaml_source(text, "programme.csv") is None


def test_yaml_without_sessions_and_damaged_yaml_say_so():
    problem = yaml_source("name: Harbour\ncolours: [red, blue]\n", "site.yml")
    assert problem.advice.startswith("This is YAML with no list of sessions.")
    problem = yaml_source('- title: Tides\n- title: "Lamps\n', "sessions.yml")
    assert (problem.code, problem.line) == ("damaged-yaml", 3)
    assert yaml_source('- title: Tides\n  - "Lamps\n', "sessions.txt").code == "damaged-yaml"


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "too-many-yaml-values"),
        ("- a: 1\n" * 300_000, "too-many-yaml-values"),
        ("- " * 65 + "a: 1", "nested-too-deep"),
        ("- " + "{a: " * 1_000_000, "nested-too-deep"),
        ("- " + "[" * 10_000_000, "damaged-yaml"),
        ("- a: " + "|" * 1_000_000, "damaged-yaml"),
        ("- a: \x01", "damaged-yaml"),
    ],
)
def test_hostile_yaml_is_refused_at_once(text, code):
    with nobody_is_held():
        assert yaml_source(text, "p.yml").code == code


def test_an_object_that_holds_itself_is_cut_off():
    assert yaml_tree("- &a {title: Tides, again: *a}") == [{"title": "Tides", "again": None}]
