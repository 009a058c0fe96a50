"""What organizers type, from the first look at a file to rolling back; the model is a toy."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from toy_model import ToyModel

from session_finder.__main__ import main
from session_finder.access.passwords import check
from session_finder.bootstrap.settings import Settings
from session_finder.branding.logo import clean_logo
from session_finder.cli import import_file
from session_finder.domain.identity import UNBRANDED
from session_finder.storage.files.library import FileLibrary

ROOT = Path(__file__).resolve().parents[2]
PROGRAMME = (
    "Title,Abstract,Start,Owner Email\n"
    "Sourdough,How bread rises,2027-05-11 10:00,ada@harbour.example\n"
    "Castles,How a castle is drawn,2027-05-11 11:00,\n"
    "Night sky,Photographs of galaxies,nonsense,\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, value in (("DATA", tmp_path / "data"), ("CACHE", tmp_path / "cache")):
        monkeypatch.setenv(f"SESSION_FINDER_{name}", str(value))
    monkeypatch.setenv("LOGNAME", "ada")
    settings = Settings(data=tmp_path / "data", cache=tmp_path / "cache")
    monkeypatch.setattr(import_file, "load_model", lambda name: ToyModel(settings))
    (tmp_path / "data").mkdir()
    return tmp_path


@pytest.fixture
def file(folder):
    path = folder / "bakers 2027.csv"
    path.write_text(PROGRAMME, encoding="utf-8")
    return path


@pytest.fixture
def library(folder):
    return FileLibrary(folder / "data")


def invoke(*arguments, **more):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **more)


def everything_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_look_says_what_is_understood_and_writes_nothing(folder, file):
    before = everything_in(folder)
    looked = invoke("import", file, "--programme", "bakers", "--timezone", "Europe/Lisbon", "--dry-run")
    assert looked.exit_code == 0
    assert looked.stdout.splitlines() == [
        "bakers 2027.csv: Table, 3 rows, 3 sessions",
        "columns: title: Title; abstract: Abstract; start: Start",
        "columns left out, stored nowhere: Owner Email",
        "warning: line 4, Start: This is not a date and time that is understood. Write 2027-05-11 14:30. The time was "
        "left out. [nonsense]",
        "compared with what is published: 3 added",
        "  + Sourdough",
        "  + Castles",
        "  + Night sky",
        "Nothing was written.",
    ]
    assert everything_in(folder) == before


def test_a_look_needs_no_conference_and_compares_with_nothing(folder, file):
    before = everything_in(folder)
    looked = invoke("import", file, "--dry-run").stdout.splitlines()
    named = invoke("import", file, "--programme", "bakers", "--dry-run").stdout.splitlines()
    compared = named.index("compared with what is published: 3 added")
    assert looked == [*named[:compared], named[-1]]
    found = json.loads(invoke("import", file, "--dry-run", "--json").stdout)
    assert (found["programme"], found["difference"], found["sessions"], found["done"]) == (None, None, 3, "checked")
    assert everything_in(folder) == before


@pytest.mark.parametrize("how", [(), ("--publish",), ("--programme", "")])
def test_an_import_that_writes_needs_a_conference(folder, file, how):
    refused = invoke("import", file, *how)
    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[-1] == (
        "Error: Name the conference, old or new: --programme SLUG. --dry-run needs none."
    )
    assert everything_in(folder / "data") == []


def test_an_import_begins_the_conference_and_keeps_a_draft_that_is_published_next(folder, file, library):
    arguments = ("--programme", "bakers", "--name", "Bakers 2027", "--timezone", "Europe/Lisbon")
    staged = invoke("import", file, *arguments)
    assert staged.exit_code == 0
    said = "Kept as draft 1. To let attendees see it: python -m session_finder publish bakers 1"
    assert staged.stdout.splitlines()[-1] == said
    assert library.conferences() == ()
    assert library.conference("bakers").timezone == "Europe/Lisbon"
    assert invoke("publish", "bakers", 1).stdout == "Attendees see version 1 now: 3 sessions.\n"
    assert [conference.name for conference in library.conferences()] == ["Bakers 2027"]
    assert [(line.who, line.what) for line in library.audit()] == [
        ("ada (command line)", "create"),
        ("ada (command line)", "publish"),
    ]
    again = invoke("publish", "bakers", 1)
    assert again.stdout.startswith("Nothing was changed. Attendees see the same already: version 1, of ")


def test_a_second_import_shows_the_difference_and_an_equal_one_changes_nothing(file, library):
    assert invoke("import", file, "--programme", "bakers", "--publish").exit_code == 0
    file.write_text(PROGRAMME.replace("Castles", "Maps").replace("rises", "falls"), encoding="utf-8")
    looked = invoke("import", file, "--programme", "bakers", "--dry-run").stdout
    assert "compared with what is published: 1 added, 1 changed, 1 removed" in looked
    assert looked.splitlines()[-4:-1] == ["  + Maps", "  ~ Sourdough (abstract)", "  - Castles"]
    published = invoke("import", file, "--programme", "bakers", "--publish").stdout.splitlines()
    assert published[-2:] == [
        "Kept as draft 2, to be published now.",
        "Attendees see version 2 now: 3 sessions.",
    ]
    equal = invoke("import", file, "--programme", "bakers", "--publish")
    assert equal.exit_code == 0
    assert equal.stdout.splitlines()[-1].startswith("Nothing was written. Attendees see the same already: version 2,")
    assert [version.number for version in library.versions("bakers")] == [2, 1]


def test_the_same_file_in_the_zone_that_is_recommended_loses_no_id(file, library):
    assert invoke("import", file, "--programme", "bakers", "--publish").exit_code == 0
    before = [session.id for session in library.load("bakers").sessions]
    zoned = invoke("import", file, "--programme", "bakers", "--timezone", "Europe/Lisbon", "--publish")
    assert "compared with what is published: 2 changed" in zoned.stdout
    assert [session.id for session in library.load("bakers").sessions] == before
    assert library.conference("bakers").timezone == "Europe/Lisbon"  # the next file need not say it again
    again = invoke("import", file, "--programme", "bakers", "--publish")
    assert again.stdout.splitlines()[-1].startswith("Nothing was written. Attendees see the same already: version 2")


def test_a_draft_in_another_zone_changes_nothing_that_attendees_see(file, library):
    invoke("import", file, "--programme", "bakers", "--timezone", "Europe/Lisbon", "--publish")
    seen = library.load("bakers")
    staged = invoke("import", file, "--programme", "bakers", "--timezone", "Asia/Tokyo")
    assert "The conference's time zone stays until --timezone comes with --publish." in staged.stdout
    assert library.load("bakers") == seen
    assert library.conference("bakers").timezone == "Europe/Lisbon"


def test_ids_that_a_file_gives_only_later_are_said_with_the_way_out(file, library):
    assert invoke("import", file, "--programme", "bakers", "--publish").exit_code == 0
    before = [session.id for session in library.load("bakers").sessions]
    header, *rows = PROGRAMME.splitlines()
    numbered = [f"ID,{header}", *(f"T-{number},{row}" for number, row in enumerate(rows))]
    file.write_text("\n".join(numbered), encoding="utf-8")
    looked = invoke("import", file, "--programme", "bakers", "--dry-run").stdout
    assert "compared with what is published: 3 with another id\nThe file gives sessions other ids than" in looked
    told = json.loads(invoke("import", file, "--programme", "bakers", "--dry-run", "--json").stdout)
    assert told["difference"]["renamed"] == dict(zip(before, ["T-0", "T-1", "T-2"], strict=True))
    kept = invoke("import", file, "--programme", "bakers", "--map", "id=", "--publish")
    assert kept.stdout.splitlines()[-1].startswith("Nothing was written. Attendees see the same already")


def test_machines_read_the_same_as_json(file):
    arguments = ("import", file, "--programme", "bakers", "--timezone", "Europe/Lisbon", "--json")
    found = json.loads(invoke(*arguments, "--dry-run").stdout)
    advice = "This is not a date and time that is understood. Write 2027-05-11 14:30. The time was left out."
    assert found["problems"] == [
        {
            "level": "warning",
            "code": "unreadable-time",
            "line": 4,
            "column": "Start",
            "value": "nonsense",
            "advice": advice,
        }
    ]
    assert (found["format"], found["rows"], found["sessions"], found["left_out"]) == ("Table", 3, 3, 0)
    assert found["dropped_columns"] == ["Owner Email"]
    assert found["columns"] == {"title": "Title", "abstract": "Abstract", "start": "Start"}
    assert len(found["difference"]["added"]) == 3
    assert (found["done"], found["version"]) == ("checked", None)
    staged = json.loads(invoke(*arguments).stdout)
    assert (staged["done"], staged["version"]) == ("staged", 1)
    published = json.loads(invoke(*arguments, "--publish").stdout)
    assert (published["done"], published["version"]) == ("published", 2)


def test_a_file_with_errors_is_exit_code_1_and_begins_nothing(folder, file):
    file.write_text('title\n"never closed\n', encoding="utf-8")
    before = everything_in(folder)
    for how in ((), ("--publish",), ("--dry-run",)):
        refused = invoke("import", file, "--programme", "bakers", "--json", *how)
        assert json.loads(refused.stdout)["done"] == "refused"
    assert everything_in(folder) == before


@pytest.mark.parametrize("content", [b"%PDF-1.7 ...", b"", b"<html><body>no</body></html>"])
def test_a_file_that_cannot_be_read_at_all_is_exit_code_2_with_its_problem(file, content):
    file.write_bytes(content)
    refused = invoke("import", file, "--programme", "bakers")
    assert refused.exit_code == 2
    assert refused.stdout.startswith("bakers 2027.csv cannot be read.\nerror: ")
    assert json.loads(invoke("import", file, "--programme", "bakers", "--json").stdout)["format"] == ""


def test_a_table_without_a_title_is_exit_code_1(file):
    file.write_text("Room,When\nHall,10:00\n", encoding="utf-8")
    refused = invoke("import", file, "--programme", "bakers")
    assert refused.exit_code == 1
    assert "error: line 1: No column is called title or abstract" in refused.stdout


def test_columns_are_chosen_by_hand_and_remembered(file, library):
    file.write_text(
        "What,Words,Label\nSourdough,How bread rises,Dough\nMaps,How maps are drawn,Ink\n", encoding="utf-8"
    )
    first = json.loads(
        invoke(
            *("import", file, "--programme", "bakers", "--json"),
            *("--map", "title=What", "--map", "abstract=Words", "--map", "track=Label"),
        ).stdout
    )
    assert first["columns"] == {"title": "What", "abstract": "Words", "track": "Label"}
    assert library.remembered_mapping("bakers") == first["columns"]
    second = json.loads(invoke("import", file, "--programme", "bakers", "--json").stdout)
    assert second["columns"] == first["columns"]
    assert library.load("bakers", second["version"]).sessions[1].track == "Ink"


def test_a_column_that_the_file_does_not_have_is_refused_with_those_it_has(file, library):
    printed = invoke("import", file, "--programme", "bakers-2027", "--publish", "--map", "title=Nope")
    assert printed.exit_code == 2
    assert "The file has no column 'Nope', which --map names. Its columns are: Title, Abstract, Start" in printed.stderr
    assert library.all_conferences() == ()


@pytest.mark.parametrize("pair", ["title", "emial=Email", "=Title"])
def test_a_field_that_does_not_exist_cannot_be_mapped(file, pair):
    refused = invoke("import", file, "--programme", "bakers", "--map", pair)
    assert refused.exit_code == 2
    assert f"'{pair}' is not FIELD=COLUMN. Fields are: abstract, " in refused.stderr


def test_many_problems_are_counted_unless_all_are_asked_for(file):
    rows = "".join(f"Talk {number},About {number},2027-05-11 10:00,{number}\n" for number in range(10, 35))
    file.write_text(f"Title,Abstract,Start,URL\n{rows}", encoding="utf-8")
    few = invoke("import", file, "--programme", "bakers", "--dry-run").stdout
    assert few.count("warning: ") == 20
    assert "… and 5 warnings" in few
    assert "--all-problems shows them" in few
    every = invoke("import", file, "--programme", "bakers", "--dry-run", "--all-problems").stdout
    assert every.count("warning: ") == 25
    assert "more;" not in every


def test_what_a_terminal_would_obey_is_not_printed(file):
    file.write_text("Title,Abstract\n\x1b[31mRed\x07,x\n", encoding="utf-8")
    looked = invoke("import", file, "--programme", "bakers", "--dry-run", color=True).stdout
    assert "\x1b" not in looked
    assert "\x07" not in looked


def test_when_another_publishes_meanwhile_the_draft_stays_and_the_exit_code_is_1(file, library, monkeypatch):
    invoke("import", file, "--programme", "bakers", "--publish")
    file.write_text(PROGRAMME.replace("Castles", "Maps"), encoding="utf-8")

    class Slow(ToyModel):
        def load(self, programme, progress=None):
            library.publish("bakers", 2, "Ben", 1)
            return super().load(programme, progress)

    settings = Settings(data=file.parent / "data", cache=file.parent / "cache")
    monkeypatch.setattr(import_file, "load_model", lambda name: Slow(settings))
    other = file.with_name("other.csv")
    other.write_text(PROGRAMME.replace("Castles", "Nurses"), encoding="utf-8")
    invoke("import", other, "--programme", "bakers")
    refused = invoke("import", file, "--programme", "bakers", "--publish")
    assert refused.exit_code == 1
    assert "Ben published version 2 on " in refused.stdout
    assert "Version 3 is still a draft" in refused.stdout
    assert [(version.number, version.published) for version in library.versions("bakers")] == [
        (3, False),
        (2, True),
        (1, True),
    ]


def test_versions_roll_back_discard_and_audit(file, library):
    invoke("import", file, "--programme", "bakers", "--publish")
    file.write_text(PROGRAMME.replace("Castles", "Maps"), encoding="utf-8")
    invoke("import", file, "--programme", "bakers", "--publish")
    file.write_text(PROGRAMME.replace("Castles", "Nurses"), encoding="utf-8")
    invoke("import", file, "--programme", "bakers")
    listed = invoke("versions", "bakers").stdout.splitlines()
    assert [line.split(",")[0] for line in listed] == ["3 draft", "2 current", "1 published"]
    assert listed[1].endswith(": ada (command line), bakers 2027.csv, Table, 3 sessions, 1 added, 1 removed")
    assert invoke("roll-back", "bakers", 1).stdout == "Attendees see version 1 now: 3 sessions.\n"
    assert [session.title for session in library.load("bakers").sessions][1] == "Castles"
    assert invoke("discard", "bakers", 3).stdout == "Draft 3 is gone.\n"
    told = invoke("audit", "bakers").stdout.splitlines()
    assert [line.split("UTC: ")[1] for line in told] == [
        "ada (command line): create bakers",
        "ada (command line): publish bakers version 1",
        "ada (command line): publish bakers version 2",
        "ada (command line): roll back bakers version 1",
    ]
    assert invoke("audit").stdout.splitlines() == told


def test_what_describes_a_conference_is_printed_and_changed(file, library):
    invoke("import", file, "--programme", "bakers-2027")
    printed = invoke(
        "conference", "bakers-2027", "--name", "Bakers", "--timezone", "Europe/Lisbon", "--day-starts", "5:00"
    )
    assert (printed.exit_code, printed.stderr.count("no start of a day")) == (2, 1)
    said = "name: Bakers\ntime zone: Europe/Lisbon\na day starts at: 05:00\n"
    assert invoke("conference", "bakers-2027", "--day-starts", "05:00").stdout == said
    assert invoke("conference", "bakers-2027").stdout == said
    assert invoke("conference", "nobody").exit_code == 2


def test_the_look_of_a_conference_is_set_told_and_taken_away(file, folder, library):
    invoke("import", file, "--programme", "bakers")
    before = invoke("conference", "bakers").stdout
    drawing = folder / "logo.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><script/><path d="M0 0h9v9z"/><image href="x"/></svg>',
        encoding="utf-8",
    )
    look = ("--accent", "FFEE00", "--dates", "2027-05-11..2027-05-13", "--place", "Porto", "--logo", drawing)
    site = ("--website", "https://bakers.example", "--welcome", "Fresh bread")
    said = (
        f"{before}accent colour: #ffee00\ndays: 2027-05-11 to 2027-05-13\nplace: Porto\nwebsite: https://bakers.example"
        f"\nwelcome: Fresh bread\nlogo: {clean_logo(drawing.read_bytes()).logo.name}\n"
    )
    assert invoke("conference", "bakers", *look, *site).stdout == (
        "On light pages the accent colour is shown as #807700: its own contrast is 1.2 to 1, and text needs 4.5 to 1.\n"
        f"Left out of the logo, because it is a still drawing: image, script.\n{said}"
    )
    assert invoke("conference", "bakers").stdout == said
    one = invoke("conference", "bakers", "--dates", "2027-05-12", "--accent", "#0b6e75", "--logo", "")
    assert "\ndays: 2027-05-12\n" in one.stdout
    assert "logo" not in one.stdout
    assert "accent colour: #0b6e75\n" in one.stdout
    bare = [f"--{name}=" for name in ("accent", "dates", "place", "website", "welcome", "logo")]
    assert invoke("conference", "bakers", *bare).stdout == before
    assert library.conference("bakers").identity == UNBRANDED


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--accent", "teal"], "'teal' is no colour. Write it as # and six digits from 0 to f, such as #0b6e75."),
        (["--dates", "2027-05-13..2027-05-11"], "The last day, 2027-05-11, is before the first, 2027-05-13. Write"),
        (["--dates", "2027-05-11..May"], "'May' is no day. Write it as 2027-05-11."),
        (["--website", "bakers.example"], "'bakers.example' is no website. Write its address with https:// before"),
        (["--place", "x" * 121], "A conference's place has at most 120 letters; this one has 121."),
        (["--logo", "nowhere.svg"], "nowhere.svg cannot be read: No such file or directory."),
        (["--logo", "\ud83d"], "cannot be read"),
        (["--logo", "README.md"], "The logo is neither a PNG nor an SVG that can be read. Export"),
    ],
)
def test_a_look_that_cannot_be_is_refused_with_one_sentence(file, library, options, said):
    invoke("import", file, "--programme", "bakers")
    done = invoke("conference", "bakers", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert library.conference("bakers").identity == UNBRANDED


def test_an_export_is_the_published_programme_and_imports_as_the_same(file, folder, library):
    invoke("import", file, "--programme", "bakers", "--timezone", "Europe/Lisbon", "--publish")
    printed = invoke("export", "bakers").stdout_bytes
    rows = list(csv.DictReader(io.StringIO(printed.decode("utf-8-sig"), newline="")))
    assert [(row["title"], row["start"]) for row in rows] == [
        ("Sourdough", "2027-05-11T10:00:00+01:00"),
        ("Castles", "2027-05-11T11:00:00+01:00"),
        ("Night sky", ""),
    ]
    assert b"harbour.example" not in printed
    kept = folder / "out.csv"
    assert invoke("export", "bakers", "--output", kept, "--version", 1).exit_code == 0
    assert kept.read_bytes() == printed
    again = invoke("import", kept, "--programme", "bakers", "--publish")
    assert "Session Finder export, 3 rows, 3 sessions" in again.stdout
    assert "Attendees see the same already: version 1" in again.stdout


def test_a_password_is_read_from_the_input_and_too_short_ones_are_refused(folder):
    done = invoke("password", "--stdin", input="four words that fit\n")
    assert (done.exit_code, done.stdout) == (
        0,
        "The password is set. Whoever signed in with another must sign in again.\n",
    )
    assert check(folder / "data", "four words that fit")
    for given, sentence in (
        (b"short\n", "at least 12 characters"),
        (b"\xff\xfe" * 10, "no text in UTF-8"),
        (b"", "at least"),
    ):
        refused = invoke("password", "--stdin", input=given)
        assert refused.exit_code == 2
        assert sentence in refused.stderr
    assert check(folder / "data", "four words that fit")


def test_a_password_is_asked_for_twice_without_showing_it(folder):
    different = invoke("password", input="four words that fit\nfive words\n" * 2)
    assert different.exit_code != 0
    assert "four words" not in different.output
    same = invoke("password", input="four words that fit\n" * 2)
    assert same.exit_code == 0
    assert "four words" not in same.output
    assert check(folder / "data", "four words that fit")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("import", "nowhere.csv", "--programme", "bakers"), "nowhere.csv cannot be read: No such file or directory."),
        (("import", "FILE", "--programme", "Not A Slug"), "'Not A Slug' cannot be in an address."),
        (("import", "FILE", "--programme", "bakers", "--name", "Cooks"), "bakers is called 'Bakers' already"),
        (("versions", "nurses"), "There is no programme called 'nurses'"),
        (("export", "nurses"), "There is no programme called 'nurses'"),
        (("export", "bakers"), "Nothing of bakers is published yet."),
        (("export", "bakers", "--version", "7"), "Publish another version"),
        (("roll-back", "bakers", "7"), "There is no version 7 of bakers. There are: none."),
        (("publish", "bakers", "7"), "There is no version 7 of bakers."),
        (("discard", "bakers", "7"), "There is no version 7 of bakers."),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_2(file, library, arguments, sentence):
    library.create("bakers", "Bakers")
    refused = invoke(*(file if part == "FILE" else part for part in arguments))
    assert refused.exit_code == 2
    assert sentence in refused.stderr
    assert len([line for line in refused.stderr.splitlines() if line.startswith("session-finder:")]) == 1


def test_a_look_loads_no_model(file):
    script = (
        "import sys; from session_finder.__main__ import main; "
        "main(sys.argv[1:], standalone_mode=False); "
        "sys.exit(bool({'torch', 'openvino', 'transformers', 'streamlit', 'numpy', 'pandas'} & sys.modules.keys()))"
    )
    arguments = ["import", str(file), "--programme", "bakers", "--dry-run"]
    result = subprocess.run([sys.executable, "-c", script, *arguments], cwd=ROOT, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
