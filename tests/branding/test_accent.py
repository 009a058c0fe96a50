"""Contrast by WCAG's own figures, and the nearest shade that can be read, for any colour on any background."""

import math
import tomllib
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from session_finder.branding import oklab
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


@given(colours, colours)
def test_no_shade_nearer_to_the_colour_can_be_read(accent, background):
    shade, colour = legible(accent, background), oklab.of(accent)
    assume(shade != accent)
    steps = [step / 200 for step in range(201)]
    far = min(abs(light - colour.lightness) for light in steps if oklab.shade(colour, light) == shade)
    nearer = {oklab.shade(colour, light) for light in steps if abs(light - colour.lightness) < far}
    assert all(contrast(one, background) < LEGIBLE for one in nearer)


@given(colours, st.floats(0.2, 1))  # darker ones are far apart on a screen
def test_a_shade_has_the_colour_s_hue_and_is_no_stronger(accent, lightness):
    def strength(one):
        return math.hypot(one.green_red, one.blue_yellow)

    colour, shade = oklab.of(accent), oklab.of(oklab.shade(oklab.of(accent), lightness))
    assert abs(shade.lightness - lightness) < 0.02
    assert strength(shade) < strength(colour) + 0.02
    if strength(shade) > 0.05:  # greys have none
        hues = [math.atan2(one.blue_yellow, one.green_red) for one in (colour, shade)]
        assert math.cos(hues[0] - hues[1]) > 0.98


@given(colours)
def test_a_colour_s_own_lightness_is_the_colour(accent):
    assert oklab.shade(oklab.of(accent), oklab.of(accent).lightness) == accent


def test_oklab_is_that_of_its_author():
    """The table of pairs on its page, from XYZ, and its ends."""
    assert [round(value, 3) for value in astuple(oklab.of("#ff0000"))] == [0.628, 0.225, 0.126]
    assert [round(value, 3) for value in astuple(oklab.of("#0000ff"))] == [0.452, -0.032, -0.312]
    assert [round(value, 3) for value in astuple(oklab.of("#ffffff"))] == [1.0, 0.0, 0.0]
    assert oklab.shade(oklab.of("#ff0000"), 1.0) == "#ffffff"
    assert oklab.shade(oklab.of("#ff0000"), 0.0) == "#000000"


def test_the_shades_of_one_colour_are_exact():
    assert legible("#ffee00", LIGHT) == "#807700"
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
