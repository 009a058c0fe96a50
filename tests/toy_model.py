"""A loaded model without weights: the toy encoder behind a real worker and a real cache."""

from __future__ import annotations

from toys import WORDS, ToyEncoder

from session_finder.engine.worker import EncoderWorker
from session_finder.loading import finder_of
from session_finder.storage import chosen


class ToyModel:
    """Stands where loading.Model stands."""

    def __init__(self, settings, say=lambda _: None):
        self.encoder = ToyEncoder()
        self.worker = EncoderWorker(self.encoder)
        self.cache = chosen.vectors(settings, self.encoder.digest, len(WORDS), zeros=True)
        self.searching = chosen.searching(settings, self.encoder.digest, len(WORDS))
        self._large = settings.large

    def finder(self, programme, progress=None):
        return finder_of(programme, self.worker, self.cache, self.searching, self._large, progress)
