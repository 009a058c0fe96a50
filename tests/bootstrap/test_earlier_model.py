"""After a change of model the earlier one answers until the other has read every programme."""

import threading

import pytest
from toy_model import ToyModel
from waiting import until

from session_finder.access.organizers import Organizer
from session_finder.bootstrap import service as wiring
from session_finder.bootstrap.earlier_model import earlier_settings, remember
from session_finder.bootstrap.service import Service
from session_finder.intake import read_programme
from session_finder.models import weights
from session_finder.models.cards import ModelError
from session_finder.publishing.upload import Upload

ANA = Organizer("Ana")


@pytest.fixture
def served(settings):
    """The settings of a server that has served a programme in float32."""
    settings = settings.model_copy(update={"precision": "float32"})
    service = Service(settings)
    service.warm_up()
    service.publisher.create("bakers", "Bakers", "", ANA)
    reading = read_programme(b"title\nbread\ncastle\n", "a.csv")
    service.publisher.publish("bakers", Upload("a.csv", reading), ANA)
    service.stop()
    return settings


def models(monkeypatch, make):
    monkeypatch.setattr(wiring, "Model", make)


def best(service):
    return service.loaded("bakers").finder.find("bread").matches[0].session.title


def test_searches_are_answered_by_the_earlier_model_until_the_new_one_is_whole(served, monkeypatch):
    go_on = threading.Event()

    class Slow(ToyModel):
        def __init__(self, settings, say=lambda _: None):
            super().__init__(settings, say)
            self.name = settings.precision

        def load(self, programme, progress=None):
            assert self.name == "float32" or go_on.wait(30)
            return super().load(programme, progress)

    models(monkeypatch, Slow)
    service = Service(served.model_copy(update={"precision": "int8"}))
    service.warm_up()
    assert service.status.stage == "ready"
    assert (service.model.name, best(service)) == ("float32", "bread")
    earlier = service.loaded("bakers").finder
    go_on.set()
    until(lambda: service.model.name == "int8")
    assert best(service) == "bread"
    assert service.loaded("bakers").finder is not earlier
    assert service.loaded("bakers").finder.encoder is service.model.worker
    assert earlier.find("castle").matches[0].session.title == "castle"  # of a search that began before
    until(lambda: earlier_settings(service.settings) is None)
    again = Service(service.settings)
    again.warm_up()
    assert again.model.name == "int8"


def test_where_the_new_model_cannot_be_loaded_the_earlier_one_goes_on(served, monkeypatch, caplog):
    def make(settings, say=lambda _: None):
        if settings.precision == "int8":
            raise ModelError("No model is called two.")
        return ToyModel(settings, say)

    models(monkeypatch, make)
    service = Service(served.model_copy(update={"precision": "int8"}))
    service.warm_up()
    until(lambda: "The earlier model goes on answering: No model is called two." in caplog.text)
    assert best(service) == "bread"


def test_a_new_model_that_cannot_read_the_programmes_is_closed_and_the_earlier_one_goes_on(served, monkeypatch, caplog):
    closed = threading.Event()

    class Broken(ToyModel):
        def __init__(self, settings, say=lambda _: None):
            super().__init__(settings, say)
            if settings.precision == "int8":
                monkeypatch.setattr(wiring.Serving, "fill", self.refuse)
                self.worker.close = closed.set

        def refuse(self, *_):
            raise MemoryError("no room")

    models(monkeypatch, Broken)
    service = Service(served.model_copy(update={"precision": "int8"}))
    service.warm_up()
    assert closed.wait(30)
    assert "The earlier model goes on answering: no room" in caplog.text
    assert best(service) == "bread"


@pytest.mark.parametrize("name", ["no-such-model", "better"])
def test_a_setting_that_names_no_model_here_fails_the_start_all_the_same(served, name, caplog, monkeypatch):
    monkeypatch.setattr(weights, "cached_folder", lambda card: None)
    service = Service(served.model_copy(update={"model": name}))
    service.warm_up()
    assert service.status.stage == "failed"
    assert "The start failed: No " in caplog.text


def test_where_the_earlier_model_is_gone_the_start_waits_for_the_new_one(served, monkeypatch):
    def make(settings, say=lambda _: None):
        if settings.precision == "float32":
            raise ModelError("It is gone.")
        return ToyModel(settings, say)

    models(monkeypatch, make)
    service = Service(served.model_copy(update={"precision": "int8"}))
    service.warm_up()
    assert (service.status.stage, best(service)) == ("ready", "bread")
    assert earlier_settings(service.settings) is None


def test_a_first_start_and_an_unchanged_setting_have_no_earlier_model(settings):
    assert earlier_settings(settings) is None
    remember(settings)
    assert earlier_settings(settings) is None
    other = settings.model_copy(update={"model": "better", "precision": "int8"})
    assert earlier_settings(other) == settings
    remember(other)
    assert earlier_settings(settings) == other


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"model": 3, "device": 4}', "\xff"])
def test_a_damaged_memory_is_no_memory(settings, content):
    settings.cache.mkdir()
    (settings.cache / "serving-model.json").write_text(content, encoding="latin-1")
    assert earlier_settings(settings) is None


def test_a_cache_that_cannot_be_written_is_only_told_of(settings, caplog):
    settings.cache.write_text("a file")
    remember(settings)
    assert "the next start waits for it" in caplog.text
