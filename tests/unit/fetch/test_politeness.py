"""One host is asked by few at a time, and not by one right after the other."""

import threading
from itertools import pairwise

import pytest

from tests.waiting import wait_until
from worker.fetch.politeness import AT_A_TIME, GAP_SECONDS, Gates


def test_two_at_a_time_to_one_host_and_others_are_not_held_up() -> None:
    gates = Gates(sleep=lambda _seconds: None)
    inside: list[str] = []
    leave = threading.Event()

    def ask(url: str) -> None:
        with gates.to(url):
            inside.append(url)
            leave.wait(30)

    urls = [f"https://A.example/{n}" for n in range(5)] + ["https://b.example/"]
    threads = [threading.Thread(target=ask, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(inside) == AT_A_TIME + 1, what="two at the one and one at the other")
    assert "https://b.example/" in inside
    leave.set()
    for thread in threads:
        thread.join(30)
    assert sorted(inside) == sorted(urls)


def test_starts_are_apart() -> None:
    now, starts = [100.0], []

    def sleep(seconds: float) -> None:
        starts.append(now[0] + seconds)

    gates = Gates(clock=lambda: now[0], sleep=sleep)
    for host in ("a", "a", "b", "a"):
        with gates.to(f"http://{host}.example/"):
            pass
    of_a = [starts[0], starts[1], starts[3]]
    assert [later - sooner for sooner, later in pairwise(of_a)] == [GAP_SECONDS, GAP_SECONDS]
    assert starts[2] == 100.0, "another host waits for nobody"
    now[0] = 200.0
    with gates.to("http://a.example/"):
        pass
    assert starts[-1] == 200.0, "a rested host is asked at once"


def test_a_place_is_given_back_after_an_error() -> None:
    gates = Gates(sleep=lambda _seconds: None)
    for _ in range(AT_A_TIME + 1):
        with pytest.raises(ConnectionError), gates.to("http://a.example/"):
            raise ConnectionError
