"""A loaded model without weights: the toy encoder behind a real worker and a real cache."""

from __future__ import annotations

from toys import WORDS, ToyEncoder

from session_finder.application.finder import SessionFinder
from session_finder.engine.vectors import VectorCache
from session_finder.engine.worker import EncoderWorker


class ToyModel:
    """Stands where wiring.Model stands."""

    def __init__(self, settings, say=lambda _: None):
        self.encoder = ToyEncoder()
        self.worker = EncoderWorker(self.encoder)
        self.cache = VectorCache(settings.cache, self.encoder.digest, len(WORDS))

    def finder(self, programme, progress=None):
        return SessionFinder.build(programme, self.worker, self.cache, progress)
