"""A loaded model without weights: the toy encoder behind a real worker and a real cache."""

from __future__ import annotations

from toys import WORDS, ToyEncoder

from session_finder.bootstrap import stores
from session_finder.bootstrap.model_loading import load
from session_finder.models.worker import EncoderWorker


class ToyModel:
    """Stands where loading.Model stands."""

    def __init__(self, settings, say=lambda _: None):
        self.encoder = ToyEncoder()
        self.worker = EncoderWorker(self.encoder)
        self.cache = stores.vectors(settings, self.encoder.digest, len(WORDS), zeros=True)
        self.searching = stores.searching(settings, self.encoder.digest, len(WORDS))
        self._large = settings.large

    def load(self, programme, progress=None):
        return load(programme, self.worker, self.cache, self.searching, self._large, progress)
