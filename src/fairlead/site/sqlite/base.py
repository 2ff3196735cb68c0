import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.db.backends.sqlite3 import base

_MILLISECOND = 0.001
SLOWEST, FASTEST = 6 * _MILLISECOND, 1 * _MILLISECOND  # between two questions of one waiter
_PRIME = 1009  # the clock's last digits serve as chance: nobody gains by guessing them
HALVED_AFTER = 50 * _MILLISECOND  # of waiting
_PRIMARY = 0xFF  # the low byte of a result code of SQLite says what kind it is


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits its turn to write."""

    def _start_transaction_under_autocommit(self) -> None:
        """Begin, and ask again while another writes, as long as the setting ``timeout`` says."""
        began = time.monotonic()
        with _queue.place() as others_wait, self._no_waiting_inside():
            if others_wait:  # whoever just ended a transaction does not pass them at the door
                time.sleep(_pause(0))
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                except OperationalError as error:
                    waited = time.monotonic() - began
                    if not _is_busy(error) or waited >= self._patience:
                        raise
                    time.sleep(_pause(waited))
                else:
                    return

    @property
    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 5.0))

    @contextmanager
    def _no_waiting_inside(self) -> Iterator[None]:
        """Let SQLite answer at once while a transaction begins; all else waits in its own way."""
        self.ensure_connection()
        self.connection.execute("PRAGMA busy_timeout=0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={self._patience * 1000:.0f}")


class _Queue:
    """Counts who waits in this process."""

    def __init__(self) -> None:
        self._lock, self._waiting = threading.Lock(), 0

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Wait with the others; say whether there were any."""
        with self._lock:
            others = self._waiting > 0
            self._waiting += 1
        try:
            yield others
        finally:
            with self._lock:
                self._waiting -= 1


_queue = _Queue()


def _pause(waited: float) -> float:
    """Return how long to sleep; never twice the same, or two would ask at the same moment."""
    shorter = SLOWEST / (1 + waited / HALVED_AFTER)
    spread = 0.5 + time.perf_counter_ns() % _PRIME / _PRIME
    return max(shorter, FASTEST) * spread


def _is_busy(error: OperationalError) -> bool:
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    return code is not None and code & _PRIMARY == sqlite3.SQLITE_BUSY
