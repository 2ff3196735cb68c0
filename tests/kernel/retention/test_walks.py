"""Random lives: whatever happens in whatever order, the law decides, and nothing else.

A walk adds records, lets time pass, places and releases holds, and runs. Beside it stands a model
of a few lines that knows only the law. After every run the two must agree, everything that lives
must open, and the keys there are must be those that something living needs.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from fairlead.core.retention import Bucket, Period
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.retention import checking, proposals, writing
from fairlead.kernel.retention.actions.holds import place_hold
from fairlead.kernel.retention.actions.runs import GRACE, run_due
from fairlead.kernel.retention.keystore import FolderKeyStore
from fairlead.kernel.retention.models import LegalHold
from fairlead.kernel.retention.records import unseal
from tests.contexts import make_context
from tests.kernel.retention.conftest import MakeBooking
from tests.registry.models import Booking

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SIX_MONTHS, FIVE_YEARS = Period(months=6), Period(years=5)
DAYS = (1, 9, 35, 190, 800)
STEPS = 30


@dataclass
class Life:
    """One record, as somebody sees it who has read Annex 9 and nothing else."""

    record: Booking
    transferred: datetime
    form: str = "open"
    holds: list[tuple[LegalHold, datetime | None]] = field(default_factory=list)

    def held(self, at: datetime) -> bool:
        return any(until is None or at < until for _hold, until in self.holds)

    def run(self, at: datetime) -> None:
        if self.form == "gone" or self.held(at):
            return
        if at >= FIVE_YEARS.after(self.transferred):
            self.form = "gone"
        elif at >= SIX_MONTHS.after(self.transferred):
            self.form = "sealed"


class Walk:
    """A random life of an archive, and its model."""

    def __init__(self, seed: int, make: MakeBooking, officer: Context, clock: object) -> None:
        self.chance = random.Random(seed)
        self.make, self.officer, self.clock = make, officer, clock
        self.second = make_context("oversight")
        self.lives: list[Life] = []

    def step(self) -> Callable[[], None]:
        does: list[Callable[[], None]] = [
            self.add, self.add, self.wait, self.wait, self.hold, self.release, self.run, self.run,
        ]  # fmt: skip
        chosen = self.chance.choice(does)
        chosen()
        return chosen

    def add(self) -> None:
        self.lives.append(Life(self.make(f"Utopian {len(self.lives)}"), now()))

    def wait(self) -> None:
        moment = timedelta(days=self.chance.choice(DAYS), hours=self.chance.randrange(24))
        self.clock.shift(moment)  # type: ignore[attr-defined]

    def hold(self) -> None:
        alive = [life for life in self.lives if life.form != "gone"]
        if not alive:
            return
        chosen = self.chance.sample(alive, self.chance.randint(1, min(3, len(alive))))
        days = self.chance.choice([None, 5, 100, 1000])
        until = None if days is None else now() + timedelta(days=days)
        hold = place_hold(
            context=self.officer,
            records=self.current([life.record for life in chosen]),
            reason="proceeding",
            citation="Order of Amaurot",
            until=until,
        )
        for life in chosen:
            life.holds.append((hold, until))

    def release(self) -> None:
        placed = {hold.pk: hold for life in self.lives for hold, _until in life.holds}
        if not placed:
            return
        hold = self.chance.choice(list(placed.values()))
        asked = proposals.propose_hold_release(self.officer, hold)
        assert approvals.approve(self.second, asked).state == "executed"
        for life in self.lives:
            life.holds = [pair for pair in life.holds if pair[0].pk != hold.pk]

    def run(self) -> None:
        run_due()
        for life in self.lives:
            life.run(now())

    def current(self, records: list[Booking]) -> list[Booking]:
        with transaction.atomic():
            wanted = [record.pk for record in records]
            return list(Booking.objects.for_context(self.officer).filter(pk__in=wanted))


def check(walk: Walk, store: FolderKeyStore) -> None:
    with transaction.atomic():
        rows = {row.pk: row for row in Booking.objects.for_context(writing.house())}
    expected = {life.record.pk: life.form for life in walk.lives if life.form != "gone"}
    assert {key: row.keeping for key, row in rows.items()} == expected
    for row in rows.values():
        assert unseal(row).values["names"], "what lives, opens"
        assert Bucket.parse(row.bucket).ends_at + GRACE > now(), (
            "no record stays in an ended bucket"
        )
    living = {str(one) for one in store.buckets() if one.record_class == "travel.pnr"}
    needed = {row.bucket for row in rows.values()}
    assert needed <= living
    unneeded = {Bucket.parse(name) for name in living - needed}
    assert all(bucket.ends_at + GRACE > now() for bucket in unneeded), "no key outlives its month"
    assert list(checking.key_problems()) == []


@pytest.mark.parametrize("seed", range(4))
def test_a_walk(
    seed: int,
    booking: MakeBooking,
    officer: Context,
    store: FolderKeyStore,
    clock: time_machine.Traveller,
) -> None:
    walk = Walk(seed, booking, officer, clock)
    for _step in range(STEPS):
        if walk.step() == walk.run:
            check(walk, store)
    for _hold in range(50):
        walk.release()
    clock.shift(timedelta(days=6 * 366))
    walk.run()
    check(walk, store)
    assert {life.form for life in walk.lives} <= {"gone"}
    assert len(walk.lives) > 2
