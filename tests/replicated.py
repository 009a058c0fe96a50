"""A process over a primary and its standby, as the settings wire it, with a toy model and the bakers' programme."""

from __future__ import annotations

from itertools import count

from bakers import baking
from postgres_server import PostgresServer
from toys import ToyEncoder
from waiting import nobody_is_held

from session_finder.bootstrap import stores
from session_finder.bootstrap.settings import Settings
from session_finder.domain.errors import StoreError
from session_finder.domain.library import Draft
from session_finder.search.loaded_conference import LoadedConference
from session_finder.serving.live import Serving

_NAMES = count()


def both(one: PostgresServer, two: PostgresServer) -> str:
    """The address of whichever of two servers takes changes."""
    return f"{one.url().replace('/postgres', '')},127.0.0.1:{two.port}/postgres?target_session_attrs=read-write"


class Process:
    """What serves and publishes; each has connections of its own."""

    def __init__(self, url, read_url=""):
        name = f"application_name=process_{next(_NAMES)}"
        self._urls = [f"{each}{'&' if '?' in each else '?'}{name}" for each in (url, read_url) if each]
        settings = Settings(database_url=self._urls[0], database_read_url=self._urls[1] if read_url else "")
        self.library = stores.library(settings)
        self.published = stores.published(settings, self.library)
        self.encoder = ToyEncoder()
        self.cache = stores.vectors(settings, self.encoder.digest, 8, zeros=True)
        self.serving = Serving(self.published, self.index)

    def index(self, programme, progress):
        return LoadedConference.build(programme, self.encoder, self.cache, progress)

    def filled(self):
        self.serving.fill(lambda *_: None)
        return self

    def close(self):
        for name, url in zip(("DATABASE_URL", "DATABASE_READ_URL"), self._urls, strict=False):
            stores.database(url, *([name] if name.endswith("READ_URL") else [])).close()

    @property
    def shown(self):
        """The titles of the programme that attendees see."""
        return [session.title for session in self.serving.now().loaded("bakers").programme.sessions]

    @property
    def found(self):
        return [match.session.title for match in self.serving.now().loaded("bakers").finder.find("bread").matches]

    @property
    def as_of(self):
        return self.serving.now().as_of

    def publish(self, *names):
        draft = self.library.stage("bakers", baking(*names), Draft("Ana", "a.csv"))
        current = next((version.number for version in self.library.versions("bakers") if version.current), None)
        self.index(self.library.load("bakers", draft.number), None)
        return self.library.publish("bakers", draft.number, "Ana", current).number

    def refused(self, *names):
        """The sentence with which publishing is refused, without keeping who publishes."""
        with nobody_is_held():
            try:
                self.publish(*names)
            except StoreError as error:
                return str(error)
        raise AssertionError("it was published")


def done(deed):
    """Whether a change went through."""
    try:
        deed()
    except StoreError:
        return False
    return True
