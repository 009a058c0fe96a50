import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from toys import ToyEncoder

from session_finder.models.worker import DOCUMENT_BATCH, Busy, EncoderWorker


class GatedEncoder(ToyEncoder):
    """Waits at a gate before each batch, so that tests decide what has queued up meanwhile."""

    def __init__(self):
        super().__init__()
        self.gate = threading.Semaphore(0)
        self.begun = threading.Semaphore(0)
        self.batches = []

    def encode(self, texts, progress=None):
        self.begun.release()
        assert self.gate.acquire(timeout=10)
        self.batches.append(list(texts))
        if "explode" in texts:
            raise ValueError("boom")
        if "die" in texts:
            raise SystemExit
        return super().encode(texts, progress)


@pytest.fixture
def gated():
    return GatedEncoder()


@pytest.fixture
def owner(gated):
    worker = EncoderWorker(gated, capacity=5, keep=3)
    yield worker
    gated.gate.release(1000)
    worker.close()


def hold(owner, gated):
    """Let the thread take a first batch and wait in it."""
    first = owner.ask("first")
    assert gated.begun.acquire(timeout=10)
    return first


def test_what_queued_up_meanwhile_is_encoded_as_one_batch(owner, gated):
    hold(owner, gated)
    futures = [owner.ask(text) for text in ("data", "bread", "map")]
    gated.gate.release(2)
    assert [future.result(10).argmax() for future in futures] == [0, 3, 7]
    assert gated.batches == [["first"], ["data", "bread", "map"]]


def test_equal_interests_in_flight_are_encoded_once(owner, gated):
    first = hold(owner, gated)
    futures = [owner.ask("first"), owner.ask("data"), owner.ask("data")]
    gated.gate.release(2)
    assert first.result(10).tolist() == futures[0].result(10).tolist()
    assert futures[1].result(10).tolist() == futures[2].result(10).tolist()
    assert gated.batches == [["first"], ["data"]]


def test_a_caller_who_gives_up_does_not_take_the_vector_from_the_others(owner, gated):
    hold(owner, gated)
    leaving, staying = owner.ask("data"), owner.ask("data")
    assert leaving.cancel()
    gated.gate.release(2)
    assert staying.result(10).argmax() == 0


def test_recent_interests_are_remembered_and_the_oldest_forgotten(owner, gated):
    gated.gate.release(100)
    for text in ("data", "bread", "map", "data", "nurse"):
        owner.encode_query(text)
    owner.encode_query("data")
    owner.encode_query("bread")
    assert [text for batch in gated.batches for text in batch] == ["data", "bread", "map", "nurse", "bread"]
    assert (owner.asked, owner.remembered) == (7, 2)


def test_an_interest_goes_before_the_documents_that_wait(owner, gated):
    with ThreadPoolExecutor(1) as pool:
        upload = pool.submit(owner.encode, ["data"] * (3 * DOCUMENT_BATCH))
        assert gated.begun.acquire(timeout=10)
        interest = owner.ask("bread")
        gated.gate.release(100)
        assert interest.result(10).argmax() == 3
        assert upload.result(10).shape == (3 * DOCUMENT_BATCH, 8)
    assert [len(batch) for batch in gated.batches] == [DOCUMENT_BATCH, 1, DOCUMENT_BATCH, DOCUMENT_BATCH]


def test_documents_keep_their_order(owner, gated):
    gated.gate.release(100)
    texts = ["bread " * n for n in range(40, 0, -1)] + ["map"]
    assert owner.encode(texts).argmax(axis=1).tolist() == [3] * 40 + [7]


def test_documents_report_progress(owner, gated):
    gated.gate.release(100)
    heard = []
    owner.encode(["data"] * 20, lambda done, total: heard.append((done, total)))
    assert heard == [(16, 20), (20, 20)]


def test_a_full_queue_says_busy_at_once(owner, gated):
    hold(owner, gated)
    waiting = [owner.ask(f"data {n}") for n in range(5)]
    with pytest.raises(Busy, match="Try again in a moment"):
        owner.ask("one too many")
    gated.gate.release(2)
    assert len([future.result(10) for future in waiting]) == 5


def test_an_error_reaches_its_callers_and_the_next_batch_is_served(owner, gated, caplog):
    hold(owner, gated)
    failing = owner.ask("explode")
    gated.gate.release(2)
    with pytest.raises(ValueError, match="boom"):
        failing.result(10)
    gated.gate.release()
    assert owner.encode_query("data")[0].argmax() == 0
    assert "Encoding failed: ValueError: boom" in caplog.text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_that_died_is_started_again(owner, gated, caplog):
    gated.gate.release(100)
    with pytest.raises(SystemExit):
        owner.encode_query("die")
    owner._thread.join(10)
    assert owner.encode_query("data")[0].argmax() == 0
    assert "The encoder's thread had died" in caplog.text


def test_closing_answers_whoever_waits(gated):
    worker = EncoderWorker(gated)
    hold(worker, gated)
    waiting = worker.ask("data")
    closing = threading.Thread(target=worker.close)
    closing.start()
    with pytest.raises(Busy, match="stopping"):
        waiting.result(10)
    gated.gate.release()
    closing.join(10)
    with pytest.raises(Busy, match="stopping"):
        worker.ask("data")


def test_coroutines_wait_without_a_thread_of_their_own(owner, gated):
    gated.gate.release(100)

    async def several():
        return await asyncio.gather(*(owner.encode_query_async(text) for text in ("data", "map")))

    assert [vector.argmax() for vector in asyncio.run(several())] == [0, 7]


def test_a_query_has_the_same_vector_alone_and_in_a_batch(worker, encoder):
    texts = ["health analytics", "how do I get people to stop asking for dashboards", "FHIR"]
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(worker.encode_query, texts))
    for text, vector in zip(texts, together, strict=True):
        assert np.abs(encoder.encode([text])[0] - vector[0]).max() < 1e-6
