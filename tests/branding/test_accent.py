"""Contrast by WCAG's own figures, and the nearest shade that can be read, for any colour on any background."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.branding.accent import DARK, LEGIBLE, LIGHT, Mended, accent_of, contrast, legible, mended
from session_finder.domain.errors import Invalid

ROOT = Path(__file__).resolve().parents[2]
colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),  # the grey that just fails, by WCAG's own calculators
        ("#767676", "#ffffff", 4.54),  # and the one that just passes
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.00),
    ],
)
def test_the_contrast_is_that_of_wcag(one, other, ratio):
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


def test_the_backgrounds_are_those_of_the_pages():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    assert (theme["light"]["backgroundColor"], theme["dark"]["backgroundColor"]) == (LIGHT, DARK)


@given(colours, colours)
def test_on_any_background_there_is_a_legible_shade_and_a_legible_colour_stays(accent, background):
    shade = legible(accent, background)
    assert contrast(shade, background) >= LEGIBLE
    assert (shade == accent) == (contrast(accent, background) >= LEGIBLE)
    assert legible(shade, background) == shade


@given(colours, st.sampled_from([LIGHT, DARK]))
def test_no_shade_nearer_to_the_colour_can_be_read(accent, background):
    """On the pages' backgrounds only one direction leads out: towards black on the light one, white on the dark one."""

    def channels(colour):
        return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]

    shade = legible(accent, background)
    target = 0 if background == LIGHT else 255
    nearer = [
        "#{:02x}{:02x}{:02x}".format(*(round(own + (target - own) * step / 255) for own in channels(accent)))
        for step in range(256)
    ]
    assert shade in nearer
    assert all(contrast(one, background) < LEGIBLE for one in nearer[: nearer.index(shade)])


def test_the_shades_of_one_colour_are_exact():
    assert legible("#ffee00", LIGHT) == "#817800"
    assert legible("#ffee00", DARK) == "#ffee00"
    assert legible("#0b6e75", LIGHT) == "#0b6e75"
    assert legible("#777777", "#777777") == "#060606"


def test_whoever_mends_says_where_and_how_faint_it_was():
    (faint,) = mended("#ffee00")
    assert (faint.page, round(faint.contrast, 1), faint.shade) == ("light", 1.2, legible("#ffee00", LIGHT))
    assert [one.page for one in mended("#000080")] == ["dark"]
    assert mended("#0b7f87") == tuple(
        Mended(page, contrast("#0b7f87", background), legible("#0b7f87", background))
        for page, background in (("light", LIGHT), ("dark", DARK))
        if contrast("#0b7f87", background) < LEGIBLE
    )


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#0B6E75", "#0b6e75"), ("0b6e75", "#0b6e75"), (" #f0c ", "#ff00cc"), ("", ""), ("  ", "")],
)
def test_a_colour_is_six_digits_or_three(text, colour):
    assert accent_of(text) == colour


@pytest.mark.parametrize(
    "text", ["teal", "#12345", "#1234567", "#ggg", "rgb(1,2,3)", "#12345\u0660", "#fff;x", "##fff"]
)
def test_another_colour_is_refused_with_a_sentence(text):
    with pytest.raises(Invalid) as refused:
        accent_of(text)
    assert str(refused.value) == (f"{text!r} is no colour. Write it as # and six digits from 0 to f, such as #0b6e75.")
