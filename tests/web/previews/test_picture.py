"""The pictures of links: what is drawn, what is left out, and how many."""

from __future__ import annotations

import asyncio
import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from session_finder.web.components.icon import ICON
from session_finder.web.previews import fonts, picture_store
from session_finder.web.previews.picture import SIZE, PictureText, draw
from session_finder.web.previews.picture_store import PictureStore, TooMany
from session_finder.web.previews.web_manifest import SIZES, THEME_COLOUR, icon_png

WORDLESS = PictureText("\U00012000")  # cuneiform, which no font here has
JAPANESE = "健康データの分析"


def pixels(text: PictureText) -> Image.Image:
    return Image.open(io.BytesIO(draw(text))).convert("RGB")


def same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


def test_a_picture_has_the_title_the_facts_the_conference_and_its_colour():
    whole = pixels(PictureText("Tides", "Tue 11 May · Great Hall", "Harbour 2027", "#aa2200"))
    assert whole.size == SIZE == (1200, 630)
    assert whole.getpixel((5, 300)) == (0xAA, 0x22, 0x00)
    for without in (
        PictureText("Tide", "Tue 11 May · Great Hall", "Harbour 2027", "#aa2200"),
        PictureText("Tides", "", "Harbour 2027", "#aa2200"),
        PictureText("Tides", "Tue 11 May · Great Hall", "", "#aa2200"),
        PictureText("Tides", "Tue 11 May · Great Hall", "Harbour 2027"),
    ):
        assert not same(whole, pixels(without))
    assert same(whole, pixels(PictureText("Tides", "Tue 11 May · Great Hall", "Harbour 2027", "#aa2200")))


@pytest.mark.parametrize("title", ["W" * 5000, "word " * 5000, "é" * 300, "a" * 90 + " " + "b" * 90, " ", "", "\n"])
def test_words_stay_inside_the_picture(title):
    drawn = pixels(PictureText(title, title, title))
    for box in ((1130, 0, 1200, 610), (30, 0, 70, 610), (0, 600, 1200, 616)):
        part = drawn.crop(box)
        colours = {colour for _, colour in part.getcolors(100_000)}
        assert colours <= {(255, 255, 255), (0x0B, 0x6E, 0x75)}, box


def test_a_long_title_does_not_reach_the_line_below_it():
    title = "What thirty-one years of a harbour master's ledger say about tides, ships, cargo and the people " * 3
    alone, with_facts = pixels(PictureText(title)), pixels(PictureText(title, "Tue 11 May"))
    changed = ImageChops.difference(alone, with_facts).getbbox()
    assert changed is not None
    written = ImageChops.difference(alone, pixels(PictureText(" "))).crop((80, 160, 1120, 600)).getbbox()
    assert written[3] + 160 < changed[1]


def test_what_no_font_has_is_a_picture_without_words_instead_of_boxes():
    assert same(pixels(WORDLESS), pixels(PictureText("")))
    assert same(pixels(WORDLESS), pixels(PictureText("\U00012000 and", "Tue 11 May", "Harbour")))
    assert not same(pixels(WORDLESS), pixels(PictureText("and")))


def test_japanese_is_drawn_where_a_font_has_it_and_left_out_elsewhere(monkeypatch):
    wordless = same(pixels(PictureText(JAPANESE)), pixels(WORDLESS))
    assert wordless is (fonts.fitting(JAPANESE, 72) is None)
    fonts._faces.cache_clear()
    monkeypatch.setattr(fonts, "_INSTALLED", ())  # as on a machine without fonts
    assert fonts.fitting(JAPANESE, 72) is None
    assert same(pixels(PictureText(JAPANESE)), pixels(WORDLESS))
    fonts._faces.cache_clear()


@pytest.mark.parametrize("text", ["Écoutes, größer, señal", "Анализ данных", "Δεδομένα υγείας", "“A” – … · €", "Ấn Độ"])
def test_latin_greek_and_cyrillic_need_no_font_of_the_machine(text, monkeypatch):
    fonts._faces.cache_clear()
    monkeypatch.setattr(fonts, "_INSTALLED", ())
    found = fonts.fitting(text, 72)
    assert found is not None
    assert found[0] == text
    fonts._faces.cache_clear()


def test_emoji_are_left_out_where_no_font_has_them():
    assert fonts.fitting("Launch \U0001f680\ufe0f day\U0010ffff", 40)[0] == "Launch day"


def test_letters_that_join_are_drawn_only_where_pillow_can_join_them(monkeypatch):
    monkeypatch.setattr(fonts.features, "check_feature", lambda _: False)
    assert fonts.fitting("بيانات", 40) is None
    assert fonts.fitting("Data", 40) is not None


def test_only_some_pictures_are_kept(monkeypatch):
    drawn = []
    monkeypatch.setattr(picture_store, "draw", lambda text: drawn.append(text.title) or text.title.encode())

    async def ask():
        store = PictureStore(most=2)
        for title in "abacab":
            assert await store.get(PictureText(title)) == title.encode()

    asyncio.run(ask())
    assert drawn == ["a", "b", "c", "b"]


def test_one_picture_is_drawn_once_for_all_who_wait_for_it_and_only_some_may_wait(monkeypatch):
    drawn = []
    monkeypatch.setattr(picture_store, "draw", lambda text: drawn.append(text.title) or b"png")

    async def ask():
        store = PictureStore(waiting=3)
        return await asyncio.gather(*(store.get(PictureText("a")) for _ in range(5)), return_exceptions=True)

    answers = asyncio.run(ask())
    assert answers[:3] == [b"png"] * 3
    assert [type(answer) for answer in answers[3:]] == [TooMany, TooMany]
    assert drawn == ["a"]


def test_only_so_many_are_drawn_in_a_minute_and_kept_ones_are_given_all_the_same(monkeypatch):
    monkeypatch.setattr(picture_store, "draw", lambda text: text.title.encode())

    async def ask():
        store = PictureStore(per_minute=2)
        await store.get(PictureText("a"))
        await store.get(PictureText("b"))
        with pytest.raises(TooMany):
            await store.get(PictureText("c"))
        return await store.get(PictureText("a"))

    assert asyncio.run(ask()) == b"a"


def test_the_icons_are_those_of_the_svg():
    svg = Path(ICON).read_text("utf-8")
    assert re.findall(r'fill="(#[0-9a-f]{6})"', svg) == [THEME_COLOUR]
    config = (Path(__file__).resolve().parents[3] / ".streamlit" / "config.toml").read_text("utf-8")
    assert f'primaryColor = "{THEME_COLOUR}"' in config
    teal, white = tuple(int(THEME_COLOUR[place : place + 2], 16) for place in (1, 3, 5)), (255, 255, 255)
    for size in SIZES:
        icon = Image.open(io.BytesIO(icon_png(size)))

        def at(x, y, icon=icon, size=size):
            return icon.getpixel((round(x * size / 64), round(y * size / 64)))

        assert at(0, 0)[3] == 0  # the corner is round
        assert at(28, 28)[:3] == at(60, 32)[:3] == teal  # inside the glass, beside it
        assert at(28, 15)[:3] == at(41, 28)[:3] == at(45, 45)[:3] == white  # the glass and its handle
