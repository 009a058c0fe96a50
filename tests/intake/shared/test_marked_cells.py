# ruff: noqa: E501  rows stand side by side


import pytest
from waiting import nobody_is_held

from session_finder.intake.shared.marked_cells import MarkedCell, begins_marked, parts_of


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (
            "**Ropes that hold**<br>*Ada Quill, Bruno Vale*<br>Keywords: knots, splices<br>How ropes hold, and when not.",
            MarkedCell("Ropes that hold", "How ropes hold, and when not.", "Ada Quill, Bruno Vale", "knots, splices"),
        ),
        (
            "<span style='color:#123'>**Ropes**</span><br><details><summary>More</summary><p>How ropes hold.<br>"
            "**Author(s):** Ada Quill<br>**Keyword(s):** knots<br>**Recorded:** ✅</p></details>",
            MarkedCell("Ropes", "<details><p>How ropes hold.\n</details>", "Ada Quill", "knots"),
        ),
        ("<h2>Ropes</h2><p>How ropes hold.</p>", MarkedCell("Ropes", "<p>How ropes hold.")),
        ("<b>Ropes</b><br/><i>Ada Quill</i><br/>Text.", MarkedCell("Ropes", "Text.", "Ada Quill")),
        ("# Ropes\n\nHow ropes hold.\n*Often* they do.", MarkedCell("Ropes", "How ropes hold.\n*Often* they do.")),
        ("**Ropes**\n**Learning goals:** to tie.", MarkedCell("Ropes", "**Learning goals:** to tie.")),
        ("Plain text, and **bold** later.", MarkedCell("", "Plain text, and **bold** later.")),
        ("", MarkedCell("", "")),
    ],
)
def test_a_cell_is_taken_apart_where_its_markup_allows(cell, parts):
    assert parts_of(cell) == parts


def test_only_a_title_with_text_after_it_begins_a_marked_cell():
    assert begins_marked("**Ropes**<br>" + "How ropes hold. " * 4)
    assert not begins_marked("**Ropes**")
    assert not begins_marked("How **ropes** hold. " * 9)


@pytest.mark.parametrize(
    "piece", ["<", "*", "**", "<b>", "#", "<span ", "# ", "<br>", "a:", "<i>", "*a", "**a:", "<summary>"]
)
def test_hostile_cells_hold_nobody(piece):
    with nobody_is_held():
        parts_of(piece * 20_000)
        parts_of("**t**<br>" + piece * 20_000)
