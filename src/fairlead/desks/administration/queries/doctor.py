"""Walks the rooms and asks every question that they declared."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import structlog
from django.db import DatabaseError, connection, transaction
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fairlead.core.errors import FairleadError
from fairlead.core.registration import Health, HealthCheck, Label
from fairlead.kernel.rooms import rooms

log = structlog.get_logger("fairlead.administration")

STATES = ("good", "warning", "bad")
FIRST = "administration"  # if the database is out of reach, only this room is asked
DATABASE = "database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer, with the room that it is about."""

    room: str
    code: str
    room_label: Label
    label: Label
    health: Health

    def plain(self) -> dict[str, object]:
        """Return it as data for a program."""
        return {
            "room": self.room,
            "code": self.code,
            "state": self.health.state,
            "words": str(self.health.words),
            "figures": self.health.figures,
        }


def examine() -> list[Finding]:
    """Ask everything; a question that cannot be answered is itself a bad finding."""
    return list(_asked())


def worst(found: Sequence[Finding]) -> str:
    """Return the worst state of all, which is that of the installation."""
    return max((each.health.state for each in found), key=STATES.index, default="bad")


def _asked() -> Iterator[Finding]:
    declared = rooms()
    reachable = True
    for room in [FIRST, *(label for label in declared if label != FIRST)]:
        if not reachable and room != FIRST:
            return
        for check in declared[room].health:
            found = _ask(room, declared[room].label, check)
            yield found
            if (room, check.code) == (FIRST, DATABASE):
                reachable = found.health.state != "bad"


def _ask(room: str, label: Label, check: HealthCheck) -> Finding:
    return Finding(
        room=room, code=check.code, room_label=label, label=check.label, health=_answer(check)
    )


def _answer(check: HealthCheck) -> Health:
    try:
        # Inside a page's transaction, a question that fails must not spoil the next one.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            health: Health = import_string(check.check)()
    except DatabaseError:
        return Health(state="bad", words=_("The database did not answer this question."))
    except FairleadError as error:
        return Health(state="bad", words=str(error))
    except Exception as error:  # a check that breaks is itself a finding; the others go on
        log.exception("doctor.failed", reason=check.code)
        words = format_lazy(_("This could not be found out ({kind})."), kind=type(error).__name__)
        return Health(state="bad", words=words)
    return health
