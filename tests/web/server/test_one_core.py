"""The threads that run Python stay on one core, and the processes of one machine on different ones."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from streamlit import config

from session_finder.web.server.one_core import stay_on_one_core

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="Only Linux binds threads to cores, and here is only one.",
)


@pytest.fixture
def port():
    """Sets the port as ``serve`` does."""
    before = config.get_option("server.port"), config.get_where_defined("server.port")
    yield lambda number: config._set_option("server.port", number, "command-line argument or environment variable")
    config._set_option("server.port", *before)


def bound():
    """What a thread gets that is bound: the core, its own cores, those of a thread that it starts."""
    found = []

    def look():
        found.extend([stay_on_one_core(), os.sched_getaffinity(0)])
        child = threading.Thread(target=lambda: found.append(os.sched_getaffinity(0)))
        child.start()
        child.join()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    return found


def test_a_thread_and_those_that_it_starts_stay_on_one_core_and_others_do_not(port):
    before = os.sched_getaffinity(0)
    port(8501)
    core, own, started = bound()
    assert own == started == {core}
    assert os.sched_getaffinity(0) == before


def test_neighbouring_ports_have_different_cores(port):
    found = set()
    for number in (8501, 8502):
        port(number)
        found.add(bound()[0])
    assert len(found) == 2


def test_without_a_port_nothing_is_bound():
    assert bound()[0] is None


def test_a_child_that_reads_an_upload_may_use_all_cores():
    script = (
        "import os\nfrom session_finder.uploads.resource_limits import confine\n"
        "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\nconfine()\nprint(len(os.sched_getaffinity(0)))\n"
    )
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(said.stdout) == len(os.sched_getaffinity(0))
