"""Jobs that the tests run. Their effect is a row in a table made for it."""

import os
import time
from typing import Literal
from uuid import UUID

from django.db import connection

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access import looks
from fairlead.kernel.jobs.declarations import job
from fairlead.kernel.jobs.work import Work


def make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS tests_effects (job varchar(40), number integer)")
        cursor.execute("DELETE FROM tests_effects")


def add_effect(work: Work, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO tests_effects VALUES (%s, %s)", [str(work.id), number])


def effects() -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT job, number FROM tests_effects ORDER BY job, number")
        return [(key, number) for key, number in cursor.fetchall()]


@job(label="Write one row")
def write_row(work: Work, *, number: int = 1) -> dict[str, int]:
    add_effect(work, number)
    return {"rows": 1}


@job(label="Write rows step by step", steps=True)
def write_steps(work: Work, *, upto: int, pause: int = 0) -> dict[str, int]:
    for number in range(work.state.get("next", 0), upto):
        time.sleep(pause / 1000)
        with work.step(next=number + 1):
            add_effect(work, number)
        work.progress(number + 1, upto, "writing")
    return {"rows": upto}


@job(label="Write outside a step", steps=True)
def write_carelessly(work: Work) -> None:
    add_effect(work, 1)


@job(label="Sleep", repeatable="sleeping twice harms nobody")
def sleep(work: Work, *, milliseconds: int) -> None:
    for _tenth in range(max(1, milliseconds // 100)):
        time.sleep(min(milliseconds, 100) / 1000)
        work.progress(_tenth)


@job(label="Sleep deaf", attempts=3)
def sleep_deaf(work: Work, *, milliseconds: int) -> None:
    add_effect(work, 1)
    time.sleep(milliseconds / 1000)
    add_effect(work, 2)


@job(label="Fail", attempts=3)
def fail(work: Work, *, how: Literal["error", "refused", "database", "exit"]) -> None:
    add_effect(work, 1)
    if how == "refused":
        raise Refused("the canary Zyxgar Quolm may not be told", reasons=["never"])
    if how == "database":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO no_such_table VALUES ('Zyxgar Quolm')")
    if how == "exit":
        os._exit(9)
    raise ValueError("the canary Zyxgar Quolm")


@job(label="Look where nothing may be seen")
def look(work: Work) -> None:
    with looks.look(work.context, verb=Verb.CONSULT, data_class="case"):
        add_effect(work, 1)


@job(label="Return words", attempts=1)
def return_words(work: Work) -> str:
    return "Zyxgar Quolm was here"


@job(label="Say who I am", steps=True)
def who_am_i(work: Work, *, expected: UUID) -> dict[str, object]:
    return {
        "same": work.context.account == expected,
        "roles": sorted(work.context.roles),
        "attempt": work.attempt,
    }
