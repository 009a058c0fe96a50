"""What phrases mean in one programme."""

from __future__ import annotations

import pytest

from session_finder.domain.sessions import Programme, Session
from session_finder.query.lexicon import ProgrammeLexicon, code_form
from session_finder.query.tokens import token_words


def lexicon(*sessions):
    return ProgrammeLexicon(Programme("small", "Small", sessions))


def meanings(held, phrase):
    said = token_words(phrase)
    found = {(one.facet, one.values, one.sort) for length, one in held.phrases.at(said, 0) if length == len(said)}
    return sorted(found)


def test_a_format_is_named_by_the_words_for_its_kind_in_five_languages():
    held = lexicon(Session("1", "a", format="Workshop (90 min)"), Session("2", "b", format="Hands-on session"))
    for phrase in ("workshops", "Workshop", "talleres", "ateliers", "ワークショップ"):
        assert meanings(held, phrase)[-1] == ("format", ("Workshop (90 min)", "Hands-on session"), "kind")
    assert meanings(held, "keynotes") == []


def test_tracks_that_are_kinds_of_sessions_stand_in_for_formats():
    held = lexicon(Session("1", "a", track="Lightning Talks"), Session("2", "b", track="Demo Scene"))
    assert meanings(held, "ライトニングトーク") == [("track", ("Lightning Talks",), "kind")]
    assert meanings(held, "demos") == []


def test_a_value_is_named_by_itself_and_its_plural():
    held = lexicon(Session("1", "a", room="Dock 4", tags=("Graph",)))
    assert meanings(held, "DOCK 4") == [("room", ("Dock 4",), "name")]
    assert meanings(held, "graphs") == [("tag", ("Graph",), "name")]


def test_an_addition_in_brackets_is_no_part_of_a_name():
    rooms = ("Dock 4 (80)", "Pier (10)", "Pier (20)", "Loft", "Loft (30)", "Maps", "Map")
    held = lexicon(*(Session(room, room, room=room) for room in rooms))
    assert meanings(held, "dock 4") == [("room", ("Dock 4 (80)",), "name")]
    assert meanings(held, "Dock 4 (80)") == [("room", ("Dock 4 (80)",), "name")]
    assert meanings(held, "pier") == [("room", ("Pier (10)", "Pier (20)"), "name")]
    assert meanings(held, "loft") == [("room", ("Loft",), "name")]
    assert meanings(held, "maps") == [("room", ("Maps",), "name")]


def test_a_format_of_breaks_is_named_by_no_phrase():
    assert meanings(lexicon(Session("1", "a", format="Registration")), "registration") == []


def test_levels_are_named_by_the_numbers_in_them():
    held = lexicon(Session("1", "a", level="Expert (400)"), Session("2", "b", level="Level 300"))
    assert meanings(held, "400") == [("level", ("Expert (400)",), "part")]
    assert meanings(held, "L300") == [("level", ("Level 300",), "level")]


def test_tracks_that_end_in_a_kind_of_session_stand_in_where_none_is_that_kind_alone():
    held = lexicon(*(Session(t, t, track=t) for t in ("Keynote 1", "Keynote 2", "Early tutorial", "Late tutorial")))
    assert meanings(held, "tutorials") == [("track", ("Early tutorial", "Late tutorial"), "kind")]
    assert meanings(held, "keynotes") == [("track", ("Keynote 1", "Keynote 2"), "kind")]
    held = lexicon(Session("1", "a", track="Posters"), Session("2", "b", track="Remote posters"))
    assert meanings(held, "poster") == [("track", ("Posters",), "kind")]


def test_a_word_that_one_track_alone_has_is_part_of_its_name():
    held = lexicon(Session("1", "a", track="Health and Care"), Session("2", "b", track="Day Care and Law"))
    assert meanings(held, "health") == [("track", ("Health and Care",), "part")]
    assert meanings(held, "care") == []
    assert meanings(held, "law") == []


@pytest.mark.parametrize("word", ["beginners", "Einsteiger", "principiantes", "débutants", "初心者"])
def test_levels_of_the_same_step_are_named_together(word):
    held = lexicon(*(Session(level, level, level=level) for level in ("Introductory", "100", "Advanced")))
    assert meanings(held, word) == [("level", ("Introductory", "100"), "level")]


@pytest.mark.parametrize("name", ["Portuguese", "Portugiesisch", "portugués", "portugais", "ポルトガル語", "português"])
@pytest.mark.parametrize("written", ["pt", "pt-BR", "Portuguese", "Português", "Portugiesisch"])
def test_a_language_is_named_in_the_languages_of_the_pages_however_it_is_written(name, written):
    assert meanings(lexicon(Session("1", "a", language=written)), name) == [("language", (written,), "language")]


def test_umlauts_are_found_as_two_letters_too():
    held = lexicon(Session("1", "a", speakers=("Jörg Bäuml",)))
    assert {"jorg", "joerg", "bauml", "baeuml", "j."} == set(held.people)


def test_people_are_found_by_each_word_of_their_names_without_employers():
    held = lexicon(Session("1", "a", speakers=("Dr Ana Lőrincz (Harbour Bank)", "Ana Wei")))
    assert held.people == {
        "dr": frozenset({"Dr Ana Lőrincz"}),
        "ana": frozenset({"Dr Ana Lőrincz", "Ana Wei"}),
        "lorincz": frozenset({"Dr Ana Lőrincz"}),
        "wei": frozenset({"Ana Wei"}),
        "d.": frozenset({"Dr Ana Lőrincz"}),
        "a.": frozenset({"Dr Ana Lőrincz", "Ana Wei"}),
    }
    assert meanings(held, "harbour bank") == [("employer", ("Harbour Bank",), "name")]


def test_codes_are_ids_and_printed_codes_and_never_signs_alone():
    held = lexicon(Session("HC-15", "a", code="P 001"), Session("—", "b"), Session("hc15", "c"))
    assert held.codes == {"hc15": "HC-15", "p001": "P 001"}


@pytest.mark.parametrize("written", ["HC-15", "hc 15", "#HC15", "ｈｃ１５", "H.C-15."])
def test_a_code_is_compared_by_letters_and_digits(written):
    assert code_form(written) == "hc15"


def test_one_slip_in_a_word_for_a_kind_is_mended():
    held = lexicon(Session("1", "Paneling of walls", format="workshop"))
    words = ("worksops", "wrokshops", "wrkshps", "workshops", "paneling", "postr", "keynotse")
    assert [held.mended(word) for word in words] == [
        "workshops", "workshops", "wrkshps", "workshops", "paneling", "postr", "keynote",
    ]  # fmt: skip


def test_breaks_give_formats_and_no_other_values():
    held = lexicon(Session("1", "a", room="Foyer", format="social", speakers=("Ana Wei",)))
    assert meanings(held, "foyer") == []
    assert held.people == {}
    assert meanings(held, "social events") == [("format", ("social",), "kind")]


def test_a_facet_of_thousands_of_values_is_no_facet():
    held = lexicon(*(Session(f"{number}", "a", tags=(f"tag{number}",), room="Hall") for number in range(5001)))
    assert meanings(held, "tag7") == []
    assert meanings(held, "hall") == [("room", ("Hall",), "name")]


def test_whole_tracks_and_tags_are_headings():
    held = lexicon(Session("1", "Maps", track="Health & Care", tags=("No Code",)))
    texts = ("no-code", "health care", "health", "maps", "")
    assert [held.is_heading(text) for text in texts] == [True, True, False, False, False]


def test_a_programme_without_facets_has_no_phrases():
    held = lexicon(Session("1", "Workshop on maps"))
    assert [meanings(held, phrase) for phrase in ("workshop", "beginner", "english", "maps")] == [[]] * 4
