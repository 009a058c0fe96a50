from __future__ import annotations

import asyncio
import time

import pytest

from session_finder.access.throttle import PLACES, STRANGERS, Client, Throttle, blocks

REAL_SLEEP = asyncio.sleep
HERE = Client("192.0.2.1")


class Clock:
    """The time that ``limits`` and the queue see; sleeping moves it on."""

    def __init__(self):
        self.now, self.slept = 1_000_000.0, []

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        await REAL_SLEEP(0)  # the others come first
        self.slept.append(round(seconds, 2))
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(time, "time", clock)
    monkeypatch.setattr(asyncio, "sleep", clock.sleep)
    return clock


def tried(tries, *clients):
    async def one_by_one():
        return [round(await tries.admit(client), 1) for client in clients]

    return asyncio.run(one_by_one())


def strangers(count):
    """Addresses of as many networks."""
    return [Client(f"{10 + number // 250}.{number % 250}.0.1") for number in range(count)]


def test_five_tries_are_free_and_the_sixth_waits_half_a_minute(clock):
    tries = Throttle()
    assert tried(tries, *[HERE] * 7) == [0.0, 0.0, 0.0, 0.0, 0.0, 30.0, 30.0]
    clock.now += 20
    assert tries.left(HERE) == 10.0
    clock.now += 10
    assert tried(tries, HERE) == [0.0]


def test_one_place_has_twenty_tries_in_an_hour(clock):
    tries, right = Throttle(), 0
    for _ in range(3600):
        right += tried(tries, HERE) == [0.0]
        clock.now += 1
    assert right == 20


def test_other_addresses_of_an_ipv6_block_are_the_same_place(clock):
    tries = Throttle()
    rotating = [Client(f"2001:db8:1:2::{number:x}") for number in range(6)]
    assert tried(tries, *rotating) == [0.0] * 5 + [30.0]
    assert tried(tries, Client("2001:db8:1:3::1")) == [0.0]


@pytest.mark.parametrize(
    ("address", "networks"),
    [
        ("192.0.2.77", ("192.0.2.77/32", "192.0.2.0/24")),
        ("::ffff:192.0.2.77", ("192.0.2.77/32", "192.0.2.0/24")),
        ("2002:c000:24d::1", ("192.0.2.77/32", "192.0.2.0/24")),
        ("2002:c000:24d:ffff:1:2:3:4%eth0", ("192.0.2.77/32", "192.0.2.0/24")),
        ("64:ff9b::192.0.2.77", ("192.0.2.77/32", "192.0.2.0/24")),
        ("64:ff9b:1::192.0.2.77", ("64:ff9b:1::/64", "64:ff9b:1::/48", "64:ff9b::/32")),
        ("2002:7f00:1::", ("127.0.0.1/32", "127.0.0.0/24")),
        ("2001:db8:1:2:3::4%eth0", ("2001:db8:1:2::/64", "2001:db8:1::/48", "2001:db8::/32")),
        ("127.0.0.1", ()),
        ("::1", ()),
        ("nonsense", ()),
        (None, ()),
    ],
)
def test_the_blocks_of_an_address(address, networks):
    assert blocks(Client(address)) == networks


SPELLINGS = ["192.0.2.77", "::ffff:192.0.2.77", "2002:c000:24d::1", "2002:c000:24d:1::1", "64:ff9b::192.0.2.77"]


def test_one_address_in_many_spellings_has_the_tries_of_one_place(clock):
    tries = Throttle()
    spelt = [Client(SPELLINGS[number % len(SPELLINGS)]) for number in range(6)]
    assert tried(tries, *spelt) == [0.0] * 5 + [30.0]


def test_many_blocks_of_one_network_are_no_way_around(clock):
    tries, admitted = Throttle(), 0
    for number in range(600):
        admitted += tried(tries, Client(f"2001:db8:1:{number:x}::1")) == [0.0]
        clock.now += 1
    assert admitted == 60
    assert tries.left(Client("2001:db8:2:0::1")) == 0.0


def test_strangers_share_a_budget_and_wait_for_it_instead_of_being_refused(clock):
    tries = Throttle()
    assert tried(tries, *strangers(25)) == [0.0] * 25
    assert clock.slept == [4.0, 4.0]


def test_two_clients_that_guess_without_end_keep_no_stranger_out(clock):
    """The fault of before: their tries renewed a wait for the whole server."""
    tries, mallory, trudy = Throttle(), Client("198.51.100.1"), Client("203.0.113.1")
    for _ in range(600):
        tried(tries, mallory, trudy)
        clock.now += 0.3
    assert tried(tries, HERE) == [0.0]


def test_rotating_addresses_keep_no_stranger_out_for_longer_than_the_budget_s_window(clock):
    tries = Throttle()
    for client in strangers(600):
        tried(tries, client)
        clock.now += 0.15
    began = clock.now
    assert tried(tries, HERE) == [0.0]
    assert clock.now - began <= STRANGERS.get_expiry()


def test_as_many_strangers_as_have_places_are_served_in_one_window_and_the_others_told_to_come_again(clock):
    tries = Throttle()
    tried(tries, *strangers(STRANGERS.amount))
    crowd = [Client(f"100.{number}.0.1") for number in range(PLACES + 5)]

    async def at_once():
        return await asyncio.gather(*(tries.admit(client) for client in crowd))

    assert sorted(asyncio.run(at_once())) == [0.0] * PLACES + [4.0] * 5
    assert sum(clock.slept) == 4.0


def test_a_network_has_one_place_in_the_queue(clock):
    tries = Throttle()

    async def at_once():
        return await asyncio.gather(*(tries.admit(Client(f"192.0.2.{number}")) for number in range(3)))

    tried(tries, *strangers(STRANGERS.amount))
    assert sorted(asyncio.run(at_once())) == [0.0, 4.0, 4.0]


def test_whoever_signed_in_before_never_waits_for_strangers(clock):
    tries = Throttle()
    tried(tries, HERE)
    tries.succeeded(HERE)
    device = Client("198.51.100.200", "ada's browser")
    for number in range(300):  # the budget, and the networks of both
        tried(tries, Client(f"192.0.2.{number % 250 + 2}"), Client(f"198.51.100.{number % 190}"))
    clock.slept.clear()
    assert tried(tries, HERE, device) == [0.0, 0.0]
    assert clock.slept == []


def test_a_browser_that_signed_in_before_is_not_kept_out_by_its_own_address(clock):
    tries = Throttle()
    assert tried(tries, *[HERE] * 6)[-1] == 30.0
    assert tried(tries, *[Client(HERE.address, "ada's browser")] * 6) == [0.0] * 5 + [30.0]


def test_a_right_try_forgets_the_wrong_ones(clock):
    tries = Throttle()
    tried(tries, *[HERE] * 5)
    tries.succeeded(HERE)
    assert tries.left(HERE) == 0.0


def test_many_tries_at_once_count_one_by_one(clock):
    tries, device = Throttle(), Client(None, "ada's browser")

    async def at_once():
        return await asyncio.gather(*(tries.admit(device) for _ in range(200)))

    assert asyncio.run(at_once()).count(0.0) == 5


def test_a_clock_that_is_set_back_shuts_nobody_out(clock):
    tries = Throttle()
    tried(tries, *[HERE] * 5)
    clock.now -= 86_400
    assert tried(tries, HERE) == [0.0]


def test_memory_is_bounded_whatever_addresses_come(clock):
    tries = Throttle()
    for number in range(2000):
        tried(tries, Client(f"2001:{number:x}:1:1::1"))
        clock.now += 60
    tries._storage._MemoryStorage__expire_events()
    assert len(tries._storage.storage) < 400  # those of the last hour, with five counters each
