"""What is filled into a template is text, and only text that HTML allows."""

import pytest
from jinja2 import UndefinedError

from session_finder.rendering.templates import template

PANEL = "session_finder.export.offline_page"


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(UndefinedError, match="'labels' is undefined"):
        template(PANEL).render(language="en", policy="", planned=[], programme=[])


def test_characters_that_html_forbids_are_left_out_and_others_escaped():
    environment = template(PANEL).environment
    page = environment.from_string("{{ text }} {{ text|upper }} {% set line %}{{ text }}{% endset %}{{ line }}")
    assert page.render(text='<a\x00 "b"\ud800>') == (
        "&lt;a &#34;b&#34;&gt; &lt;A &#34;B&#34;&gt; &lt;a &#34;b&#34;&gt;"
    )
