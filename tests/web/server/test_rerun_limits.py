"""The turns of page runs, before an application that takes what it is sent, as Streamlit does."""

from __future__ import annotations

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from session_finder.web.server import rerun_limits
from session_finder.web.server.asgi_stack import middleware
from session_finder.web.server.rerun_limits import PrioritySemaphore, RerunLimits, TokenBucket, address_block

ENDED = {"type": "websocket.send", "bytes": ForwardMsg(script_finished=0).SerializeToString() or b""}


def asked(text="", button=False, page="", fragment=""):
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.fragment_id = fragment
    state = message.rerun_script.widget_states.widgets.add()
    state.id = "box"
    if button:
        state.trigger_value = True
    else:
        state.string_value = text
    return message


class Streamlit:
    """Notes which page's run was delivered, and ends runs when it is told to."""

    def __init__(self):
        self.runs, self.others, self.sends = [], [], {}
        self.fragments = []

    async def __call__(self, scope, receive, send):
        name = scope["name"]
        self.sends[name] = send
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            said = BackMsg()
            said.ParseFromString(message["bytes"])
            if said.WhichOneof("type") == "rerun_script":
                self.runs.append((name, said.rerun_script.widget_states.widgets[0].string_value))
                self.fragments.append(said.rerun_script.fragment_id)
            else:
                self.others.append((name, said.WhichOneof("type")))

    async def end(self, name):
        await self.sends[name](ENDED)
        await settle()


class Browser:
    """A page of a name, and what it sends."""

    def __init__(self, app, name, address="198.51.100.1"):
        self._coming = asyncio.Queue()
        scope = {"type": "websocket", "name": name, "client": (address, 1)}
        self.task = asyncio.create_task(app(scope, self._coming.get, self._taken))

    async def _taken(self, message):
        pass

    async def say(self, *messages):
        for message in messages:
            self._coming.put_nowait({"type": "websocket.receive", "bytes": message.SerializeToString()})
        await settle()

    async def leave(self):
        self._coming.put_nowait({"type": "websocket.disconnect"})
        await settle()


async def settle():
    """Until nothing happens by itself any more."""
    for _ in range(50):
        await asyncio.sleep(0)


def played(scene, max_runs=1, reserved=0):
    """Run a scene with Streamlit behind the turns; what ran, in order."""
    streamlit = Streamlit()
    app = RerunLimits(streamlit, max_runs, reserved)

    async def play():
        await scene(app, streamlit)
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    asyncio.run(play())
    return streamlit.runs


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """No time passes by itself here."""
    monkeypatch.setattr(rerun_limits, "SLOT_TIMEOUT", 1000.0)
    monkeypatch.setattr(rerun_limits, "MIN_RUN_TIME", 1000.0)


def test_while_one_runs_the_next_waits_and_runs_when_it_has_ended():
    async def scene(app, streamlit):
        ada, ben = Browser(app, "ada"), Browser(app, "ben")
        await ada.say(asked("tides"))
        await ben.say(asked("graphs"))
        assert streamlit.runs == [("ada", "tides")]
        await streamlit.end("ada")

    assert played(scene) == [("ada", "tides"), ("ben", "graphs")]


def test_the_newest_wins_and_what_it_has_overtaken_is_dropped():
    async def scene(app, streamlit):
        ada, ben = Browser(app, "ada"), Browser(app, "ben")
        await ada.say(asked("tides"))
        await ben.say(asked("g"), asked("gr"), asked("graphs"))
        await streamlit.end("ada")

    assert played(scene) == [("ada", "tides"), ("ben", "graphs")]


def test_a_page_that_comes_from_another_process_is_run_in_full_until_it_was_drawn_here():
    async def scene(app, streamlit):
        ada = Browser(app, "ada")
        await ada.say(asked("tides", fragment="of before"))
        await streamlit.end("ada")
        await ada.say(asked("graphs", fragment="of now"))
        assert streamlit.fragments == ["", "of now"]

    assert played(scene) == [("ada", "tides"), ("ada", "graphs")]


def test_a_page_that_has_had_more_comes_later_and_equals_come_in_turn(monkeypatch):
    monkeypatch.setattr(rerun_limits, "PRIORITY_STEP", 3)

    async def scene(app, streamlit):
        loud, quiet, other = (Browser(app, name) for name in ("loud", "quiet", "other"))
        for number in range(3):
            await loud.say(asked(f"{number}"))
            await streamlit.end("loud")
        await other.say(asked("first"))
        await loud.say(asked("3"))
        await quiet.say(asked("tides"))
        await streamlit.end("other")
        await other.say(asked("second"))
        await streamlit.end("quiet")
        await streamlit.end("other")

    assert played(scene)[3:] == [("other", "first"), ("quiet", "tides"), ("other", "second"), ("loud", "3")]


def test_a_long_run_is_interrupted_by_its_own_page_while_nobody_waits(monkeypatch):
    monkeypatch.setattr(rerun_limits, "MIN_RUN_TIME", 0.0)

    async def scene(app, streamlit):
        ada, ben = Browser(app, "ada"), Browser(app, "ben")
        await ada.say(asked("a long one"), asked("another"))
        await asyncio.sleep(0.01)
        assert streamlit.runs == [("ada", "a long one"), ("ada", "another")]
        await ben.say(asked("graphs"))
        await ada.say(asked("a third"))
        await asyncio.sleep(0.01)
        assert len(streamlit.runs) == 2  # for somebody waits
        await streamlit.end("ada")

    assert played(scene)[-1] == ("ben", "graphs")


def test_a_run_that_lasts_gives_its_place_away(monkeypatch):
    monkeypatch.setattr(rerun_limits, "SLOT_TIMEOUT", 0.01)

    async def scene(app, _):
        ada, ben = Browser(app, "ada"), Browser(app, "ben")
        await ada.say(asked("for ever"))
        await ben.say(asked("graphs"))
        await asyncio.sleep(0.1)

    assert played(scene) == [("ada", "for ever"), ("ben", "graphs")]


def test_a_page_that_interrupts_itself_again_and_again_does_not_keep_its_place(monkeypatch):
    monkeypatch.setattr(rerun_limits, "MIN_RUN_TIME", 0.0)
    monkeypatch.setattr(rerun_limits, "SLOT_TIMEOUT", 0.05)

    async def scene(app, streamlit):
        loud, quiet = Browser(app, "loud"), Browser(app, "quiet")
        await loud.say(asked("0"))
        await quiet.say(asked("tides"))
        for number in range(1, 30):
            await loud.say(asked(f"{number}"))
            await asyncio.sleep(0.01)
        assert ("quiet", "tides") in streamlit.runs

    played(scene)


@pytest.mark.parametrize("waits", [False, True])
def test_whoever_leaves_gives_the_place_back(waits):
    async def scene(app, streamlit):
        ada, ben, eve = (Browser(app, name) for name in ("ada", "ben", "eve"))
        await ada.say(asked("tides"))
        await ben.say(asked("graphs"))
        await eve.say(asked("maps"))
        if waits:
            await ben.leave()
            await streamlit.end("ada")
        else:
            await ada.leave()
        assert app.slots.free == 0

    assert played(scene)[1:] == [("eve", "maps") if waits else ("ben", "graphs")]


def test_whoever_asks_for_many_does_not_take_the_places_kept_for_the_others(monkeypatch):
    monkeypatch.setattr(rerun_limits, "HEAVY_USE", 1)

    async def scene(app, streamlit):
        loud, louder, quiet = (Browser(app, name) for name in ("loud", "louder", "quiet"))
        for page, name in ((loud, "loud"), (louder, "louder")):
            await page.say(asked("0"))
            await streamlit.end(name)
        await loud.say(asked("1"))
        await louder.say(asked("1"))
        await quiet.say(asked("tides"))

    assert played(scene, max_runs=2, reserved=1) == [("loud", "0"), ("louder", "0"), ("loud", "1"), ("quiet", "tides")]


def test_what_was_overtaken_counts_as_asked_for(monkeypatch):
    monkeypatch.setattr(rerun_limits, "PRIORITY_STEP", 3)

    async def scene(app, streamlit):
        ada, loud, quiet = (Browser(app, name) for name in ("ada", "loud", "quiet"))
        await ada.say(asked("tides"))
        await loud.say(*(asked(f"{number}") for number in range(9)))
        await streamlit.end("ada")
        await loud.say(asked("again"))
        await quiet.say(asked("graphs"))
        await streamlit.end("loud")

    assert played(scene) == [("ada", "tides"), ("loud", "8"), ("quiet", "graphs")]


def test_others_come_before_an_address_that_has_had_more_than_a_room_full(monkeypatch):
    monkeypatch.setattr(rerun_limits, "ADDRESS_RATE", (3.0, 0.001))

    async def scene(app, streamlit):
        pages = [Browser(app, f"{number}", "2001:db8::1") for number in range(5)]
        other = Browser(app, "other", "2001:db8:0:1::1")
        for page in pages:
            await page.say(asked("flood"))
        await other.say(asked("tides"))
        for name in ("0", "other", "1", "2", "3"):
            await streamlit.end(name)

    assert [name for name, _ in played(scene)] == ["0", "other", "1", "2", "3", "4"]


def test_a_page_that_asks_faster_than_a_person_waits_and_the_others_do_not(monkeypatch):
    monkeypatch.setattr(rerun_limits, "PAGE_RATE", (2.0, 0.001))

    async def scene(app, streamlit):
        loud, quiet = Browser(app, "loud"), Browser(app, "quiet")
        for number in range(4):
            await loud.say(asked(f"{number}"))
            await streamlit.end("loud")
        await quiet.say(asked("tides"))

    assert played(scene) == [("loud", "0"), ("loud", "1"), ("quiet", "tides")]


def test_what_asks_for_no_run_passes_at_once_and_what_no_page_says_never_does():
    async def scene(app, streamlit):
        ada = Browser(app, "ada")
        await ada.say(asked("tides"), BackMsg(clear_cache=True), BackMsg(), BackMsg(app_heartbeat=True))
        assert streamlit.others == [("ada", "app_heartbeat")]

    assert played(scene) == [("ada", "tides")]


def test_a_long_message_counts_as_many(monkeypatch):
    monkeypatch.setattr(rerun_limits, "MESSAGE_RATE", (5.0, 0.001))
    monkeypatch.setattr(rerun_limits, "BYTES_PER_TOKEN", 1_000)

    async def scene(app, streamlit):
        loud, quiet = Browser(app, "loud"), Browser(app, "quiet")
        await loud.say(asked("x" * 5_000))
        await quiet.say(asked("x"))
        for name in ("loud", "quiet"):
            await streamlit.end(name)
        await loud.say(asked("again"))
        await quiet.say(asked("again"))

    assert [name for name, _ in played(scene)] == ["loud", "quiet", "quiet"]


def test_a_button_that_was_pressed_while_others_run_is_pressed():
    async def scene(app, streamlit):
        ada, ben = Browser(app, "ada"), Browser(app, "ben")
        await ada.say(asked("tides"))
        await ben.say(asked(button=True), asked("graphs"))
        await streamlit.end("ada")
        await streamlit.end("ben")

    assert played(scene) == [("ada", "tides"), ("ben", ""), ("ben", "graphs")]


def test_a_place_that_is_given_to_whoever_has_just_left_goes_to_the_next():
    async def play():
        slots = PrioritySemaphore(1, 0)
        await slots.acquire(lambda: (False, False, 0))
        waiting = asyncio.create_task(slots.acquire(lambda: (False, False, 0)))
        await settle()
        slots.release()
        waiting.cancel()
        await settle()
        return slots.free

    assert asyncio.run(play()) == 1


def test_a_bucket_fills_with_time_and_can_be_overdrawn():
    now = [0.0]
    bucket = TokenBucket(2, 0.5, lambda: now[0])
    for held in (2, 1, 0):
        assert bucket.tokens == held
        bucket.take()
    assert (bucket.tokens, bucket.delay, bucket.is_full) == (-1, 4.0, False)
    bucket.take_available()
    assert bucket.tokens == -1
    now[0] = 3.0
    bucket.take_available()
    assert bucket.tokens == 0
    now[0] = 100.0
    assert (bucket.tokens, bucket.delay, bucket.is_full) == (2, 0.0, True)


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2002:c633:6407:1::9", "198.51.100.7"),
        ("64:ff9b::c633:6407", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("testclient", "testclient"),
    ],
)
def test_who_is_behind_an_address(address, block):
    assert address_block({"client": (address, 1)}) == block
    assert address_block({"client": None}) == ""


def test_addresses_that_ask_no_more_are_forgotten(monkeypatch):
    monkeypatch.setattr(rerun_limits, "MAX_ADDRESSES", 2)
    app = RerunLimits(None)
    app._bucket_of("one").take()
    app._bucket_of("two")
    app._bucket_of("three")
    assert {*app._addresses} == {"one", "three"}


def test_the_server_lets_page_runs_take_turns():
    assert [layer.cls for layer in middleware()].count(RerunLimits) == 1
