import json

import pytest
from waiting import nobody_is_held

from session_finder.intake import read_programme
from session_finder.intake.files.pages.html_page import html_page, session_tables

PAGE = """<!DOCTYPE html><html><head><title>Harbour</title>
<script>var x = "<table><tr><td>Title<td>Speaker<tr><td>no<td>no</table>"</script></head><body>
<!-- <table><tr><th>Title</th></tr></table> -->
<table class="layout"><tr><td>
<h2>Tuesday, 11 May 2027</h2>
<table><thead><tr><th>Time</th><th>Room</th><th>Title</th><th>Speaker</th></tr></thead><tbody>
<tr><td rowspan="2">09:00&ndash;09:30</td><td>Quay</td><td><a href="/1">Tides &amp; banks</a></td>
<td>Mara Quill<br>Ode Finn</td></tr>
<tr><td>Loft<td>Lamps<td>Ida Rook
</table>
<h2>Wednesday, 12 May 2027</h2>
<table><tr><th>Time<th>Room<th>Title<th>Speaker</tr><tr><td>12:00<td colspan=3>Lunch</tr></table>
</td></tr></table></body></html>"""


def test_tables_are_read_with_spans_headings_and_without_scripts_comments_and_layout():
    (table,) = session_tables(html_page(PAGE), "p")
    assert [row.cells for row in table.rows] == [
        ("Day", "Time", "Room", "Title", "Speaker"),
        ("Tuesday, 11 May 2027", "09:00–09:30", "Quay", "Tides & banks", "Mara Quill\nOde Finn"),
        ("Tuesday, 11 May 2027", "09:00–09:30", "Loft", "Lamps", "Ida Rook"),
        ("Wednesday, 12 May 2027", "12:00", "", "Lunch", ""),
    ]


@pytest.mark.parametrize("page", [PAGE, PAGE.replace("\n", " ")])
def test_a_page_is_read_as_a_programme(page):
    reading = read_programme(page.encode(), "schedule.html", "Europe/Lisbon")
    assert reading.format == "Web page"
    assert [(s.title, s.speakers, s.room, s.service) for s in reading.programme.sessions] == [
        ("Tides & banks", ("Mara Quill", "Ode Finn"), "Quay", False),
        ("Lamps", ("Ida Rook",), "Loft", False),
        ("Lunch", (), "", True),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<html><p>Programme: see the PDF</p></html>",
        "<html><table><tr><td>Name</td><td>Price</td></tr><tr><td>Student</td><td>10</td></tr></table></html>",
        "<html><table><tr><th>Title</th><th>Speaker</th></tr></table></html>",
        "<!doctype html><table><tr><td>Logo</td></tr></table>",
    ],
)
def test_a_page_without_a_table_of_sessions_stays_a_web_page(page):
    (problem,) = read_programme(page.encode(), "p.html").problems
    assert problem.code == "web-page"


def test_a_grid_for_each_day_is_turned_with_its_spans():
    page = """<html><h2>11 May 2027</h2><table><tr><th></th><th>Hall 1</th><th>Hall 2</th></tr>
<tr><td>9:00-9:30</td><td colspan=2>Opening</td></tr>
<tr><td>9:30-10:00</td><td rowspan=2>Tar</td><td>Tides</td></tr>
<tr><td>10:00-10:30</td><td>Lamps</td></tr></table>
<h2>12 May 2027</h2><table><tr><th></th><th>Hall 1</th><th>Hall 2</th></tr>
<tr><td>9:00-9:30</td><td>Oakum</td><td>Banks</td></tr></table></html>"""
    reading = read_programme(page.encode(), "grid.html", "Europe/Lisbon")
    assert [(s.title, s.room, f"{s.start:%d %H:%M}", f"{s.end:%H:%M}") for s in reading.programme.sessions] == [
        ("Opening", "", "11 09:00", "09:30"),
        ("Tar", "Hall 1", "11 09:30", "10:30"),
        ("Tides", "Hall 2", "11 09:30", "10:00"),
        ("Lamps", "Hall 2", "11 10:00", "10:30"),
        ("Oakum", "Hall 1", "12 09:00", "09:30"),
        ("Banks", "Hall 2", "12 09:00", "09:30"),
    ]


def test_a_spreadsheet_saved_as_a_page_is_read_below_its_letters():
    page = (
        "<table><tr><th></th><th>A</th><th>B</th></tr><tr><th>1</th><td>Title</td><td>Speaker</td></tr>"
        "<tr><th>2</th><td>Tides</td><td>Mara Quill</td></tr></table>"
    )
    (session,) = read_programme(page.encode(), "export.xls").programme.sessions
    assert (session.title, session.speakers) == ("Tides", ("Mara Quill",))


EVENTS = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Harbour days",
    "subEvent": [
        {
            "@type": "EducationEvent",
            "name": "Water",
            "subEvent": [
                {
                    "@type": "Event",
                    "name": "Tides",
                    "startDate": "2027-05-11T09:00+01:00",
                    "endDate": "2027-05-11T09:30+01:00",
                    "location": {"@type": "Place", "name": "Quay"},
                    "performer": [{"@type": "Person", "name": "Mara Quill"}, {"name": "Ode Finn"}],
                    "description": "How ebb and flood are foretold.",
                },
                {"@type": ["Event", "Thing"], "name": "Lamps", "eventStatus": "https://schema.org/EventCancelled"},
            ],
        },
        {"@type": "BusinessEvent", "name": "Banks", "location": "Loft", "performer": {"name": "Ida Rook"}},
    ],
}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (json.dumps(EVENTS), "events.json"),
        (json.dumps({"@context": "http://schema.org/", "@graph": [EVENTS]}), "events.json"),
        (f'<!doctype html><script type="application/ld+json">{json.dumps(EVENTS)}</script><p>', "page.html"),
    ],
)
def test_events_for_search_engines_are_sessions(content, name):
    reading = read_programme(content.encode(), name)
    assert (reading.format, reading.programme.name, reading.left_out) == ("JSON-LD", "Harbour days", 1)
    tides, banks = reading.programme.sessions
    assert (tides.title, tides.track, tides.room, tides.speakers) == (
        "Tides",
        "Water",
        "Quay",
        ("Mara Quill", "Ode Finn"),
    )
    assert (tides.start.isoformat(), tides.abstract) == ("2027-05-11T09:00:00+01:00", "How ebb and flood are foretold.")
    assert (banks.title, banks.track, banks.room, banks.speakers) == ("Banks", "", "Loft", ("Ida Rook",))


def test_a_postponed_event_is_cancelled_and_one_that_moved_takes_place():
    states = ("https://schema.org/EventPostponed", "EventMovedOnline", "http://schema.org/EventRescheduled", None)
    events = [
        {"@type": "Event", "name": name, "startDate": "2027-05-11T09:00", "eventStatus": state}
        for name, state in zip(("Tides", "Knots", "Sails", "Tar"), states, strict=True)
    ]
    tree = {"@context": "https://schema.org", "@type": "Event", "name": "Harbour days", "subEvent": events}
    sessions = read_programme(json.dumps(tree).encode(), "events.json").programme.sessions
    assert [session.title for session in sessions if session.cancelled] == ["Tides"]
    assert len(sessions) == 4


def test_the_conference_alone_is_no_programme():
    event = json.dumps({"@context": "https://schema.org", "@type": "Event", "name": "Harbour days"})
    page = f'<!doctype html><script type="application/ld+json">{event}</script>'
    assert read_programme(page.encode(), "p.html").problems[0].code == "web-page"


def test_other_json_with_types_is_no_linked_data():
    content = json.dumps({"sessions": [{"@type": "Event", "title": "Tides", "abstract": "Ebb"}]}).encode()
    assert read_programme(content, "p.json").format == "JSON"


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<table><tr>" + "<td>" * 3_000_000, "too-many-page-cells"),
        ("<table>" + "<tr><td>x" * 200_000, "too-many-rows"),
        ("<table>" + "<tr><td rowspan=9999 colspan=9999>x" * 20_000, "too-many-page-cells"),
        ("<table><tr><td>" * 300_000, "too-many-rows"),
        ("<" * 10_000_000, ""),
        ("<!--" * 2_000_000, ""),
        ("<td " * 2_000_000, ""),
        ("<script>" * 1_000_000, ""),
        ("<script></script" * 300_000, ""),
        ("<h1>a</h1>" * 500_000, ""),
        ("<td " + "rowspan=" * 1_000_000 + ">", ""),
    ],
)
def test_hostile_pages_take_linear_time(page, code):
    with nobody_is_held():
        problem = html_page(page).problem
    assert (problem.code if problem else "") == code


def test_deeply_nested_events_end():
    tree = EVENTS
    for _ in range(50):
        tree = {"@type": "Event", "name": "x", "subEvent": [tree]}
    content = json.dumps({"@context": "https://schema.org", "@graph": [tree]})
    assert read_programme(content.encode(), "p.json").programme is None
