"""Who writes to SQLite waits its turn: in order of waiting, as long as the setting says."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from hypothesis import given
from hypothesis import strategies as st

from fairlead.site.sqlite.base import FASTEST, SLOWEST, _pause

pytestmark = pytest.mark.django_db  # only so that a connection may be opened at all
PATIENCE = 0.4


def connect(path: Path, timeout: float = 20) -> Any:
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": timeout,
        "init_command": "PRAGMA journal_mode=WAL;",
    }
    given_settings = {"ENGINE": "fairlead.site.sqlite", "NAME": str(path), "OPTIONS": options}
    return ConnectionHandler({"default": given_settings})["default"]


@contextmanager
def writing(connection: Any) -> Iterator[None]:
    """Hold the one writer, as ``transaction.atomic`` does."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        yield
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "turns.sqlite3"
    first = connect(made)
    with writing(first), first.cursor() as cursor:
        cursor.execute("CREATE TABLE turn (who INTEGER)")
    first.close()
    return made


def waiting_inside(connection: Any) -> int:
    with connection.cursor() as cursor:
        return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])


def test_who_waits_begins_when_the_other_ends(path: Path) -> None:
    holder, other = connect(path), connect(path)
    began = []

    def wait() -> None:
        mine = connect(path)
        with writing(mine):
            began.append(time.monotonic())
        mine.close()

    with writing(holder):
        thread = threading.Thread(target=wait)
        thread.start()
        time.sleep(0.2)
        assert began == []
    ended = time.monotonic()
    thread.join()

    assert 0 <= began[0] - ended + 0.05 < 2
    assert waiting_inside(other) == 20_000
    holder.close()
    other.close()


def test_patience_ends_with_the_error_that_everybody_knows(path: Path) -> None:
    holder, other = connect(path), connect(path, PATIENCE)
    with writing(holder):
        before = time.monotonic()
        with pytest.raises(OperationalError, match="locked"), writing(other):
            pass
        assert time.monotonic() - before >= PATIENCE
    assert waiting_inside(other) == PATIENCE * 1000, "all else still waits inside SQLite"
    with writing(other), other.cursor() as cursor:
        cursor.execute("INSERT INTO turn VALUES (1)")
    holder.close()
    other.close()


def test_a_reader_waits_for_nobody(path: Path) -> None:
    holder, reader = connect(path), connect(path, PATIENCE)
    with writing(holder), reader.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM turn").fetchone() == (0,)
    holder.close()
    reader.close()


def test_an_error_that_is_no_waiting_is_not_waited_for(path: Path) -> None:
    """A transaction in a transaction is a mistake, and is said at once."""
    one = connect(path)
    one.ensure_connection()
    one.connection.execute("BEGIN")
    before = time.monotonic()
    with pytest.raises(OperationalError, match="within a transaction"):
        one._start_transaction_under_autocommit()
    assert time.monotonic() - before < 5
    one.close()


def test_nobody_is_passed_over(path: Path) -> None:
    """With SQLite's own waiting, one of these was left behind by a factor of ten and more."""
    until = time.monotonic() + 1.5
    turns = [0] * 5

    def work(number: int) -> None:
        mine = connect(path)
        while time.monotonic() < until:
            with writing(mine):
                turns[number] += 1
                time.sleep(0.003)
        mine.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(len(turns))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(turns) > 50
    assert min(turns) > max(turns) / 3, turns


@given(st.floats(min_value=0, max_value=60))
def test_whoever_waited_longer_asks_more_often_and_never_too_often(waited: float) -> None:
    pause = _pause(waited)

    assert FASTEST / 2 <= pause <= SLOWEST * 1.5
    assert _pause(waited + 10) <= pause * 3 + FASTEST
