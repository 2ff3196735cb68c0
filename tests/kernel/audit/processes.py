"""Real processes at work on the ledger of a test, some of which are killed.

``python -m tests.kernel.audit.processes <database> <keys> <witness>`` reads orders from its
standard input and does each in a fork of itself:

``<work> <point>``   do the work, and be killed with SIGKILL at this point of it. The points are
                     before and after every statement, every commit and every call that brings
                     a file to the disk. Answers ``killed`` or ``done``, the points passed, and
                     the entries whose commit was confirmed.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction

ROOT = Path(__file__).parents[3]


@dataclass
class Outcome:
    """What became of one piece of work."""

    killed: bool
    points: int
    confirmed: list[str]


@contextmanager
def workshop(witness: str) -> Iterator[Callable[[str, int], Outcome]]:
    """Start the process that forks; give a function that orders work from it."""
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, *_places(witness)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=_environment(),
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def order(work: str, point: int) -> Outcome:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{work} {point}\n")
        process.stdin.flush()
        return Outcome(**json.loads(process.stdout.readline()))

    try:
        yield order
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


def start_writer(witness: str, count: int) -> "subprocess.Popen[str]":
    """Start a process that writes, sequences and signs all by itself."""
    return subprocess.Popen(
        [sys.executable, "-m", __name__, *_places(witness), str(count)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=_environment(),
    )


def _places(witness: str) -> list[str]:
    name = str(connection.settings_dict["NAME"])
    return [name, str(settings.FAIRLEAD_KEYS), witness]


def _environment() -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }


# ---------------------------------------------------------------- inside the process


class Counter:
    """Counts points, and kills its process at the one that was ordered."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.passed = fatal, 0

    def __call__(self) -> None:
        self.passed += 1
        if self.passed == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self()
            result = function(*arguments, **named)
            self()
            return result

        return counted

    def install(self) -> None:
        connection.execute_wrappers.append(
            lambda execute, *arguments: self.around(execute)(*arguments)
        )
        real: Any = connections["default"]
        for place, name in ((real, "_commit"), (os, "fsync"), (os, "link")):
            setattr(place, name, self.around(getattr(place, name)))


def write() -> list[str]:
    """An act of two entries, one of them with a payload."""
    from fairlead.core.ledger import Verb
    from fairlead.kernel.audit.actions import record
    from fairlead.kernel.clock import new_id
    from fairlead.kernel.people.models import Agency
    from tests.kernel.audit.writers import AUTHORITY

    with transaction.atomic():
        agency = Agency.objects.create(code=str(new_id()), name="Utopian agency", state="UTO")
        about = (f"agency:{agency.code}",)
        act: dict[str, Any] = {"authority": AUTHORITY, "objects": about}
        keys = [
            record(act="people.agency.created", verb=Verb.ALTER, payload={"n": "Ana"}, **act),
            record(act="people.agency.shown", verb=Verb.CONSULT, **act),
        ]
    return [str(key) for key in keys]


def sequence() -> list[str]:
    from fairlead.kernel.audit import sequencing

    sequencing.sequence()
    return []


def checkpoint() -> list[str]:
    from fairlead.kernel.audit import checkpoints, witnessing

    checkpoints.sign(force=True)
    witnessing.deliver()
    return []


WORK = {"write": write, "sequence": sequence, "checkpoint": checkpoint}


def do(work: str, fatal: int) -> Outcome:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        counter = Counter(fatal)
        connection.ensure_connection()
        counter.install()
        confirmed = WORK[work]()
        os.write(writer, json.dumps([counter.passed, confirmed]).encode())
        os._exit(0)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        said = answer.read()
    points, confirmed = json.loads(said) if said else (fatal, [])
    return Outcome(os.WIFSIGNALED(status), points, confirmed)


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def write_much(count: int) -> None:
    for number in range(count):
        _say(" ".join(write()))
        if number % 3 == 0:
            sequence()
        if number % 10 == 0:
            checkpoint()


def main(database: str, keys: str, witness: str, count: str = "") -> None:
    import django

    django.setup()
    from fairlead.kernel.audit import payloads
    from tests.sealers import TestSealer

    connections.databases["default"]["NAME"] = database
    settings.FAIRLEAD_KEYS = Path(keys)
    settings.FAIRLEAD_WITNESSES = [f"folder:{witness}"]
    payloads.install(TestSealer())
    if count:
        write_much(int(count))
        return
    for line in sys.stdin:
        work, point = line.split()
        _say(json.dumps(vars(do(work, int(point)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
