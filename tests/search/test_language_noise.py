"""Interests in other languages than English exceed the noise of their own language; English ones see no difference."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from toys import ToyEncoder

from session_finder.domain.sessions import Programme, Session
from session_finder.evaluation.golden import read_golden, read_unanswerable
from session_finder.models.encoder import vectors_name
from session_finder.retrieval.calibration import CLOSE, EVERYDAY
from session_finder.search.language_noise import LanguageNoise
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import Request
from session_finder.storage.vectors.sqlite_cache import VectorCache

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "harbour-2027"
GERMAN = (
    Session(
        "1",
        "Was der Datenschutz verlangt",
        "Eine Juristin erklärt, wann der Datenschutz eine Einwilligung fordert. Viele Projekte scheitern an Gerüchten.",
    ),
    Session(
        "2",
        "Der Fahrplan, der mitlernt",
        "Wie voll ein Bus wird, sagen Sensoren an den Türen voraus. Die Verkehrsbetriebe passen den Takt der Busse an.",
    ),
    Session(
        "3",
        "Grundwasser im trockenen Sommer",
        "Die Pegel sinken. Ein Modell aus Niederschlag und Boden zeigt, welche Brunnen bei Trockenheit gefährdet sind.",
    ),
    Session(
        "4",
        "Wahlabend in der Redaktion",
        "Wie Journalisten in vier Stunden Grafiken bauen, die am Morgen nach der Wahl noch stimmen.",
    ),
    Session(
        "5",
        "Pflegekräfte gerecht einteilen",
        "Ein Dienstplan für die Station ist ein Problem mit Gefühlen. Wir berücksichtigen Wünsche und Ruhezeiten.",
    ),
    Session(
        "6",
        "Waldschäden aus der Luft",
        "Satelliten zeigen, wo der Borkenkäfer den Wald frisst, bevor der Förster es sieht.",
    ),
    Session(
        "7",
        "Offene Daten aus dem Rathaus",
        "Wie eine Stadt ihre Haushaltszahlen und Baustellen als offene Daten veröffentlicht, und wer sie nutzt.",
    ),
    Session(
        "8",
        "Von Tabellen zu R in einem Nachmittag",
        "Ein Mitmachkurs für Einsteiger: Wir lesen Dateien ein, fassen zusammen und zeichnen. Auch Programmieren.",
    ),
)
ANSWERED = {
    "Datenschutz": "1",
    "Busse und Verkehrsbetriebe": "2",
    "Brunnen und Grundwasser": "3",
    "Wie arbeiten Journalisten am Wahlabend?": "4",
    "Dienstplan für Pflegekräfte": "5",
    "Borkenkäfer": "6",
    "offene Daten der Stadt": "7",
    "Programmieren für Einsteiger": "8",
}
STRANGERS = (
    "Kartoffelsalat",
    "Segelschein",
    "Burgen am Rhein",
    "Tango tanzen",
    "Welcher Hund passt in eine kleine Wohnung?",
    "Briefmarken",
    "Strickmuster für Socken",
    "Hochzeitskleid",
)


def loaded_from(sessions, encoder, folder):
    cache = VectorCache(folder, vectors_name(encoder), encoder.card.dimensions)
    return LoadedConference.build(Programme("small", "Small", tuple(sessions)), encoder, cache)


@pytest.fixture
def toy():
    return ToyEncoder()


@pytest.fixture
def small(toy, tmp_path):
    sessions = [Session("1", "Health data", "A nurse and the data"), Session("2", "Maps", "A map of the castle")]
    return loaded_from(sessions, toy, tmp_path)


def noise_of(loaded, encoder):
    return LanguageNoise(loaded.finder.index, loaded.programme.searchable, encoder)


def test_english_has_the_index_as_it_was_built_and_nothing_is_encoded_for_it(small, toy):
    toy.encoded.clear()
    noise = noise_of(small, toy)
    assert noise.language("maps of castles", 1.0, "en") == "en"
    assert noise.index("en") is small.finder.index
    assert toy.encoded == []


def test_another_language_is_encoded_when_it_is_first_asked_for_and_only_then(small, toy):
    toy.encoded.clear()
    noise = noise_of(small, toy)
    german = noise.index("de")
    assert toy.encoded == [text.rstrip("?") for text in EVERYDAY["de"]]
    assert noise.index("de") is german
    assert len(toy.encoded) == len(EVERYDAY["de"])


def test_a_coroutine_gets_the_same_calibration(small, toy):
    waited = asyncio.run(noise_of(small, toy).index_async("fr"))
    assert waited.scale == noise_of(small, toy).index("fr").scale


def test_a_language_without_everyday_queries_has_the_english_noise(small, toy):
    assert noise_of(small, toy).language("Как испечь хлеб", 0.0, "en") == "en"
    assert noise_of(small, toy).language("Come si fa il pane senza lievito in casa", 0.0, "en") == "en"


def test_the_page_is_evidence_of_the_language_of_a_short_interest(small, toy):
    noise = noise_of(small, toy)
    assert [noise.language("Gesundheit", 0.0, page) for page in ("en", "de", "fr")] == ["en", "de", "en"]


def test_the_parts_of_a_list_have_the_language_of_the_whole(small):
    ranker = small.finder._ranker
    whole = ranker.encode("Gesundheit, Krankenhaus und Pflege im ländlichen Raum")
    assert (whole.language, ranker.encode("Pflege").language, ranker.encode("Pflege", whole=whole).language) == (
        "de",
        "en",
        "de",
    )


@pytest.mark.slow
def test_a_language_that_the_model_does_not_read_has_the_english_noise(finder, worker):
    noise = LanguageNoise(finder.index, finder.programme.searchable, worker)
    own = {language: noise.index(language) is not finder.index for language in EVERYDAY}
    assert own == {"en": False, "de": True, "fr": False, "es": False, "ja": False}


@pytest.fixture(scope="module")
def german(worker, cache):
    return LoadedConference.build(Programme("de", "Deutsch", GERMAN), worker, cache).finder


@pytest.mark.slow
def test_german_interests_that_a_german_programme_answers_are_not_refused(german):
    answers = {text: german.find(text) for text in ANSWERED}
    assert {text: answer.matches[0].session.id for text, answer in answers.items()} == ANSWERED
    assert [text for text, answer in answers.items() if not answer.close] == []


@pytest.mark.slow
def test_german_interests_that_a_german_programme_does_not_answer_are_refused(german):
    assert [text for text in STRANGERS if german.find(text).close] == []


@pytest.mark.slow
def test_by_the_english_noise_unrelated_german_interests_would_be_close(german):
    ranker = german._ranker
    subjects = [replace(ranker.encode(text), index=german.index) for text in STRANGERS]
    close = [ranker.rank(subject) for subject in subjects]
    assert sum(ranking.odds(ranking.best) >= CLOSE for ranking in close) >= len(STRANGERS) // 2


@pytest.mark.slow
def test_a_german_word_about_an_english_programme_is_not_refused_for_its_language_alone(finder):
    def odds(text, page):
        return finder.find(replace(Request.plain(text), page_language=page)).matches[0].odds

    assert odds("Meeresforschung", "de") > odds("Meeresforschung", "en")


@pytest.mark.slow
def test_no_english_interest_about_the_sample_has_another_noise(finder):
    interests = [*(one.text for one in read_golden(SAMPLE / "golden.jsonl"))]
    interests += read_unanswerable(SAMPLE / "unanswerable.jsonl")
    ranker = finder._ranker
    assert [text for text in interests if ranker.encode(text).index is not finder.index] == []
