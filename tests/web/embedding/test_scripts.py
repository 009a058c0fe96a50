"""What an organizer pastes, and that the demo page is made of the same lines."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from streamlit.testing.v1 import AppTest

from session_finder.web.embedding.scripts import HOST_SCRIPT, PAGE_SCRIPT, script, snippet

ROOT = Path(__file__).resolve().parents[3]


class Elements(HTMLParser):
    """The elements of a document in order, with their attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_what_is_pasted_has_a_link_for_where_the_box_cannot_be_shown():
    pasted = Elements(snippet("https://sessions.example/finder", "harbour-2027", "Find your sessions"))
    assert pasted.found == [
        ("div", {"data-session-finder": "harbour-2027"}),
        ("a", {"href": "https://sessions.example/finder/?programme=harbour-2027"}),
        ("script", {"async": None, "src": "https://sessions.example/finder/embed.js"}),
    ]
    assert pasted.text.strip() == "Find your sessions"


def test_whatever_a_conference_is_called_stays_inside_its_quotes():
    slug, label = 'a"><script>&b', "</a><script>alert(1)</script>"
    pasted = Elements(snippet("https://sessions.example", slug, label))
    assert [tag for tag, _ in pasted.found] == ["div", "a", "script"]
    assert pasted.found[0][1] == {"data-session-finder": slug}
    assert pasted.found[1][1] == {"href": "https://sessions.example/?programme=a%22%3E%3Cscript%3E%26b"}
    assert label in pasted.text


def test_the_demo_page_has_what_is_pasted():
    demo = Elements((ROOT / "docs" / "embedding-demo.html").read_text("utf-8")).found
    pasted = Elements(snippet("http://localhost:8501", "harbour-2027", "Find your sessions")).found
    assert [element for element in demo if element[0] == "div"] == [
        ("div", {"data-session-finder": "harbour-2027", "data-theme": "light", "data-open": "here"})
    ]
    for element in pasted[1:]:
        assert element in demo


def test_both_scripts_are_plain_files_without_outside_addresses():
    for name in (HOST_SCRIPT, PAGE_SCRIPT):
        text = script(name)
        assert "session-finder:height" in text
        assert "://" not in text


def test_the_organizers_page_shows_what_to_paste_and_whom_to_ask(ready):
    def page():
        from session_finder.web.organize.publish import show_embedding
        from session_finder.web.service.process_service import service

        show_embedding(service().conferences[0])

    shown = AppTest.from_function(page).run()
    assert shown.code[0].value == snippet("", "harbour-2027", "Find your sessions")
    assert any("FRAME" in caption.value for caption in shown.caption)
