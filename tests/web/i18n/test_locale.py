"""How a visitor is spoken to: which language, which locale, whose clock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from session_finder.retrieval.calibration import EVERYDAY
from session_finder.timetable import time_format
from session_finder.web.i18n import locale as spoken
from session_finder.web.i18n.catalogues import LANGUAGES, table
from session_finder.web.i18n.language_names import name_of_language
from session_finder.web.i18n.locale import VisitorLocale, locale_for, number
from session_finder.web.i18n.texts import find_messages, sign_in_messages


@pytest.fixture
def speak(monkeypatch, request):
    """Makes all that follows be said in one manner, as if in a page run of one session."""
    session = SimpleNamespace(session_id=request.node.nodeid)
    monkeypatch.setattr(spoken, "get_script_run_ctx", lambda **_: session)
    return spoken.set_visitor_locale


def group_separator(locale):
    """What CLDR, in the Babel that is installed, puts between thousands: it changed for Switzerland in Babel 2.19."""
    return Locale.parse(locale).number_symbols["latn"]["group"]


def test_interests_in_every_language_of_the_page_have_a_noise_of_their_own():
    assert set(EVERYDAY) == set(LANGUAGES)


def test_the_browser_s_locale_decides_where_nothing_was_chosen():
    assert locale_for("", "de-CH") == VisitorLocale("de", "de_CH")
    assert locale_for("", "en-US") == VisitorLocale("en", "en_US")
    assert locale_for("", "ja") == VisitorLocale("ja", "ja")
    assert locale_for("", "es-419") == VisitorLocale("es", "es_419")


def test_swiss_german_has_german_words_and_swiss_dates():
    manner = locale_for("", "de-CH")
    assert table("find", manner.language).ASK == "Was interessiert Sie?"
    assert time_format.day(date(2027, 5, 11), manner.locale) == "Di., 11. Mai"
    assert number(12345, manner.locale) == f"12{group_separator('de_CH')}345"


def test_a_locale_that_we_do_not_speak_gets_english_as_europe_writes_it():
    assert locale_for("", "nl-NL") == VisitorLocale("en", "en_GB")
    assert locale_for("", "pt-BR") == VisitorLocale("en", "en_GB")
    assert locale_for("", "en") == VisitorLocale("en", "en_GB")
    assert locale_for("", None) == VisitorLocale()


def test_what_was_chosen_overrules_the_browser_and_takes_its_country_only_for_the_same_language():
    assert locale_for("fr", "de-CH") == VisitorLocale("fr", "fr")
    assert locale_for("de", "de-AT") == VisitorLocale("de", "de_AT")
    assert locale_for("en", "ja-JP") == VisitorLocale("en", "en_GB")


def test_a_language_that_is_not_ours_counts_as_not_chosen():
    assert locale_for("tlh", "de-DE") == VisitorLocale("de", "de_DE")
    assert locale_for("../en", None) == VisitorLocale()


def test_a_zone_is_taken_where_it_is_known():
    assert locale_for("", None, "America/New_York").zone == ZoneInfo("America/New_York")
    assert locale_for("", None, "Middle/Earth").zone is None
    assert locale_for("", None, "../../etc/passwd").zone is None


@given(chosen=st.text(), browser=st.none() | st.text(), zone=st.text())
def test_no_choice_no_locale_and_no_zone_is_too_strange(chosen, browser, zone):
    manner = locale_for(chosen, browser, zone)
    assert manner.language in LANGUAGES
    assert Locale.parse(manner.locale).language == manner.language
    assert time_format.day(date(2027, 5, 11), manner.locale)


LETTERS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_@.", max_size=12)
SCRAPS = st.lists(st.sampled_from(["de", "en", "ja", "zh", "Hant", "CH", "419", "x", "u", "-", "_", "posix", "1996"]))


@given(browser=LETTERS | SCRAPS.map("-".join), zone=LETTERS | SCRAPS.map("/".join))
def test_what_looks_like_a_locale_or_a_zone_is_never_too_strange_either(browser, zone):
    manner = locale_for("", browser, zone)
    assert Locale.parse(manner.locale).language == manner.language
    assert time_format.long_day(date(2027, 5, 11), manner.locale)


def test_a_word_is_given_in_the_language_of_who_asks(speak):
    assert find_messages.MORE == "Show more"
    speak(VisitorLocale("de", "de_DE"))
    assert find_messages.MORE == "Mehr anzeigen"
    assert find_messages.CLOSENESS["strong"] == "Passt sehr gut"
    assert sign_in_messages.HOURS.format(count=8) == "8 Stunden"
    speak(VisitorLocale("ja", "ja"))
    assert find_messages.MORE == "さらに表示"


def test_a_word_that_no_table_has_is_an_attribute_that_is_missing():
    with pytest.raises(AttributeError, match="NO_SUCH_WORD"):
        _ = find_messages.NO_SUCH_WORD
    with pytest.raises(AttributeError, match="__path__"):
        _ = find_messages.__path__


def test_a_language_without_a_table_fails_at_once():
    with pytest.raises(FileNotFoundError, match="tlh"):
        table("find", "tlh")


@pytest.mark.parametrize("locale", ["en_GB", "de_DE", "de_CH", "fr_FR", "ja_JP"])
def test_numbers_in_a_sentence_are_grouped_as_the_locale_groups_them(speak, locale):
    speak(VisitorLocale(locale[:2], locale))
    assert f"5{group_separator(locale)}000" in find_messages.LONG.format(limit=5000)


def test_other_placeholders_are_filled_in_as_ever(speak):
    speak(VisitorLocale("de", "de_DE"))
    assert find_messages.NOT_CLOSE.format(interest="{limit:,} & 1000").startswith("Nichts in diesem Programm")
    assert "„{limit:,} & 1000“" in find_messages.NOT_CLOSE.format(interest="{limit:,} & 1000")


def test_a_number_has_one_decimal_place_at_most():
    assert number(7.26, "de") == "7,3"
    assert number(7.0, "en_GB") == "7"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "German"), ("de", "Deutsch"), ("es", "alemán"), ("fr", "allemand"), ("ja", "ドイツ語")],
)
def test_a_language_has_its_name_in_the_visitor_s_own(speak, language, said):
    speak(VisitorLocale(language, language))
    assert name_of_language("German") == said


def test_what_is_no_one_language_is_told_in_words_of_ours(speak):
    speak(VisitorLocale("fr", "fr"))
    assert name_of_language("Chinese or Japanese") == "chinois ou japonais"
    assert name_of_language("a language in Cyrillic letters") == "une langue en alphabet cyrillique"


def test_the_manner_outside_page_runs_is_plain_english():
    assert spoken.visitor_locale() == VisitorLocale("en", "en_GB", None)


def test_manners_are_kept_by_session_and_the_oldest_go_first(monkeypatch):
    monkeypatch.setattr(spoken, "_MOST", 3)
    kept = spoken._SessionLocales()
    for number_ in range(5):
        kept.keep(f"session {number_}", VisitorLocale("de", "de"))
        kept.keep("session 0", VisitorLocale("ja", "ja"))
    assert [kept.get(f"session {number_}") for number_ in (1, 2)] == [None, None]
    assert kept.get("session 0") == VisitorLocale("ja", "ja")
    assert kept.get("session 4") == VisitorLocale("de", "de")


def test_many_sessions_settle_at_once():
    kept = spoken._SessionLocales()
    names = [f"session {place}" for place in range(400)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: kept.keep(name, VisitorLocale("fr", name)), names))
    assert [kept.get(name).locale for name in names] == names
