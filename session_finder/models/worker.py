"""A worker thread that owns the encoder: callers submit texts and wait, and queued texts are encoded as one batch.

When many threads call torch, they compete for its cores (2.7 searches a second for 20 attendees, against 90 with one
worker), so nobody else calls the encoder. Queries go before documents, and document batches are small, so that a search
never waits long for an upload.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Sequence
from concurrent.futures import Future

import numpy as np

from session_finder.domain.errors import UserError
from session_finder.models.cards import ModelCard
from session_finder.models.encoder import Encoder, Parts, Progress, Vectors
from session_finder.text.analyzer import query_words

log = logging.getLogger(__name__)

QUERY_BATCH = 64  # queries in one batch
DOCUMENT_BATCH = 16  # documents in one batch, the longest wait of a query


class Busy(UserError):
    """The queue is full; try again in a moment."""

    code = "busy"


class EncoderWorker:
    """An Encoder that serves many threads with one model.

    ``capacity`` limits the queries that may wait; beyond it ``encode_query`` raises Busy at once. ``keep`` is the size
    of the LRU cache of query vectors. ``asked`` counts the queries, ``remembered`` the cache hits.
    """

    def __init__(self, encoder: Encoder, capacity: int = 2000, keep: int = 2000) -> None:
        self._encoder = encoder
        self._capacity = capacity
        self._keep = keep
        self._recent: OrderedDict[str, Vectors] = OrderedDict()
        self._queries: OrderedDict[str, Future[Vectors]] = OrderedDict()
        self._in_flight: dict[str, Future[Vectors]] = {}
        self._documents: deque[tuple[list[str], Parts, Future[list[Vectors]]]] = deque()
        self._condition = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None
        self.asked = 0
        self.remembered = 0

    @property
    def card(self) -> ModelCard:
        """The encoder's card."""
        return self._encoder.card

    @property
    def digest(self) -> str:
        """The encoder's digest."""
        return self._encoder.digest

    @property
    def description(self) -> str:
        """The encoder's device and number format."""
        return self._encoder.description

    @property
    def precision(self) -> str:
        """The encoder's number format."""
        return self._encoder.precision

    @property
    def waiting(self) -> int:
        """The number of queries in the queue."""
        return len(self._queries)

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Character spans of tokens; tokenizers are thread-safe."""
        return self._encoder.token_spans(text)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of documents, (len(texts), dim) float32; queries that arrive meanwhile go first."""
        found = self.encode_parts(texts, [()] * len(texts), progress)
        return np.concatenate([np.empty((0, self.card.dimensions), dtype=np.float32), *found])

    def encode_parts(self, texts: Sequence[str], parts: Parts, progress: Progress | None = None) -> list[Vectors]:
        """Vectors of documents and of spans in them, as Encoder.encode_parts returns them."""
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        batches = [order[start : start + DOCUMENT_BATCH] for start in range(0, len(order), DOCUMENT_BATCH)]
        futures = []
        with self._condition:
            self._check_open()
            for rows in batches:
                future: Future[list[Vectors]] = Future()
                self._documents.append(([texts[row] for row in rows], [parts[row] for row in rows], future))
                futures.append(future)
            self._condition.notify()
        found: dict[int, Vectors] = {}
        for rows, future in zip(batches, futures, strict=True):
            found.update(zip(rows, future.result(), strict=True))
            if progress:
                progress(len(found), len(texts))
        return [found[row] for row in range(len(texts))]

    def encode_query(self, text: str) -> Vectors:
        """The vectors of a query and of its words (analyzer.query_words), (1 + words, dim) float32.

        Goes before any documents. Raises Busy when too many queries wait.
        """
        return self.ask(text).result()

    async def encode_query_async(self, text: str) -> Vectors:
        """``encode_query`` for coroutines."""
        return await asyncio.wrap_future(self.ask(text))

    def ask(self, text: str) -> Future[Vectors]:
        """A future of ``encode_query``; equal queries that are waiting or being encoded share one computation."""
        with self._condition:
            self._check_open()
            self.asked += 1
            if text in self._recent:
                self.remembered += 1
                self._recent.move_to_end(text)
                known: Future[Vectors] = Future()
                known.set_result(self._recent[text])
                return known
            shared = self._queries.get(text) or self._in_flight.get(text)
            if shared is None:
                if len(self._queries) >= self._capacity:
                    raise Busy("Too many searches at once. Try again in a moment.")
                shared = self._queries[text] = Future()
                self._condition.notify()
            # A caller that cancels must not cancel the shared future.
            own: Future[Vectors] = Future()
            shared.add_done_callback(lambda finished: _pass_on(finished, own))
            return own

    def close(self) -> None:
        """Finish the current batch, reject the rest, and end the thread."""
        with self._condition:
            self._closed = True
            urgent, patient = list(self._queries.values()), [future for *_, future in self._documents]
            self._queries.clear()
            self._documents.clear()
            self._condition.notify()
        for future in urgent:
            future.set_exception(Busy("The server is stopping."))
        for document in patient:
            document.set_exception(Busy("The server is stopping."))
        if self._thread:
            self._thread.join(timeout=30)

    # ---- with the lock held -------------------------------------------------------------------------------------

    def _check_open(self) -> None:
        if self._closed:
            raise Busy("The server is stopping.")
        if self._thread is None or not self._thread.is_alive():
            if self._thread is not None:
                log.error("The encoder's thread had died; it is started again.")
            self._thread = threading.Thread(target=self._run, daemon=True, name="encoder")
            self._thread.start()

    # ---- the thread ---------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._condition:
                while not (self._queries or self._documents or self._closed):
                    self._condition.wait()
                if self._closed:
                    return
                batch = [self._queries.popitem(last=False) for _ in range(min(QUERY_BATCH, len(self._queries)))]
                self._in_flight = dict(batch)
                documents = None if batch else self._documents.popleft()
            if documents:
                self._encode_documents(*documents)
            else:
                self._encode_interests(batch)

    def _encode_interests(self, batch: list[tuple[str, Future[Vectors]]]) -> None:
        try:
            spans = [[(start, end) for start, end, _ in query_words(text)] for text, _ in batch]
            vectors = self._encoder.encode_parts([text for text, _ in batch], spans)
        except BaseException as error:  # noqa: BLE001  the callers wait: whatever happened must reach them
            with self._condition:
                self._in_flight = {}
            for _, future in batch:
                future.set_exception(error)
            self._report(error)
            return
        with self._condition:
            self._in_flight = {}
            for (text, _), vector in zip(batch, vectors, strict=True):
                self._recent[text] = vector
            while len(self._recent) > self._keep:
                self._recent.popitem(last=False)
        for (_, future), vector in zip(batch, vectors, strict=True):
            future.set_result(vector)

    def _encode_documents(self, texts: list[str], parts: Parts, future: Future[list[Vectors]]) -> None:
        try:
            future.set_result(self._encoder.encode_parts(texts, parts))
        except BaseException as error:  # noqa: BLE001  the callers wait: whatever happened must reach them
            future.set_exception(error)
            self._report(error)

    def _report(self, error: BaseException) -> None:
        log.error("Encoding failed: %s: %s", type(error).__name__, error)
        if not isinstance(error, Exception):
            raise error  # ends the thread; the next caller starts it again


def _pass_on(finished: Future[Vectors], own: Future[Vectors]) -> None:
    if not own.set_running_or_notify_cancel():
        return
    error = finished.exception()
    if error is not None:
        own.set_exception(error)
    else:
        own.set_result(finished.result())
