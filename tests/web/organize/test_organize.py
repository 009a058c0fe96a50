"""The organizers' page without a browser: what was read, what is said of it, what is published."""

from __future__ import annotations

import base64
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from session_finder.access.organizers import Organizer
from session_finder.bootstrap import measurements
from session_finder.bootstrap.measurements import Measurement
from session_finder.branding.accent import mended
from session_finder.branding.logo import clean_logo
from session_finder.domain.identity import UNBRANDED, Identity
from session_finder.domain.sessions import Session
from session_finder.intake import Problem, Reading
from session_finder.intake.model.sources import Row, Table
from session_finder.models.encoder import vectors_name
from session_finder.paths import COMMAND
from session_finder.publishing.diff import Difference
from session_finder.timetable.time_format import date_range
from session_finder.web.auth import sign_in
from session_finder.web.auth.cookies import SIGN_IN
from session_finder.web.components.escape import escape_markdown
from session_finder.web.components.progress import ProgressBar
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.i18n.texts import sign_in_messages
from session_finder.web.organize.card_preview import most_complete
from session_finder.web.organize.conferences import slug_of
from session_finder.web.organize.look_preview import OWN_ACCENT, preview_html
from session_finder.web.organize.problem_table import counts
from session_finder.web.organize.publish import link_of, removes_most
from session_finder.web.service.process_service import service

PAGE = Path(__file__).resolve().parents[3] / "pages" / "organize.py"
CSV = b"Title;Abstract;Start;E-Mail\nKnots;Six knots that hold.;2027-05-11 09:00;ada@harbour.example\n"
ICS = b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Europe/Madrid\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Knots\r
DESCRIPTION:Six knots that hold.\r\nDTSTART:20270511T090000\r\nDTEND:20270511T094500\r\nEND:VEVENT\r\nEND:VCALENDAR\r
"""


@pytest.fixture
def boats(tmp_path, monkeypatch):
    """An organizer at the page of a conference of which nothing is published yet."""
    monkeypatch.setenv("SESSION_FINDER_DATA", str(tmp_path))
    service.cache_clear()
    sign_in.sign_ins.cache_clear()
    monkeypatch.setattr(sign_in, "method", lambda: "open")
    monkeypatch.setattr(sign_in, "_cookies", lambda: {SIGN_IN: "a token"})
    sign_in.sign_ins().admit("a token", Organizer(sign_in_messages.THIS_COMPUTER), sign_in.credentials_stamp())
    service().warm_up()
    service().library.create("boats", "Boats")
    yield AppTest.from_file(str(PAGE), default_timeout=60).run()
    service.cache_clear()
    sign_in.sign_ins.cache_clear()


def said(page):
    assert not page.exception
    return [one.value for kind in (page.success, page.info, page.warning, page.error) for one in kind]


def upload(page, content, name):
    return page.file_uploader[0].set_value((name, content, "application/octet-stream")).run()


def publish(page):
    return next(button for button in page.button if button.label == words.PUBLISH).click().run()


def test_the_time_zone_that_is_chosen_becomes_the_conference_s_when_it_is_published(boats):
    upload(boats, CSV, "boats.csv")
    boats.selectbox(key="organize_zone_boats").set_value("Europe/Madrid").run()
    assert service().library.conference("boats").timezone == ""
    publish(boats)
    assert "Attendees now see version 1: 1 sessions." in said(boats)
    assert service().library.conference("boats").timezone == "Europe/Madrid"
    upload(boats, CSV, "boats.csv")
    assert boats.selectbox(key="organize_zone_boats").value == "Europe/Madrid"
    assert words.SAME in said(boats)


def test_a_time_zone_that_the_file_says_is_in_the_box_and_the_first_press_publishes(boats):
    upload(boats, ICS, "boats.ics")
    assert boats.selectbox(key="organize_zone_boats").value == "Europe/Madrid"
    publish(boats)
    assert "Attendees now see version 1: 1 sessions." in said(boats)
    assert service().library.conference("boats").timezone == "Europe/Madrid"


def test_a_talk_that_moved_keeps_its_id_and_ids_that_come_later_are_told_with_the_way_out(boats):
    publish(upload(boats, CSV, "boats.csv"))
    library = service().library
    (knots,) = library.load("boats").sessions
    publish(upload(boats, CSV.replace(b"09:00", b"14:00"), "boats.csv"))
    (moved,) = library.load("boats").sessions
    assert (moved.id, moved.start.hour) == (knots.id, 14)
    upload(boats, b"ID;" + CSV.replace(b"\n", b"\nB-1;", 1), "boats.csv")
    way_out = words.RENAMED_ADVICE.format(leave_out=words.LEAVE_OUT, id=words.FIELDS["id"], mapping=words.MAPPING)
    assert f"{words.RENAMED.format(count=1)} {way_out}" in said(boats)
    next(box for box in boats.selectbox if box.label == words.FIELDS["id"]).set_value("")
    next(button for button in boats.button if button.label == words.UNDERSTOOD).click().run()
    assert not any(words.RENAMED.format(count=1) in one for one in said(boats))
    publish(boats)
    (kept,) = library.load("boats").sessions
    assert (kept.id, kept.start.hour) == (knots.id, 9)


@pytest.fixture
def four(boats):
    """The page of a conference of which four versions were published, and the folder of versions."""
    for hour in range(10, 14):
        publish(upload(boats, CSV.replace(b"09:00", b"%d:00" % hour), "boats.csv"))
    return boats, service().settings.data / "boats" / "versions"


def older(page):
    (box,) = [box for box in page.selectbox if box.label == words.ROLL_BACK_TO]
    return box


def tab(page, name):
    (found,) = [tab for tab in page.tabs if tab.label == name]
    return found


def test_the_conference_s_page_says_which_model_reads_it_and_how_well_it_ranks_if_that_was_measured(boats):
    def captions():
        return [one.value.replace("\\", "") for one in tab(boats.run(), words.CONFERENCE).caption]

    assert captions()[0] == "Interests and sessions are read by the model all-MiniLM-L6-v2."
    model, cache = service().model, service().settings.cache
    kept = (cache / measurements.FILE).read_bytes() if (cache / measurements.FILE).exists() else None
    found = Measurement(vectors_name(model.worker), 5.0, 40.0, "cpu", "openvino", 2, "2027-05-11", 0.7654, 0.951)
    try:
        measurements.keep(cache, model.weights.card.name, found)
        assert captions()[0] == (
            "Interests and sessions are read by the model all-MiniLM-L6-v2. On the sample programme it puts a fitting "
            "session among the first three for 95 of 100 interests (nDCG@3: 0.77)."
        )
        measurements.keep(cache, model.weights.card.name, replace(found, vectors="of another release"))
        assert captions()[0] == "Interests and sessions are read by the model all-MiniLM-L6-v2."
    finally:
        (cache / measurements.FILE).unlink() if kept is None else (cache / measurements.FILE).write_bytes(kept)


@pytest.mark.parametrize("name", [words.UPLOAD, words.VERSIONS])
def test_a_damaged_version_is_told_on_both_tabs_with_what_attendees_see_and_how_to_mend_it(four, name):
    page, versions = four
    (versions / "4" / "programme.json").write_bytes(b"{")
    told = tab(page.run(), name)
    assert [one.value for one in told.warning] == [words.DAMAGED.format(number=3, command=COMMAND)]
    (detail,) = [one.value for one in told.caption if "is damaged" in one.value]
    assert detail.startswith(escape_markdown(f"{versions / '4' / 'programme.json'} is damaged: its digest is "))
    assert detail.endswith(escape_markdown("Attendees see version 3 in its place."))


@pytest.mark.parametrize("name", [words.UPLOAD, words.VERSIONS])
def test_where_nothing_is_whole_both_tabs_say_so_and_the_upload_mends_it(four, name):
    page, versions = four
    for number in range(1, 5):
        (versions / str(number) / "programme.json").write_bytes(b"{")
    told = tab(page.run(), name)
    assert [one.value for one in told.error] == [words.NOTHING_WHOLE]
    assert {row[words.VERSION_COLUMNS[1]] for row in page.dataframe[0].value.to_dict("records")} == {"Damaged"}
    assert page.button(key="roll_back_boats").disabled
    publish(upload(page, CSV, "boats.csv"))
    assert not page.error
    assert service().library.load_served("boats").damage == ""


def test_no_damaged_version_is_chosen_to_roll_back_to_and_each_is_marked(four):
    page, versions = four
    assert older(page.run()).value == 3
    for number in (4, 3):
        (versions / str(number) / "programme.json").write_bytes(b"{")
    box = older(page.run())
    assert box.value == 1
    assert [("(Damaged)" in one, one[:10]) for one in box.options] == [
        (True, "Version 4:"),
        (True, "Version 3:"),
        (False, "Version 1:"),
    ]
    states = {row["Version"]: row["State"] for row in page.dataframe[0].value.to_dict("records")}
    assert states == {4: "Damaged", 3: "Damaged", 2: words.NOW, 1: words.SEEN}
    assert not page.button(key="roll_back_boats").disabled
    assert box.set_value(4).run().button(key="roll_back_boats").disabled
    older(page).set_value(1).run().button(key="roll_back_boats").click().run()
    assert escape_markdown(words.ROLLED_BACK.format(number=1)) in said(page)
    assert service().library.load_served("boats").number == 1


def test_whole_versions_are_told_of_without_a_word_of_damage(four):
    page, _ = four
    page.run()
    assert not page.warning
    assert not page.error
    assert "Damaged" not in str(page.dataframe[0].value.to_dict("records"))


def test_a_file_that_cannot_be_read_is_told_and_offers_nothing_to_publish(boats):
    upload(boats, b"\x00\x01\x02", "boats.csv")
    assert words.UNREADABLE in said(boats)
    assert words.PUBLISH not in [button.label for button in boats.button]


def test_a_name_becomes_an_address():
    assert slug_of("Málaga Health 2027") == "malaga-health-2027"
    assert slug_of("  Ships & Boats -- 2nd ed.! ") == "ships-boats-2nd-ed"
    assert slug_of("会议") == ""
    assert slug_of("a" * 59 + " b") == "a" * 59


@given(st.text(max_size=100))
def test_whatever_a_name_holds_its_address_is_one_or_none(name):
    slug = slug_of(name)
    assert len(slug) <= 60
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == "-".join(part for part in slug.split("-") if part)


@pytest.mark.parametrize(
    ("here", "link"),
    [
        ("https://find.harbour.example/organize", "https://find.harbour.example/?programme=boats"),
        ("https://harbour.example/app/organize/", "https://harbour.example/app/?programme=boats"),
        ("http://127.0.0.1:8501/", "http://127.0.0.1:8501/?programme=boats"),
        ("", "/?programme=boats"),
    ],
)
def test_the_link_for_attendees_is_beside_the_organizers_page(here, link):
    assert link_of("boats", here) == link


def test_the_pace_has_no_rate_until_half_a_second_has_passed():
    seconds = iter((0.0, 0.4, 5.0, 100.0, 100.0))
    progress = ProgressBar(lambda: next(seconds))
    assert progress.label(8, 150) == "8 of 150 texts"
    assert progress.label(60, 150) == "60 of 150 texts, 12 a second, 8 s left"
    assert progress.label(50, 1050) == "50 of 1,050 texts, 0.5 a second, 33 min left"
    assert progress.label(0, 150) == "0 of 150 texts"


def problem(level, line=2):
    return Problem(level, "unreadable-time", "Write 2027-05-11 14:30.", line, "Start", "tomorrow")


def test_the_counts_name_the_gravest_first_and_leave_out_what_is_none():
    found = Reading(None, (problem("note"), problem("error"), problem("warning"), problem("warning")))
    assert counts(found) == "1 stops publishing, 2 warnings, 1 note"
    assert counts(Reading(None, (problem("note"), problem("note")))) == "2 notes"
    assert counts(Reading(None, ())) == ""


@pytest.mark.parametrize(
    ("line", "lines"),
    [(2, [2, 3, 5]), (3, [2, 3, 5, 8]), (8, [3, 5, 8, 9, 10]), (4, [2, 3, 5, 8]), (10, [8, 9, 10]), (99, [8, 9, 10])],
)
def test_around_a_line_are_the_two_rows_before_and_behind_that_there_are(line, lines):
    table = Table("boats", tuple(Row(at, ("x",)) for at in (2, 3, 5, 8, 9, 10)))
    assert [row.line for row in table.around(line)] == lines


def session(title, **others):
    return Session(id=title, title=title, abstract="", **others)


def test_the_preview_shows_the_fullest_sessions_in_the_file_s_order_and_breaks_last():
    bare, lunch = session("Bare"), session("Lunch", room="Hall", track="Food", service=True)
    some, full = session("Some", room="A"), session("Full", room="A", track="B")
    fuller = session("Fuller", room="A", track="B", level="C")
    assert most_complete([bare, full, lunch, some, fuller]) == [full, some, fuller]
    assert most_complete([]) == []


def test_more_than_half_is_most():
    gone = Difference(removed=(session("A"), session("B")))
    assert removes_most(gone, 3)
    assert not removes_most(gone, 4)
    assert not removes_most(Difference(added=(session("A"),)), 0)


def look(page):
    """What the fields of the look hold, by the beginning of their keys."""
    fields = {"place": page.text_input, "website": page.text_input, "welcome": page.text_input}
    return {name: next(one for one in kind if one.key == f"{name}_boats") for name, kind in fields.items()} | {
        "accent": next(one for one in page.color_picker if one.key == "accent_boats"),
        "first_day": next(one for one in page.date_input if one.key == "first_day_boats"),
        "last_day": next(one for one in page.date_input if one.key == "last_day_boats"),
    }


def save_look(page):
    return page.button(key="look_boats").click().run()


def logo_box(page):
    return next(box for box in page.file_uploader if box.label == words.LOGO)


DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>'


def test_a_look_is_set_on_the_page_kept_and_taken_away_again(boats):
    fields = look(boats)
    assert {name: field.value for name, field in fields.items()} == {
        **dict.fromkeys(("place", "website", "welcome"), ""),
        "accent": "#0b6e75",  # the program's own stands for none
        **dict.fromkeys(("first_day", "last_day")),
    }
    save_look(boats)
    assert service().library.conference("boats").identity == UNBRANDED
    fields = look(boats)
    fields["accent"].pick("#ffee00")
    fields["first_day"].set_value(date(2027, 5, 11))
    fields["last_day"].set_value(date(2027, 5, 13))
    fields["place"].input(" Porto ")
    fields["website"].input("https://boats.example")
    fields["welcome"].input("Ahoy")
    logo_box(boats).set_value(("a.png", DRAWING.replace(b"<path", b"<script/><path"), "image/png"))
    boats.run()
    told = [one.value for one in tab(boats, words.CONFERENCE).caption]
    assert escape_markdown("#ffee00") + " is hard to read (contrast 1.2; text needs 4.5), and " in "".join(told)
    assert words.LOGO_LEFT_OUT.format(names="script") in told
    assert service().library.conference("boats").identity == UNBRANDED
    save_look(boats)
    assert escape_markdown(words.SAVED) in said(boats)
    kept = clean_logo(DRAWING).logo
    whole = Identity(
        "#ffee00", date(2027, 5, 11), date(2027, 5, 13), "Porto", "https://boats.example", "Ahoy", kept.name
    )
    assert service().library.conference("boats").identity == whole
    assert service().library.logo("boats", kept.name) == kept.content
    assert logo_box(boats).value is None
    save_look(boats)
    assert service().library.conference("boats").identity == whole
    boats.checkbox(key=f"no_logo_boats_{kept.name}").check()
    fields = look(boats)
    fields["accent"].pick("#0b6e75")
    fields["first_day"].set_value(None)
    fields["last_day"].set_value(None)
    for name in ("place", "website", "welcome"):
        fields[name].input("")
    save_look(boats)
    assert service().library.conference("boats").identity == UNBRANDED


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a", "The logo is neither a PNG nor an SVG that can be read. Export it as plain SVG."),
        (b"\x89PNG\r\n\x1a\n", "The logo is damaged: it begins as a PNG and cannot be read as one. Export it again."),
        (DRAWING + b" " * 200_000, "The logo has 200,067 bytes; at most 200,000 are kept. Export a simpler or smaller"),
    ],
)
def test_a_file_that_is_no_logo_is_said_to_be_and_not_kept(boats, content, told):
    logo_box(boats).set_value(("a.svg", content, "image/svg+xml")).run()
    assert any(escape_markdown(told) in one for one in said(boats))
    save_look(boats)
    assert escape_markdown(words.SAVED) not in said(boats)
    assert service().library.conference("boats").identity == UNBRANDED


def test_a_website_that_is_none_is_refused_and_what_was_typed_stays(boats):
    look(boats)["website"].input("javascript:alert(1)")
    save_look(boats)
    assert any("is no website" in one for one in said(boats))
    assert look(boats)["website"].value == "javascript:alert(1)"
    assert service().library.conference("boats").identity == UNBRANDED


def test_whose_conference_it_is_not_may_not_save_its_look(boats, monkeypatch):
    may = Organizer("Ben", frozenset({"boats"}))
    monkeypatch.setattr(sign_in, "guard", lambda: may)
    look(boats.run())["place"].input("Porto")
    page = boats.run()
    monkeypatch.setattr(Organizer, "check", Organizer("Eva", frozenset()).check)
    save_look(page)
    assert any("may not change" in one for one in said(page))
    assert service().library.conference("boats").identity == UNBRANDED


def test_the_preview_shows_what_can_be_read_on_each_page_and_escapes_what_was_typed():
    hostile = "<img src=x onerror='alert(1)'>"
    look = Identity("#ffee00", date(2027, 5, 11), date(2027, 5, 13), hostile, welcome=hostile)
    html = preview_html(hostile, look, None)
    assert "<img" not in html
    assert html.count("&lt;img src=x onerror=&#39;alert(1)&#39;&gt;") == 2 * 3
    assert [part.split('"')[0] for part in html.split("color: ")[1:]] == ["#807700", "#ffee00"]
    assert f"{date_range(date(2027, 5, 11), date(2027, 5, 13), visitor_locale().locale)} · &lt;img" in html
    bare = preview_html("Boats of 2027", UNBRANDED, None)
    assert [part.split('"')[0] for part in bare.split("background: ")[1:]] == ["#0b6e75", "#4fc3c9"]
    assert ">BO<" in bare
    kept = clean_logo(DRAWING).logo
    shown = preview_html("Boats", UNBRANDED, kept)
    assert f'<img src="data:image/svg+xml;base64,{base64.b64encode(kept.content).decode()}" alt="">' in shown


def test_the_program_s_own_colours_are_those_of_its_theme_and_can_be_read():
    theme = tomllib.loads((PAGE.parents[1] / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    assert {page: theme[page]["primaryColor"] for page in ("light", "dark")} == OWN_ACCENT
    assert [mended(OWN_ACCENT[page])[0].page for page in ("light", "dark")] == ["dark", "light"]
