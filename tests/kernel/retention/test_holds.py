"""A hold keeps a record from its end, and from nothing else; lifting it needs two persons."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval
from fairlead.kernel.clock import now
from fairlead.kernel.retention import proposals
from fairlead.kernel.retention.actions.clocks import start_clocks
from fairlead.kernel.retention.actions.erasure import erase_records
from fairlead.kernel.retention.actions.holds import place_hold, release_hold
from fairlead.kernel.retention.actions.opening import open_identity
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.models import HeldRecord, Keeping, LegalHold
from fairlead.kernel.retention.queries import holds_in_force
from tests.contexts import make_context
from tests.kernel.retention.conftest import MakeBooking
from tests.registry.models import Booking, Letter

pytestmark = pytest.mark.django_db
ORDER = "Order 12/2027 of the Court of Amaurot"
YEARS = timedelta(days=6 * 366)


def hold(context: Context, *records: Booking | Letter, **more: object) -> LegalHold:
    return place_hold(
        context=context,
        records=records,
        reason="proceeding",
        citation=ORDER,
        **more,  # type: ignore[arg-type]
    )


def released(found: LegalHold, context: Context) -> Approval:
    asked = proposals.propose_hold_release(context, found)
    return approvals.approve(make_context("oversight"), asked)


def living(context: Context) -> list[Booking]:
    return list(Booking.objects.for_context(context))


def test_a_held_record_outlives_its_term_and_stays_readable(
    booking: MakeBooking, officer: Context, clock: time_machine.Traveller
) -> None:
    held, free = booking("Thomas More"), booking("Peter Giles")
    hold(officer, held)
    clock.shift(YEARS)
    run_due()
    (found,) = living(officer)
    assert found.pk == held.pk
    # Annex 9, Standard 9.30 b): depersonalisation waits for an ongoing case as well
    assert found.keeping == Keeping.OPEN
    assert open_identity(context=officer, record=found)["names"] == ["Thomas More"]
    assert free.pk not in {one.pk for one in living(officer)}


def test_the_buckets_of_a_held_record_go_on_before_it(
    booking: MakeBooking, officer: Context, clock: time_machine.Traveller
) -> None:
    held = booking()
    hold(officer, held)
    for _month in range(8):
        clock.shift(timedelta(days=30))
        run_due()
        (found,) = living(officer)
        assert open_identity(context=officer, record=found)["names"] == ["Thomas More"]
    assert found.bucket > held.bucket


def test_when_released_it_ends_in_the_next_run(
    booking: MakeBooking, officer: Context, clock: time_machine.Traveller
) -> None:
    found = hold(officer, booking())
    clock.shift(YEARS)
    run_due()
    assert len(living(officer)) == 1
    assert released(found, officer).state == Approval.State.EXECUTED
    run_due()
    assert living(officer) == []
    assert not HeldRecord.objects.exists()


def test_a_hold_until_a_day_ends_by_itself(
    booking: MakeBooking, officer: Context, clock: time_machine.Traveller
) -> None:
    hold(officer, booking(), until=now() + YEARS)
    clock.shift(YEARS - timedelta(days=1))
    run_due()
    assert len(living(officer)) == 1
    clock.shift(timedelta(days=1))
    run_due()
    assert living(officer) == []


def test_a_second_hold_keeps_what_the_first_lets_go(
    booking: MakeBooking, officer: Context, clock: time_machine.Traveller
) -> None:
    made = booking()
    first = hold(officer, made)
    hold(officer, made)
    clock.shift(YEARS)
    released(first, officer)
    run_due()
    assert len(living(officer)) == 1


def test_a_hold_placed_when_the_record_is_overdue_still_holds(
    booking: MakeBooking, officer: Context, clock: time_machine.Traveller
) -> None:
    made = booking()
    clock.shift(YEARS)
    hold(officer, made)
    run_due()
    assert len(living(officer)) == 1


def test_one_person_cannot_lift_a_hold(booking: MakeBooking, officer: Context) -> None:
    found = hold(officer, booking())
    with pytest.raises(Refused):
        release_hold(context=officer, hold=str(found.pk))
    asked = proposals.propose_hold_release(officer, found)
    with pytest.raises(Refused):
        approvals.approve(officer, asked)
    assert [one.pk for one in holds_in_force()] == [found.pk]


def test_a_hold_is_lifted_once(booking: MakeBooking, officer: Context) -> None:
    found = hold(officer, booking())
    assert released(found, officer).state == Approval.State.EXECUTED
    again = released(found, officer)
    assert (again.state, again.problem) == (Approval.State.APPROVED, "conflict")


def test_a_hold_says_why_by_which_order_and_for_which_records(
    booking: MakeBooking, officer: Context
) -> None:
    made = booking()
    for wrong in (
        {"reason": "curiosity", "citation": ORDER, "records": [made]},
        {"reason": "proceeding", "citation": " ", "records": [made]},
        {"reason": "proceeding", "citation": ORDER, "records": []},
        {"reason": "proceeding", "citation": ORDER, "records": [made], "until": now()},
    ):
        with pytest.raises(BadInput):
            place_hold(context=officer, **wrong)
    assert not LegalHold.objects.exists()


def test_who_may_not_change_a_record_may_not_hold_it(
    booking: MakeBooking, analyst: Context
) -> None:
    made = booking()
    for context in (analyst, make_context("supervisor", purpose="registry.keeping")):
        with pytest.raises(Refused):
            hold(context, made)


def test_a_held_record_is_not_erased_on_request_either(
    booking: MakeBooking, officer: Context
) -> None:
    made = booking()
    hold(officer, made)
    with pytest.raises(Conflict, match="hold"):
        erase_records(context=officer, records=[made], reason="granted-request")


def test_a_closed_case_under_a_hold_waits_too(
    letter: Callable[..., Letter], officer: Context, clock: time_machine.Traveller
) -> None:
    made = letter()
    start_clocks(context=officer, records=[made], at=now())
    hold(officer, made)
    clock.shift(YEARS)
    run_due()
    found = Letter.objects.for_context(officer).get()
    assert found.keeping == Keeping.OPEN
    assert open_identity(context=officer, record=found)["words"] == "To Raphael Hythloday"
