"""Whatever is written in a programme or an address, the head has the same elements, and says it as it was written."""

from __future__ import annotations

import json
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from session_finder.domain.library import Conference
from session_finder.domain.sessions import Programme, Session
from session_finder.web.previews.page_address import PageAddress
from session_finder.web.previews.page_head import head_html, page_with
from session_finder.web.previews.preview import preview_of
from session_finder.web.previews.published import Published

ELEMENT = re.compile(r"<(/?[a-zA-Z!][^\s>]*)")
MARKUP = st.text(st.sampled_from("<>\"'&/!-=;: aé\u2028\x00\n\ud800script"), max_size=40)
BREAKS_OUT = "</script></title><script>alert(1)</script><!--\"'>&lt;\ud800\x00\u202e"


def head(text: str, query: str = "") -> str:
    session = Session("1", text, text, speakers=(text,) * 5, room=text, language=text, tags=(text,), track=text)
    programme = Programme("slug", text, (session,))
    published = Published(Conference("slug", text), programme, None if query else session, several=True)
    page = "" if query else "programme"
    return head_html(preview_of(PageAddress(page, "https://x.example", "slug", "1", query), published))


@example(BREAKS_OUT, "")
@example(BREAKS_OUT, BREAKS_OUT)
@example("", "")
@given(text=MARKUP | st.text(max_size=60), query=MARKUP)
@settings(max_examples=300)
def test_no_text_adds_an_element_or_leaves_one_out(text, query):
    plain = [name for name in ELEMENT.findall(head("x", "x" if query else "")) if name != "meta"]
    said = head(text, query)
    assert [name for name in ELEMENT.findall(said) if name != "meta"] == plain
    assert len(re.findall(r"<meta ", said)) <= 20


@example(BREAKS_OUT)
@given(text=MARKUP | st.text(max_size=60))
@settings(max_examples=300)
def test_search_engines_read_the_text_as_it_was_written(text):
    data = re.search(r'<script type="application/ld\+json">(.*)</script>', head(text), re.DOTALL)[1]
    assert json.loads(data).get("name", "") == text
    assert not re.search(r"[<>&\u2028\u2029]", data)


def test_what_utf_8_cannot_hold_is_replaced():
    preview = preview_of(
        PageAddress("programme", "https://x.example", "slug", "1"),
        Published(Conference("slug", "\ud800 2027"), None, Session("\ud800", "Half \ud800 a letter")),
    )
    page = page_with(preview).decode()
    assert "<title>Half a letter · 2027</title>" in page
    assert '<link rel="canonical" href="https://x.example/programme?session=%3F" />' in page


def test_a_description_is_short_and_ends_with_a_word():
    session = Session("1", "T", "word " * 100_000)
    published = Published(Conference("slug", "C"), Programme("slug", "C", (session,)), session)
    said = preview_of(PageAddress("programme", "https://x.example", "slug", "1"), published).description
    assert said.endswith(" word…")
    assert 190 < len(said) <= 201
