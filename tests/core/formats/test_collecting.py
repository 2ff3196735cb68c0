"""The collector of cycles waits, and works again whatever happens."""

import gc
from weakref import ref

import pytest

from fairlead.core.formats.collecting import MANY, paused


def test_it_waits_and_goes_on() -> None:
    with paused():
        assert not gc.isenabled()
        with paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_exception() -> None:
    with pytest.raises(ValueError, match="broken"), paused():
        raise ValueError("broken")
    assert gc.isenabled()


def test_who_switched_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_many_new_objects_join_those_that_live_long() -> None:
    with paused():
        kept = [[number] for number in range(MANY * 2)]

    assert gc.get_count()[0] < MANY
    assert gc.get_freeze_count() == 0
    assert kept[-1] in gc.get_objects(generation=2)


def test_what_others_froze_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with paused():
            kept = [[number] for number in range(MANY * 2)]
        assert gc.get_freeze_count() >= frozen - len(kept)
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_cycles_are_still_found() -> None:
    class Node:
        def __init__(self) -> None:
            self.me = self

    with paused():
        gone = [ref(Node()) for _ in range(MANY * 2)]
    gc.collect()

    assert not any(one() for one in gone)
