"""The map of a programme."""

import threading

import numpy as np
import pytest
from toys import ToyEncoder

from session_finder.domain.main_tracks import MOST
from session_finder.domain.sessions import Programme, Session
from session_finder.search.loaded_conference import LoadedConference
from session_finder.storage.vectors.sqlite_cache import VectorCache
from session_finder.topics import topic_map
from session_finder.topics.topic_map import draw


def test_every_searchable_session_is_on_the_map_of_the_sample_programme_once(loaded):
    drawn = loaded.topic_map.get()
    assert [point.session for point in drawn.points] == list(loaded.programme.searchable)
    around = [point for area in drawn.neighbourhoods for point in area.points]
    assert sorted(point.session.id for point in around) == sorted(drawn.by_id)
    assert all(point.neighbourhood == area.number for area in drawn.neighbourhoods for point in area.points)


def test_the_neighbourhoods_of_the_sample_programme_have_words_of_their_own(loaded):
    areas = loaded.topic_map.get().neighbourhoods
    words = [word.casefold() for area in areas for word in area.words]
    assert len(areas) == 6
    assert all(2 <= len(area.words) <= 3 for area in areas)
    assert len(set(words)) == len(words)
    names = {name.casefold() for session in loaded.programme.sessions for name in " ".join(session.speakers).split()}
    assert set(words) & names == set()


def test_a_label_stands_at_one_of_its_sessions(loaded):
    for area in loaded.topic_map.get().neighbourhoods:
        assert (area.x, area.y) in [(point.x, point.y) for point in area.points]


def programme(tracks):
    sessions = tuple(Session(f"s{n}", f"Title {n}", track=track) for n, track in enumerate(tracks))
    return Programme("toy", "Toy", (*sessions, Session("b", "Lunch", format="break")))


def test_the_tracks_with_most_sessions_have_colours_whatever_their_case():
    tracks = ["Data", "data", "Data", "Health", *(f"Track {n}" for n in range(9)), ""]
    vectors = np.random.default_rng(0).standard_normal((len(tracks), 4)).astype(np.float32)
    drawn = draw(programme(tracks), vectors)
    assert len(drawn.tracks) == MOST
    assert drawn.tracks[0] == "Data"
    assert [point.track for point in drawn.points[:4]] == ["Data", "Data", "Data", "Health"]
    assert drawn.others
    assert drawn.points[-1].track == ""


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_tiny_programme_has_a_map(count):
    drawn = draw(programme(["Data"] * count), np.eye(max(count, 1), dtype=np.float32)[:count])
    assert len(drawn.points) == count
    assert len(drawn.neighbourhoods) == min(count, 1)


def test_vectors_of_another_programme_are_refused():
    with pytest.raises(ValueError, match="3 vectors for 2 sessions"):
        draw(programme(["Data"] * 2), np.eye(3, dtype=np.float32))


def test_the_map_is_drawn_once_however_many_ask_at_once(tmp_path, monkeypatch):
    encoder = ToyEncoder()
    cache = VectorCache(tmp_path, encoder.digest, encoder.card.dimensions)
    toy = LoadedConference.build(programme(["Data"] * 6), encoder, cache)
    drawings = []
    monkeypatch.setattr(topic_map, "draw", lambda *given: drawings.append(1) or draw(*given))
    assert not toy.topic_map.is_drawn
    threads = [threading.Thread(target=toy.topic_map.get) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawings == [1]
    assert toy.topic_map.is_drawn
    assert toy.topic_map.get() is toy.topic_map.get()
