"""Who may see an identity: in its open form, covered, masked, sealed, unsealed for an hour."""

import uuid
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from fairlead.core import canonical
from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.retention import Order
from fairlead.core.sealing import KeyDestroyed
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval
from fairlead.kernel.audit.actions import open_payload
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention import erasing
from fairlead.kernel.retention.actions.opening import open_identities, open_identity
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.actions.unsealing import (
    ask_to_unseal,
    unseal_record,
)
from fairlead.kernel.retention.models import Keeping, Unsealing
from fairlead.kernel.retention.orders import describe_unsealing
from fairlead.kernel.retention.proposals import propose_law_change
from fairlead.kernel.retention.records import find
from tests.contexts import make_context
from tests.kernel.retention.conftest import PURPOSE, MakeBooking
from tests.registry.models import Booking

pytestmark = pytest.mark.django_db
CASE = uuid.UUID("0190b2c4-0000-7000-8000-0000000000ca")
COURT = Order(by="Court of Amaurot", kind="court", reference="12/2027")


def acts() -> Counter[str]:
    """How often each thing was done to identities; the clock stands still, so without order."""
    return Counter(Entry.objects.filter(act__startswith="retention.").values_list("act", flat=True))


def again(record: Booking, context: Context) -> Booking:
    return Booking.objects.for_context(context).get(pk=record.pk)


# ---------------------------------------------------------------- open, covered, masked


def test_each_look_is_in_the_ledger(booking: MakeBooking, officer: Context) -> None:
    made = booking()
    assert open_identity(context=officer, record=made)["names"] == ["Thomas More"]
    assert acts()["retention.identity.opened"] == 1
    open_identity(context=officer, record=made)
    assert acts()["retention.identity.opened"] == 2


def test_a_page_of_records_is_one_look(booking: MakeBooking, officer: Context) -> None:
    made = [booking(f"Utopian {number}") for number in range(5)]
    opened = open_identities(context=officer, records=made)
    assert {one["names"][0] for one in opened.values()} == {f"Utopian {n}" for n in range(5)}  # type: ignore[index]
    assert acts()["retention.identity.opened"] == 1
    entry = Entry.objects.get(act="retention.identity.opened")
    assert all(str(one.pk) in bytes(entry.header).decode() for one in made)


def test_what_the_policy_covers_is_covered_until_asked_for(
    booking: MakeBooking, analyst: Context
) -> None:
    made = booking()
    covered = open_identity(context=analyst, record=made)
    assert covered == {"flight": "UT 1516"}
    assert open_identity(context=analyst, record=made, unmask=True)["names"] == ["Thomas More"]
    assert acts()["retention.identity.unmasked"] == 1


def test_a_masked_record_is_masked_for_everyone(booking: MakeBooking, officer: Context) -> None:
    made = booking()
    made.keeping = Keeping.MASKED
    for unmask in (False, True):
        covered = open_identity(context=officer, record=made, unmask=unmask)
        assert covered == {"flight": "UT 1516"}


def test_who_may_not_consult_the_record_sees_nothing(booking: MakeBooking) -> None:
    made = booking()
    for stranger in (
        make_context("supervisor", purpose=PURPOSE),  # of another agency
        make_context("analyst"),  # without a purpose
        make_context("administrator", purpose=PURPOSE),  # in no role that may
        Context.anonymous(),
    ):
        with pytest.raises(Refused):
            open_identity(context=stranger, record=made)


def test_nothing_is_shown_when_the_ledger_cannot_be_written(
    booking: MakeBooking, officer: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fairlead.core.errors import LedgerUnavailable
    from fairlead.kernel.audit import actions as audit

    def fail(**_fields: object) -> uuid.UUID:
        raise LedgerUnavailable("full")

    made = booking()
    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(LedgerUnavailable):
        open_identity(context=officer, record=made)


# ---------------------------------------------------------------- sealed


@pytest.fixture
def sealed(booking: MakeBooking, officer: Context, clock: time_machine.Traveller) -> Booking:
    made = booking()
    clock.shift(timedelta(days=182))
    run_due()
    found = again(made, officer)
    assert found.keeping == Keeping.SEALED
    return found


def every_role(agency: Agency) -> list[Context]:
    roles = (
        "analyst", "supervisor", "list_officer", "oversight", "protection_officer",
        "security_officer", "administrator", "service",
    )  # fmt: skip
    return [make_context(role, purpose=PURPOSE, agency=agency) for role in roles]


def test_a_sealed_identity_is_closed_to_every_role(sealed: Booking, agency: Agency) -> None:
    for context in (*every_role(agency), Context.duty("retention")):
        for unmask in (False, True):
            with pytest.raises(Refused):
                open_identity(context=context, record=sealed, unmask=unmask)


def test_coarse_columns_and_exact_match_remain(sealed: Booking, officer: Context) -> None:
    assert sealed.country == "UTO"
    found = find(Booking, context=officer, field="document", value="UTO1234567")
    assert [one.pk for one in found] == [sealed.pk]


def asking(agency: Agency, case: uuid.UUID | None = CASE) -> Context:
    return replace(make_context("supervisor", purpose=PURPOSE, agency=agency), case=case)


def approved(context: Context, record: Booking, minutes: int = 60) -> Approval:
    asked = ask_to_unseal(context=context, record=record, order=COURT, minutes=minutes)
    return approvals.approve(make_context("oversight"), asked)


def test_with_case_authority_and_second_person_it_opens_for_an_hour(
    sealed: Booking, agency: Agency, clock: time_machine.Traveller
) -> None:
    asker = asking(agency)
    asked = ask_to_unseal(context=asker, record=sealed, order=COURT, minutes=60)
    with pytest.raises(Refused):
        open_identity(context=asker, record=sealed)  # one person is not enough
    done = approvals.approve(make_context("oversight"), asked)
    assert done.state == Approval.State.EXECUTED

    clock.shift(timedelta(minutes=59))
    assert open_identity(context=asker, record=sealed)["names"] == ["Thomas More"]
    assert acts()["retention.identity.seen_unsealed"] == 1
    clock.shift(timedelta(minutes=1))
    with pytest.raises(Refused) as closed:
        open_identity(context=asker, record=sealed)
    assert closed.value.reasons == ("identity-sealed",)


def test_it_opens_for_nobody_else_no_other_record_and_no_other_case(
    sealed: Booking, agency: Agency, booking: MakeBooking
) -> None:
    asker = asking(agency)
    other = booking("Peter Giles")
    other.keeping = Keeping.SEALED
    assert approved(asker, sealed).state == Approval.State.EXECUTED
    for context, record in (
        (asking(agency), sealed),
        (asker, other),
        (replace(asker, case=uuid.uuid4()), sealed),
        (replace(asker, case=None), sealed),
        (replace(asker, purpose=""), sealed),
    ):
        with pytest.raises(Refused):
            open_identity(context=context, record=record)
    assert open_identity(context=asker, record=sealed)


def test_unsealing_needs_case_authority_and_a_sealed_record(
    sealed: Booking, agency: Agency, booking: MakeBooking
) -> None:
    with pytest.raises(BadInput):
        ask_to_unseal(context=asking(agency, None), record=sealed, order=COURT)
    with pytest.raises(BadInput):
        ask_to_unseal(context=asking(agency), record=sealed, order=replace(COURT, by="  "))
    with pytest.raises(BadInput):
        ask_to_unseal(context=asking(agency), record=sealed, order=COURT, minutes=0)
    with pytest.raises(Conflict):
        ask_to_unseal(context=asking(agency), record=booking(), order=COURT)
    assert not Unsealing.objects.exists()


@pytest.mark.parametrize("missing", ["by", "kind", "reference"])
def test_an_order_says_who_of_which_kind_and_under_which_number(
    sealed: Booking, agency: Agency, missing: str
) -> None:
    with pytest.raises(BadInput):
        ask_to_unseal(context=asking(agency), record=sealed, order=replace(COURT, **{missing: " "}))
    assert not Unsealing.objects.exists()


def adopt(settings: object, profile: str) -> None:
    settings.FAIRLEAD_PROFILE = profile  # type: ignore[attr-defined]
    asked = propose_law_change(make_context("administrator"))
    assert approvals.approve(make_context("oversight"), asked).state == "executed"


def test_the_law_says_which_authority_may_order_it(
    sealed: Booking, agency: Agency, settings: object
) -> None:
    """Annex 9: a competent authority; the PNR Directive: a court or an independent body."""
    ministry = Order(by="Ministry of Amaurot", kind="competent-authority", reference="M 3")
    asked = ask_to_unseal(context=asking(agency), record=sealed, order=ministry)
    assert asked.state == "proposed"

    adopt(settings, "eu-pnr")

    with pytest.raises(Refused) as refusal:
        ask_to_unseal(context=asking(agency), record=sealed, order=ministry)
    assert refusal.value.reasons == ("authority-of-another-kind",)
    for kind in ("court", "independent-body"):
        asker, order = asking(agency), replace(COURT, kind=kind)
        asked = ask_to_unseal(context=asker, record=sealed, order=order)
        assert approvals.approve(make_context("oversight"), asked).state == "executed"
        assert open_identity(context=asker, record=sealed)


def test_a_law_that_changed_meanwhile_counts(
    sealed: Booking, agency: Agency, settings: object
) -> None:
    ministry = Order(by="Ministry of Amaurot", kind="competent-authority", reference="M 3")
    asker = asking(agency)
    asked = ask_to_unseal(context=asker, record=sealed, order=ministry)
    adopt(settings, "eu-pnr")

    done = approvals.approve(make_context("oversight"), asked)

    assert (done.state, done.problem) == ("approved", "refused")
    with pytest.raises(Refused):
        open_identity(context=asker, record=sealed)


def test_the_order_is_named_to_the_second_person_and_in_the_ledger(
    sealed: Booking, agency: Agency
) -> None:
    asker = asking(agency)
    asked = ask_to_unseal(context=asker, record=sealed, order=COURT)
    shown = dict(describe_unsealing(canonical.read(asked.payload)))
    assert {str(value) for value in shown.values()} >= {COURT.by, "12/2027", "Court"}

    approvals.approve(make_context("oversight"), asked)
    open_identity(context=asker, record=sealed)

    for act in (
        "retention.unsealing.asked",
        "retention.identity.unsealed",
        "retention.identity.seen_unsealed",
    ):
        assert header_of(Entry.objects.get(act=act)).reason == "court"
    unsealed = Entry.objects.get(act="retention.identity.unsealed")
    payload = open_payload(authority=asker.authority(), entry=unsealed.pk)
    assert (payload["authority"], payload["order"]) == (COURT.by, "12/2027")


def test_a_changed_order_is_not_described_as_if_it_were_the_one(
    sealed: Booking, agency: Agency
) -> None:
    asked = ask_to_unseal(context=asking(agency), record=sealed, order=COURT)
    Unsealing.objects.update(authority="Another court")

    shown = describe_unsealing(canonical.read(asked.payload))

    assert "Another court" not in str([str(value) for _name, value in shown])
    assert "no longer" in str(shown[0][1])


def test_the_second_person_is_another_and_an_independent_one(
    sealed: Booking, agency: Agency
) -> None:
    asker = asking(agency)
    asked = ask_to_unseal(context=asker, record=sealed, order=COURT)
    for context in (asker, make_context("supervisor", agency=agency), Context.duty("retention")):
        with pytest.raises(Refused):
            approvals.approve(context, asked)
    with pytest.raises(Refused):
        open_identity(context=asker, record=sealed)


def test_nobody_opens_a_record_for_longer_than_an_hour(sealed: Booking, agency: Agency) -> None:
    asker = asking(agency)
    approved(asker, sealed, minutes=6000)
    unsealing = Unsealing.objects.get()
    assert unsealing.closes_at is not None
    assert unsealing.opened_at is not None
    assert unsealing.closes_at - unsealing.opened_at == timedelta(minutes=60)


def test_the_act_cannot_be_called_without_the_approval(sealed: Booking, agency: Agency) -> None:
    asker = asking(agency)
    ask_to_unseal(context=asker, record=sealed, order=COURT)
    asked = Unsealing.objects.get()
    with pytest.raises(Refused):
        unseal_record(context=asker, **asked.frozen)


def test_what_was_asked_for_cannot_be_changed_before_it_is_approved(
    sealed: Booking, agency: Agency, booking: MakeBooking
) -> None:
    asker = asking(agency)
    for change in (
        {"authority": "Nobody"},
        {"authority_kind": "independent-body"},
        {"order_number": "13/2027"},
        {"minutes": 59},
        {"record_id": booking("Peter Giles").pk},
        {"account": uuid.uuid4()},
        {"case": uuid.uuid4()},
    ):
        asked = ask_to_unseal(context=asker, record=sealed, order=COURT)
        Unsealing.objects.filter(opened_at=None).update(**change)
        done = approvals.approve(make_context("oversight"), asked)
        assert done.state == Approval.State.APPROVED, "approved, and not carried out"
        Unsealing.objects.all().delete()
    with pytest.raises(Refused):
        open_identity(context=asker, record=sealed)


def test_an_erased_record_opens_for_nobody(sealed: Booking, agency: Agency) -> None:
    asker = asking(agency)
    approved(asker, sealed)
    erasing.erase(Booking, [sealed])
    sealed.identity = None
    with pytest.raises(KeyDestroyed):
        open_identity(context=asker, record=sealed)
