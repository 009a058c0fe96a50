"""A worker that hangs and one that is merely late are told apart."""

from __future__ import annotations

import socket
import threading

import pytest
from waiting import until

from session_finder.workers.pulse import Pulse

ANSWER = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as line:
        yield line


def looks(pulse, numbers):
    return [pulse.stopped(now) for now in numbers]


def pulse_of(line, misses=3):
    return Pulse(line.getsockname()[1], every=5.0, misses=misses)


def test_a_worker_that_accepts_and_never_answers_hangs_after_so_many_looks(listening):
    pulse = pulse_of(listening)
    assert looks(pulse, (0.0, 4.9, 5.0, 10.0)) == [False] * 4
    assert looks(pulse, (14.9, 15.0)) == [False, True]


def test_an_answer_that_is_late_is_one_and_looks_are_counted_anew(listening):
    pulse = pulse_of(listening)
    assert looks(pulse, (0.0, 0.1, 5.0, 10.0)) == [False] * 4
    asked, _ = listening.accept()
    with asked:
        assert asked.recv(1000).startswith(b"GET /api/health HTTP/1.1\r\n")
        asked.sendall(ANSWER)
        until(lambda: pulse._line is None or pulse.stopped(10.1), "the answer")
    assert looks(pulse, (15.0, 20.0, 25.0, 29.9, 30.0)) == [False] * 4 + [True]


def test_one_question_is_open_at_a_time(listening):
    pulse = pulse_of(listening, misses=100)
    assert not any(looks(pulse, range(0, 400, 5)))
    listening.settimeout(0.2)
    listening.accept()[0].close()
    with pytest.raises(TimeoutError):
        listening.accept()


def test_a_worker_that_answers_never_hangs(listening):
    def answer():
        for _ in range(20):
            asked, _ = listening.accept()
            with asked:
                asked.recv(1000)
                asked.sendall(ANSWER)

    answering = threading.Thread(target=answer)
    answering.start()
    pulse, now = pulse_of(listening, misses=1), 0.0
    for _ in range(20):
        assert not pulse.stopped(now)
        until(lambda now=now: pulse.stopped(now + 1) or pulse._line is None, "the answer")
        now += 5.0
    answering.join()


def test_a_machine_that_was_halted_counts_one_look(listening):
    pulse = pulse_of(listening)
    assert looks(pulse, (0.0, 10_000.0, 20_000.0)) == [False] * 3


def test_nobody_who_listens_hangs_too(listening):
    pulse = pulse_of(listening)
    listening.close()
    assert looks(pulse, (0.0, 1.0, 5.0, 6.0, 10.0, 11.0)) == [False] * 6
    assert pulse.stopped(15.0)


def test_a_question_that_was_given_up_is_asked_again_and_still_missed(listening):
    pulse = pulse_of(listening)
    assert looks(pulse, (0.0, 1.0)) == [False] * 2
    pulse.close()
    assert looks(pulse, (5.0, 10.0, 15.0)) == [False, False, True]
