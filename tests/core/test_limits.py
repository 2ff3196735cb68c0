import threading
import time

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.limits import Window

GAPS = st.lists(st.floats(0.001, 40), min_size=1, max_size=120)


@given(GAPS, st.integers(1, 12))
def test_no_burst_passes_twice_the_limit_in_any_minute(gaps: list[float], limit: int) -> None:
    window, at, let_through = Window(limit=limit), 0.0, []
    for gap in gaps:
        at += gap
        if not window.wait("a", at):
            let_through.append(at)

    for begin in let_through:
        within = [moment for moment in let_through if begin <= moment < begin + 60]
        assert len(within) <= 2 * limit


@given(st.integers(1, 50), st.floats(0, 10_000))
def test_the_limit_itself_is_let_through_and_one_more_is_not(limit: int, at: float) -> None:
    window = Window(limit=limit)

    answers = [window.wait("a", at) for _request in range(limit + 1)]

    assert answers[:limit] == [0.0] * limit
    assert answers[limit] > 0


@given(GAPS, st.integers(1, 12))
def test_who_waits_as_told_is_let_through(gaps: list[float], limit: int) -> None:
    window, at = Window(limit=limit), 0.0
    for gap in gaps:
        at += gap / 10
        if wait := window.wait("a", at):
            assert wait <= 121
            at += wait + 0.01
            assert window.wait("a", at) == 0.0


def test_one_name_does_not_use_up_another() -> None:
    window = Window(limit=1)

    assert window.wait("a", 0) == 0
    assert window.wait("a", 0) > 0
    assert window.wait("b", 0) == 0


def test_memory_is_bounded_however_many_names_come() -> None:
    window = Window(limit=1, capacity=100)

    for number in range(10_000):
        window.wait(str(number), number / 100)

    assert len(window._counts) <= 100


def test_a_name_that_is_refused_all_the_time_takes_no_further_memory() -> None:
    window = Window(limit=1, capacity=100)
    for _request in range(1000):
        window.wait("a", 1.0)

    assert len(window._counts) == 1


def test_threads_do_not_pass_the_limit_together() -> None:
    passed: list[int] = []
    window = Window(limit=100)

    def knock() -> None:
        passed.extend(1 for _request in range(100) if not window.wait("a", 5.0))

    threads = [threading.Thread(target=knock) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(passed) == 100


def test_counting_is_cheap() -> None:
    window = Window(limit=10**9)
    started = time.perf_counter()
    for number in range(20_000):
        window.wait(str(number % 500), number / 1000)

    assert (time.perf_counter() - started) / 20_000 < 50e-6
