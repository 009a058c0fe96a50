import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.intake import read_programme
from session_finder.intake.cleaning.placeholders import is_empty_value, is_placeholder


@pytest.mark.parametrize(
    "value",
    [
        *("No Track", "n/a", "NONE", "–", "---", "...", "TBA", "t.b.d.", "To be announced", "(to be confirmed)"),
        *("not applicable", "Not yet assigned", "Unassigned", "Unknown", "No category", "-- Select one --", "#N/A"),
        *("Kein Thema", "keine Angabe", "nicht zugeordnet", "k.A.", "N.N.", "Raum folgt", "wird noch bekannt gegeben"),
        *("Sans catégorie", "non précisé", "À venir", "à définir", "Sin categoría", "por confirmar", "Ninguna"),
        *("Nessuna", "da definire", "a confirmar", "Geen", "n.v.t.", "nog te bepalen", "brak", "Room to be decided"),
    ],
)
def test_words_for_nothing_are_no_value(value):
    assert is_empty_value(value)


@pytest.mark.parametrize(
    "value",
    [
        *("Other", "General", "All", "No code", "Later life", "Soon in space", "Published", "Confirmed", "Session"),
        *("no", "Non-fiction", "Track 1", "Sonstiges", "Room A", "C", "★★", "♪", "1", "Talk", "Keynote", "Sans", "Sin"),
        *("Unknown waters", "A pending case", "Keine Macht den Drogen", "To be or not to be"),
    ],
)
def test_one_further_word_and_it_is_a_value(value):
    assert not is_empty_value(value)


def test_a_person_may_be_called_none_or_soon():
    names = ("None", "Nil", "Soon", "TBA", "Coming soon", "Speaker to be announced")
    assert [name for name in names if is_empty_value(name, name=True)] == [
        "TBA",
        "Coming soon",
        "Speaker to be announced",
    ]


def test_missing_and_unknown_are_subjects_of_tags_and_no_tracks():
    tags = ("Missing", "unknown", "None", "TBA", "Tag missing")
    assert [tag for tag in tags if is_empty_value(tag, tag=True)] == ["None", "TBA", "Tag missing"]
    assert all(is_empty_value(tag) for tag in tags)
    table = b"title,track,speakers,tags\nRopes,Missing,Soon,Missing; Unknown; n/a"
    (ropes,) = read_programme(table, "p.csv").programme.sessions
    assert (ropes.track, ropes.speakers, ropes.tags) == ("", ("Soon",), ("Missing", "Unknown"))


@pytest.mark.parametrize(
    "text",
    [
        *("TBA", "To be announced.", "[Placeholder text]", "Abstract to follow", "Abstract to follow.", "…"),
        *("Details coming soon!", "More information will be provided shortly.", "No abstract available", "x", "xxx"),
        *("Lorem ipsum dolor sit amet, consectetur adipiscing elit. " * 9, "Check back later for full details."),
        *("This is a placeholder; the description will be added soon.", "Test", "dummy text", "Insert abstract here"),
        *("Beschreibung folgt in Kürze", "Zusammenfassung wird nachgereicht", "Résumé à venir", "Platzhaltertext"),
        *("Descripción pendiente", "Sin descripción", "Descrizione in arrivo", "Resumo em breve", "Volgt nog"),
    ],
)
def test_a_text_that_only_holds_the_place_of_one_is_known(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Knots.", "Welcome!", "See the tide tables.", "Meet us in the boathouse.", "What is coming soon?"),
        *("Later that day, the tide came.", "How lorem ipsum came to be.", "Testing ropes", "The unknown sea"),
        *("A talk about placeholders in forms.", "We follow the ships.", "Keynote"),
    ],
)
def test_the_shortest_texts_that_say_something_stay(text):
    assert not is_placeholder(text)


@settings(deadline=None)
@given(
    st.permutations(["the", "abstract", "of", "this", "session", "will", "be", "added"]),
    st.sampled_from(["ropes", "Hafen", "π"]),
)
def test_in_any_order_the_words_say_nothing_and_with_one_of_their_own_something(words, own):
    assert is_placeholder(" ".join(words))
    assert not is_placeholder(" ".join([*words, own]))


def test_values_that_are_none_and_placeholders_stay_outside_with_one_note():
    rows = [
        "title,abstract,track,level,speakers,tags,room,language",
        "Ropes,To be announced.,No Track,n/a,TBA,none; knots,TBD,no",
        "Nets,[Placeholder text],Sea,Not specified,Ada Quill; To be announced,,Pier,-",
        "Knots,How to tie them.,,,,,,",
    ]
    reading = read_programme("\n".join(rows).encode(), "p.csv")
    ropes, nets, knots = reading.programme.sessions
    assert (ropes.abstract, ropes.track, ropes.level, ropes.speakers, ropes.room) == ("", "", "", (), "")
    assert (ropes.tags, ropes.language) == (("knots",), "no")
    assert (nets.abstract, nets.track, nets.level, nets.speakers, nets.room) == ("", "Sea", "", ("Ada Quill",), "Pier")
    assert knots.abstract == "How to tie them."
    assert [str(problem) for problem in reading.problems if problem.code != "no-start"] == [
        "note: line 2, abstract: 2 abstracts hold the place of a text that is to come, the first on this line; "
        "attendees do not see it, nor is it searched."
    ]
