from concurrent.futures import ThreadPoolExecutor

from session_finder.application.tries import Tries


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def wrong(tries, count, address="192.0.2.1"):
    return [tries.begin(address) for _ in range(count)]


def test_five_tries_are_free_and_the_sixth_waits_ten_seconds():
    tries = Tries(Clock())
    assert wrong(tries, 6) == [0.0, 0.0, 0.0, 0.0, 0.0, 10.0]


def test_the_wait_runs_out_and_doubles_with_each_further_wrong_try():
    clock = Clock()
    tries = Tries(clock)
    wrong(tries, 5, None)
    waits = []
    for _ in range(6):
        waits.append(tries.left(None))
        clock.now += waits[-1]
        assert tries.begin(None) == 0.0
    assert waits == [10.0, 20.0, 40.0, 60.0, 60.0, 60.0]


def test_one_address_waits_up_to_a_quarter_of_an_hour():
    clock = Clock()
    tries = Tries(clock)
    waits = []
    for _ in range(20):
        clock.now += tries.left("192.0.2.1")
        assert tries.begin("192.0.2.1") == 0.0
        waits.append(tries.left("192.0.2.1"))
    assert waits[:12] == [0.0, 0.0, 0.0, 0.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 900.0]
    assert waits[-1] == 900.0


def test_asking_during_the_wait_does_not_lengthen_it():
    clock = Clock()
    tries = Tries(clock)
    wrong(tries, 50)
    clock.now += 9.5
    assert tries.begin("192.0.2.1") == 0.5


def test_other_addresses_wait_too_so_that_many_addresses_are_no_way_around():
    tries = Tries(Clock())
    for number in range(5):
        tries.begin(f"192.0.2.{number}")
    assert tries.begin("198.51.100.1") == 10.0


def test_an_address_that_has_signed_in_before_is_not_kept_out_by_strangers():
    tries = Tries(Clock())
    assert tries.begin("192.0.2.7") == 0.0
    tries.succeeded("192.0.2.7")
    wrong(tries, 9, "198.51.100.1")
    assert tries.begin("192.0.2.9") == 10.0
    assert wrong(tries, 6, "192.0.2.7") == [0.0, 0.0, 0.0, 0.0, 0.0, 10.0]


def test_a_right_try_forgets_the_wrong_ones():
    tries = Tries(Clock())
    wrong(tries, 4)
    tries.begin("192.0.2.1")
    tries.succeeded("192.0.2.1")
    assert tries.left("192.0.2.1") == 0.0
    assert tries.left(None) == 0.0


def test_after_an_hour_wrong_tries_are_forgotten():
    clock = Clock()
    tries = Tries(clock)
    wrong(tries, 5)
    clock.now += 10 + 3600.5
    assert wrong(tries, 6) == [0.0, 0.0, 0.0, 0.0, 0.0, 10.0]


def test_many_tries_at_once_count_one_by_one():
    tries = Tries(Clock())
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: tries.begin("192.0.2.1"), range(200)))
    assert waits.count(0.0) == 5


def test_memory_is_bounded_whatever_addresses_come():
    clock = Clock()
    tries = Tries(clock, most=10)
    for number in range(1000):
        clock.now += 4000
        tries.begin(f"address {number}")
        tries.succeeded(f"known {number}")
    assert (len(tries._addresses), len(tries._known)) == (10, 10)
