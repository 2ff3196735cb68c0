from datetime import UTC, datetime

import time_machine

from fairlead.kernel.clock import new_id


def test_an_identifier_is_a_uuid_of_version_7() -> None:
    key = new_id()

    assert (key.version, key.variant) == (7, "specified in RFC 4122")


def test_identifiers_are_ordered_by_time() -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False) as clock:
        first = new_id()
        clock.shift(0.001)
        second = new_id()

    assert first < second


def test_identifiers_are_ordered_within_a_millisecond() -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False) as clock:
        made = []
        for _ in range(5):
            made.append(new_id())
            clock.shift(0.00001)

    assert made == sorted(made)


def test_identifiers_of_one_moment_differ() -> None:
    with time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False):
        assert len({new_id() for _ in range(1000)}) == 1000
