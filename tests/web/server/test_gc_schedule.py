"""What departed sessions leave behind goes, though Streamlit no longer collects after each run."""

import gc
import threading
import tomllib
import weakref
from pathlib import Path

from waiting import until

from session_finder.web.server.gc_schedule import Collector

CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"


class Knot:
    """Refers to itself, so that only the collector frees it."""

    def __init__(self):
        self.me = self


def test_a_cycle_is_gone_after_the_next_tick():
    gc.disable()
    try:
        watched = weakref.ref(Knot())
        assert watched() is not None
        with Collector(every=0.01):
            until(lambda: watched() is None, "the collection")
    finally:
        gc.enable()


def test_the_thread_ends_with_the_server():
    with Collector(every=60):
        assert any(thread.name == "garbage" for thread in threading.enumerate())
    assert not any(thread.name == "garbage" and thread.is_alive() for thread in threading.enumerate())


def test_streamlit_does_not_collect_after_each_run():
    assert tomllib.loads(CONFIG.read_text(encoding="utf-8"))["runner"]["postScriptGC"] is False
