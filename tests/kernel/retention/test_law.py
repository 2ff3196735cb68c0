"""The law in force is what was adopted, and only two persons change it."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from pytest_django import Settings

from fairlead.core.errors import Refused
from fairlead.core.retention import BadProfile, shipped
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.retention import health, jobs, laws
from fairlead.kernel.retention.actions.law import adopt_law
from fairlead.kernel.retention.actions.opening import open_identity
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.models import LawInForce
from fairlead.kernel.retention.proposals import propose_law_change
from tests.contexts import make_context
from tests.kernel.retention.conftest import MakeBooking
from tests.registry.models import Booking

pytestmark = pytest.mark.django_db(transaction=True)


def adopted() -> laws.Adopted:
    with transaction.atomic():
        return current_law()


def approved() -> Approval:
    proposer = make_context("protection_officer")
    return approvals.approve(make_context("oversight"), propose_law_change(proposer))


def the_booking(context: Context) -> Booking:
    with transaction.atomic():
        return Booking.objects.for_context(context).get()


def test_the_first_law_adopts_itself_and_says_so() -> None:
    assert adopted().edition == 1
    assert str(adopted().law) == "icao-annex9 2026.1 + generic 2026.1"
    assert Entry.objects.filter(act="retention.law.adopted").count() == 1
    assert LawInForce.objects.get().profiles[0][1] == shipped("icao-annex9").decode()


def test_another_setting_changes_nothing_by_itself(settings: Settings) -> None:
    before = adopted()
    assert not laws.change_is_proposed()
    settings.FAIRLEAD_PROFILE = "eu-pnr"
    assert adopted().law.digest == before.law.digest
    assert laws.change_is_proposed()
    assert health.law().state == "warning"


def test_two_persons_adopt_another_law_and_the_next_run_applies_it(
    settings: Settings, booking: MakeBooking, officer: Context
) -> None:
    made = booking()
    settings.FAIRLEAD_PROFILE = "eu-pnr"
    assert approved().state == Approval.State.EXECUTED
    assert adopted().edition == 2
    assert the_booking(officer).erase_at == made.erase_at, "until the run, the old days stand"
    run_due()
    changed = the_booking(officer)
    assert changed.law_edition == 2
    assert changed.erase_at == changed.next_action_at
    assert f"{changed.erase_at:%Y-%m-%d}" == "2027-05-20"
    assert str(laws.edition(1).law).startswith("icao-annex9")


def test_a_text_that_changed_after_the_approval_is_not_adopted(
    settings: Settings, tmp_path: Path
) -> None:
    adopted()
    file = tmp_path / "utopia.toml"
    text = shipped("icao-annex9").decode().replace('"P5Y"', '"P4Y"')
    file.write_text(text)
    settings.FAIRLEAD_PROFILE = str(file)
    asked = propose_law_change(make_context("protection_officer"))
    file.write_text(text.replace('"P4Y"', '"P9Y"'))
    done = approvals.approve(make_context("oversight"), asked)
    assert (done.state, done.problem) == (Approval.State.APPROVED, "retention.law-changed")
    assert adopted().edition == 1


def test_one_person_adopts_nothing(settings: Settings) -> None:
    adopted()
    settings.FAIRLEAD_PROFILE = "eu-pnr"
    digest = laws.read(laws.proposed()).digest
    for context in (make_context("protection_officer"), Context.duty("retention")):
        with pytest.raises(Refused):
            adopt_law(context=context, digest=digest)
    assert adopted().edition == 1


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ("/nowhere/law.toml", "cannot be read"),
        ("atlantis", "neither a profile that ships nor a .toml file"),
    ],
)
def test_a_profile_that_is_not_there_is_named(settings: Settings, profile: str, words: str) -> None:
    settings.FAIRLEAD_PROFILE = profile
    with pytest.raises(BadProfile, match=words):
        adopted()


def test_a_law_under_which_some_record_never_ends_is_not_adopted(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FAIRLEAD_PROFILE = "generic"  # it does not speak of travellers
    with pytest.raises(BadProfile, match=r"travel\.pnr"):
        adopted()
    assert not LawInForce.objects.exists()
    monkeypatch.undo()


# ---------------------------------------------------------------- the doctor


def test_the_doctor_is_content(booking: MakeBooking) -> None:
    booking()
    assert [check().state for check in (health.keys, health.overdue, health.law)] == ["good"] * 3
    assert "icao-annex9" in str(health.law().words)


def test_the_doctor_sees_what_was_not_done_in_time(
    booking: MakeBooking, clock: time_machine.Traveller
) -> None:
    booking()
    clock.shift(timedelta(days=183))
    assert health.overdue().state == "warning"
    clock.shift(timedelta(days=3))
    assert health.overdue().state == "bad"
    assert health.overdue().figures == {"overdue": 1}
    run_due()
    assert health.overdue().state == "good"


def test_the_doctor_sees_a_lost_key(booking: MakeBooking, keys: Path) -> None:
    made = booking()
    (keys / "buckets" / f"{made.bucket}.key").unlink()
    found = health.keys()
    assert found.state == "bad"
    assert made.bucket in str(found.words)


# ---------------------------------------------------------------- a law of one's own

MASKING = """
[[rule]]
record_class = "travel.pnr"
clock = "transfer"
term = "P30D"
action = "mask"
source = "annex-9"
citation = "Standard 9.30 b), as the law of Utopia has it"
valid_from = 2021-02-28
"""


def test_a_law_may_mask_before_it_seals(
    settings: Settings,
    tmp_path: Path,
    booking: MakeBooking,
    officer: Context,
    clock: time_machine.Traveller,
) -> None:
    file = tmp_path / "utopia.toml"
    file.write_text(shipped("icao-annex9").decode() + MASKING)
    settings.FAIRLEAD_PROFILE = str(file)
    made = booking()
    assert made.next_action == "mask"
    clock.shift(timedelta(days=30))
    assert "mask" in run_due().counts["travel.pnr"]
    masked = the_booking(officer)
    assert (masked.keeping, masked.next_action) == ("masked", "seal")
    assert masked.sealed_key == made.sealed_key
    with transaction.atomic():
        shown = open_identity(context=officer, record=masked, unmask=True)
    assert shown == {"flight": "UT 1516"}
    clock.shift(timedelta(days=152))
    run_due()
    assert the_booking(officer).keeping == "sealed"


# ---------------------------------------------------------------- by the clock


class Hand:
    """What a job is given."""

    def __init__(self) -> None:
        self.told: list[int] = []

    def progress(self, done: int) -> None:
        self.told.append(done)


def test_the_worker_does_what_is_due(booking: MakeBooking, clock: time_machine.Traveller) -> None:
    booking()
    booking("Peter Giles")
    clock.shift(timedelta(days=200))
    hand = Hand()
    assert jobs.run.func(hand)["records"] == 2
    assert hand.told == [2]
    assert jobs.run.func(Hand())["records"] == 0


def test_the_doctor_sees_records_that_the_law_in_force_never_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A new desk came with an upgrade, and the law that knows it was not adopted yet."""
    adopted()
    monkeypatch.setattr(Booking, "record_class", "ships.crew")
    found = health.law()
    assert found.state == "bad"
    assert "ships.crew" in str(found.words)
