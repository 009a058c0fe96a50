"""The file to take along: what stands in it, and that no text of a programme can be anything but text."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import hostile
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.sessions import Programme, Session
from session_finder.export.offline_page import SCRIPT, STYLE, OfflineFormat, render_offline_page
from session_finder.intake import read_programme
from session_finder.planning.plan import Plan, Star
from session_finder.web.i18n.offline_labels import labels

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2027, 5, 1, 12, 30, tzinfo=UTC)
ENGLISH = OfflineFormat(labels("en"))
LATE = Session("b", "Maps", "Old ones.", ("Ada Quill",), "Geo", start=datetime(2027, 5, 12, 15, tzinfo=LISBON))
EARLY = Session(
    "a",
    "Sourdough",
    "One.\n\nTwo.",
    room="Hall 1",
    start=datetime(2027, 5, 11, 10, tzinfo=LISBON),
    end=datetime(2027, 5, 11, 10, 40, tzinfo=LISBON),
    url="https://harbour.example/a?x=1&y=2",
)
TIMELESS = Session("c", "Poster", "Seen all day.")
PROGRAMME = Programme("bakers", "Bakers & Friends 2027", (LATE, TIMELESS, EARLY), "Europe/Lisbon", "v1")


class Read(HTMLParser):
    """What a browser would make of it: the elements in order, their attributes, and the text in each."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.searched, self.headings = [], [], [], []
        self._into = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self._into = None
        if dict(attrs).get("class") == "t":
            self.searched.append("")
            self._into = self.searched
        elif re.fullmatch("h[123]", tag):
            self.headings.append("")
            self._into = self.headings

    def handle_endtag(self, tag):
        self._into = None

    def handle_data(self, data):
        if self._into is not None:
            self._into[-1] += data


def made(*starred, programme=PROGRAMME, style=ENGLISH, **bounds):
    return render_offline_page(programme, Plan.of(starred), style, NOW, **bounds)


def parts(page):
    """The part of the plan and that of the programme."""
    return page[page.index('<section id="plan"') :].split('<section id="programme"')


def test_the_plan_stands_by_day_before_the_whole_programme():
    assert Read(made(EARLY, TIMELESS)).headings == [
        "Bakers & Friends 2027",
        "My plan",
        "Tuesday 11 May",
        "Without a time",
        "The whole programme",
        "Tuesday 11 May",
        "Wednesday 12 May",
        "Without a time",
    ]


def test_a_session_is_told_with_its_hours_room_and_abstract():
    plan, _ = parts(made(EARLY))
    assert '<h4 class="t" dir="auto">Sourdough</h4>' in plan
    assert '<p><span class="when">10:00–10:40</span> · <bdi class="t">Hall 1</bdi></p>' in plan
    assert '<p class="t" dir="auto">One.</p><p class="t" dir="auto">Two.</p></details>' in plan
    assert 'href="https://harbour.example/a?x=1&amp;y=2"' in plan
    assert "Maps" not in plan


def test_a_cancelled_session_is_struck_through():
    cancelled = replace(EARLY, cancelled=True)
    _, whole = parts(made(programme=replace(PROGRAMME, sessions=(cancelled, LATE))))
    assert '<h4 class="t" dir="auto"><s>Sourdough</s></h4>' in whole
    assert '<p>Cancelled · <span class="when">10:00–10:40</span>' in whole
    assert whole.count("<s>") == whole.count("Cancelled") == 1


def test_starred_sessions_are_marked_in_the_programme():
    _, programme = parts(made(EARLY))
    assert programme.count("In my plan") == 1
    assert programme.index("Sourdough") < programme.index("In my plan") < programme.index("Maps")


def test_an_empty_plan_says_so_and_offers_no_print():
    plan, programme = parts(made())
    assert "This plan has no sessions." in plan
    assert 'id="print"' not in plan
    assert programme.count("<article") == 3


def test_what_has_gone_is_counted():
    one = render_offline_page(PROGRAMME, Plan((Star("gone"),)), ENGLISH, NOW)
    assert "One session of this plan is no longer in the programme." in one
    two = render_offline_page(PROGRAMME, Plan((Star("gone"), Star("too"))), ENGLISH, NOW)
    assert "2 sessions of this plan are no longer in the programme." in two


def test_times_and_the_making_are_told_by_the_clock_of_whom_it_is_for():
    own = replace(ENGLISH, locale="en_US", zone=ZoneInfo("Asia/Tokyo"))
    page = made(EARLY, style=own)
    assert "As of May 1, 2027, 9:30\u202fPM." in page
    assert "Times are those of Asia/Tokyo." in page
    assert '<span class="when">6:00\u202fPM–6:40\u202fPM</span>' in page
    midnight = replace(EARLY, start=datetime(2027, 5, 11, 20, tzinfo=LISBON), end=None)
    headings = Read(made(midnight, programme=replace(PROGRAMME, sessions=(midnight,)), style=own)).headings
    assert headings[2] == "Wednesday, May 12"


def test_where_only_an_offset_is_known_the_file_tells_that():
    session = replace(EARLY, start=datetime(2027, 5, 11, 10, tzinfo=timezone(timedelta(hours=5, minutes=45))), end=None)
    page = made(session, programme=replace(PROGRAMME, sessions=(session,), timezone=""))
    assert "Times are those of UTC+05:45." in page


def test_beyond_the_bound_only_the_plan_s_sessions_keep_their_abstracts_and_the_file_says_so():
    whole = made(EARLY)
    assert "very large" not in whole
    assert "Old ones." in whole
    page = made(EARLY, largest=len("One.\n\nTwo.Old ones.Seen all day.") - 1)
    assert "The programme is very large" in page
    assert "Old ones." not in page
    assert page.count("Two.") == 2


def test_it_fetches_nothing_and_runs_nothing_but_its_own_script():
    page = made(EARLY)
    digests = {name: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for name, text in _OWN.items()}
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digests['style']}'",
        f"script-src 'sha256-{digests['script']}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert f"<style>{STYLE}</style>" in page
    assert f"<script>{SCRIPT}</script>" in page
    assert re.findall(r'(?:src|href)="(?!#|https://harbour\.example/|data:,")', page) == []


_OWN = {"style": STYLE, "script": SCRIPT}


def test_a_hostile_programme_is_text_from_end_to_end():
    programme = replace(read_programme(hostile.programme_csv(), "p.csv", "").programme, name=hostile.NAME)
    read = Read(render_offline_page(programme, Plan.of(programme.sessions), ENGLISH, NOW))
    assert read.tags.count("script") == 1
    assert {"img", "svg", "b"} & set(read.tags) == set()
    assert [name for name in read.attributes if name.startswith("on")] == []
    assert hostile.SCRIPT_TITLE in read.searched
    assert read.headings[0] == hostile.NAME


TEXTS = st.text() | st.text(alphabet="<>\"'&;/! -=scriptSCRIPTstyle{}\x00\r\n\u2028\u202e\ud800é🎉")


@given(texts=st.tuples(*[TEXTS] * 8), starred=st.booleans())
@settings(max_examples=150)
def test_whatever_the_texts_are_the_page_has_the_same_elements(texts, starred):
    def page(name, title, abstract, speaker, track, room, tag, language):
        session = Session("1", title, abstract, (speaker,), track, room=room, tags=(tag,), language=language)
        programme = Programme("p", name, (session,))
        return render_offline_page(programme, Plan.of([session] if starred else []), ENGLISH, NOW)

    # Empty facts have no element; so that the elements can be compared, none of ours is empty.
    full = [f"x{number}{text}" for number, text in enumerate(texts)]
    full[2] = " ".join(full[2].split())
    full[7] = texts[7]
    ours, plain = page(*full), page(*(f"x{number}" for number in range(7)), "")
    found, expected = Read(ours), Read(plain)
    assert found.tags == expected.tags
    assert [name for name in found.attributes if name != "lang"] == [n for n in expected.attributes if n != "lang"]
    ours.encode("utf-8")
    assert ours.count("<script") == ours.count("</script") == 1
