"""Whatever two agencies do to cases in whatever order, these things stay true.

Every case belongs to exactly one agency, with all its parts. What was not accepted is not seen.
Both sides of an exchange tell the same story. What was recalled is empty, and its recipient's
status is known.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fairlead.core.errors import BadInput, Conflict
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.actions import case as acts
from fairlead.kernel.cases.actions import dissemination as telling
from fairlead.kernel.cases.actions import referral as referring
from fairlead.kernel.cases.actions import transfer as transferring
from fairlead.kernel.cases.actions.delivery import adopt_delivery, confirm_recall
from fairlead.kernel.cases.actions.link import add_link
from fairlead.kernel.cases.actions.note import add_note
from fairlead.kernel.cases.actions.subject import add_subject, involve_subject
from fairlead.kernel.cases.exchange import DUTY, Message
from fairlead.kernel.cases.models import (
    Case,
    Delivery,
    Dissemination,
    Involvement,
    Link,
    Recipient,
    Referral,
    Revision,
    Subject,
    Transfer,
)
from fairlead.kernel.retention.records import unseal
from tests.kernel.cases.conftest import Unit, particulars

# What the sender's record says, and what the delivery may then say.
AGREE = {
    "referral": {
        "sent": {"offered"},
        "accepted": {"accepted"},
        "answered": {"answered"},
        "recalled": {"recalled"},
        "recall-confirmed": {"recall-confirmed"},
        "refused": {"refused"},
        "withdrawn": {"withdrawn"},
        "expired": {"expired"},
    },
    "transfer": {
        "offered": {"offered"},
        "accepted": {"accepted"},
        "refused": {"refused"},
        "withdrawn": {"withdrawn"},
        "expired": {"expired"},
    },
    "dissemination": {
        "sent": {"offered"},
        "received": {"accepted"},
        "recalled": {"recalled"},
        "recall-confirmed": {"recall-confirmed"},
        "refused": {"refused"},
    },
}
SIDES: dict[str, type[Any]] = {
    "referral": Referral,
    "transfer": Transfer,
    "dissemination": Recipient,
}
# More by hand: FAIRLEAD_TEST_EXAMPLES=200 finds what three a day take months to find.
EXAMPLES = int(os.environ.get("FAIRLEAD_TEST_EXAMPLES", "3"))
STEPS = 30
Step = tuple[str, Callable[[], object]]


class Life:
    """Two agencies at work: what is possible now, and what must be true after it."""

    def __init__(self) -> None:
        self.units = (Unit.make("piu"), Unit.make("fiu"))
        self.house = Context.duty(DUTY)
        for unit in self.units:
            case = acts.open_case(unit.analyst, title="A journey")
            add_subject(unit.analyst, case=case.pk, particulars=particulars())

    def step(self, kind: int, number: int) -> str:
        """Do one of the things that are possible now: first its kind is drawn, then which."""
        steps = [*self.possible(self.units[0], self.units[1])]
        steps += self.possible(self.units[1], self.units[0])
        names = sorted({name for name, _act in steps})
        name = names[kind % len(names)]
        choices = [act for other, act in steps if other == name]
        try:
            with transaction.atomic():
                choices[number % len(choices)]()
        except (Conflict, BadInput) as forbidden:
            return f"no {name}: {forbidden.code}"
        return name

    def rows(self, model: type[Any], unit: Unit, **wanted: Any) -> list[Any]:
        found = model.objects.for_context(self.house).filter(agency=unit.agency, **wanted)
        return list(found.order_by("id"))

    def possible(self, unit: Unit, other: Unit) -> Iterator[Step]:
        yield "open", lambda: acts.open_case(unit.analyst, title="Another journey")
        for case in self.rows(Case, unit):
            yield from self.with_case(unit, other, case)
        for delivery in self.rows(Delivery, unit):
            yield from self.with_delivery(unit, delivery)
        yield from self.with_sent(unit)

    def with_case(self, unit: Unit, other: Unit, case: Case) -> Iterator[Step]:
        seen: dict[str, Any] = {"case": case.pk, "version": case.version}
        by, lead = unit.analyst, unit.supervisor
        if case.status == "closed":
            yield "reopen", lambda: acts.reopen_case(lead, **seen, reason="order")
            return
        if case.owner_id is None:
            yield "assign", lambda: acts.assign_case(lead, **seen, owner=by.account)
        if case.status == "active":
            yield "close", lambda: self.close(unit, seen)
            yield "tell", lambda: self.tell(unit, other, case)
            yield "refer", lambda: self.refer(unit, other, case)
        to: dict[str, Any] = {"receiver": other.agency.pk, "cover": "COVER"}
        yield "offer", lambda: transferring.offer_transfer(lead, **seen, **to)
        for subject in self.rows(Subject, unit):
            yield (
                "involve",
                partial(involve_subject, by, subject=subject.pk, case=case.pk, role="witness"),
            )
            for far in self.rows(Case, unit):
                yield "link", partial(self.link, unit, case, subject, far)

    def close(self, unit: Unit, seen: dict[str, Any]) -> None:
        proposed = acts.submit_case(unit.analyst, **seen, reason="no-concern")
        acts.close_case(unit.supervisor, case=proposed.pk, version=proposed.version)

    def tell(self, unit: Unit, other: Unit, case: Case) -> None:
        told = telling.prepare_dissemination(
            unit.analyst,
            case=case.pk,
            message=self.message(case),
            recipients=[telling.Addressee(receiver=other.agency.pk)],
        )
        telling.send_dissemination(unit.analyst, dissemination=told.pk)

    def refer(self, unit: Unit, other: Unit, case: Case) -> None:
        referring.send_referral(
            unit.analyst,
            case=case.pk,
            receiver=other.agency.pk,
            ask="information",
            cover="COVER",
            message=self.message(case),
        )

    def message(self, case: Case) -> Message:
        involved = Involvement.objects.for_context(self.house).filter(case=case, ended_at=None)
        subjects = sorted(set(involved.values_list("subject_id", flat=True)))
        return Message(words="INSIDE", subjects=subjects, permission="given", instructions="COVER")

    def link(self, unit: Unit, case: Case, subject: Subject, far: Case) -> None:
        add_note(unit.analyst, case=case.pk, words="Linked", mentions=[unit.colleague])
        add_link(
            unit.analyst,
            case=case.pk,
            kind="related-to",
            from_=("subject", subject.pk),
            to=("case", far.pk),
            certainty="possible",
            source="A guess",
        )

    def with_delivery(self, unit: Unit, delivery: Delivery) -> Iterator[Step]:
        seen: dict[str, Any] = {"delivery": delivery.pk, "version": delivery.version}
        by, kind = unit.analyst, delivery.kind
        accept: dict[str, Callable[..., object]] = {
            "referral": referring.accept_referral,
            "transfer": transferring.accept_transfer,
            "dissemination": telling.receive_dissemination,
        }
        refuse: dict[str, Callable[..., object]] = {
            "referral": referring.refuse_referral,
            "transfer": transferring.refuse_transfer,
            "dissemination": telling.refuse_dissemination,
        }
        if delivery.status == "offered":
            yield f"accept {kind}", lambda: accept[kind](by, **seen)
            yield f"refuse {kind}", lambda: refuse[kind](by, **seen, reason="no-capacity")
        if delivery.status == "accepted" and kind == "referral":
            yield "answer", lambda: referring.answer_referral(by, **seen, words="Nobody")
        if delivery.status == "accepted" and kind == "dissemination":
            for case in self.rows(Case, unit, status="active"):
                yield "adopt", partial(adopt_delivery, by, delivery=delivery.pk, case=case.pk)
        if delivery.status == "recalled":
            yield "confirm", lambda: confirm_recall(by, **seen, confirmation="erased")

    def with_sent(self, unit: Unit) -> Iterator[Step]:
        lead = unit.supervisor
        for one in self.rows(Referral, unit):
            seen: dict[str, Any] = {"referral": one.pk, "version": one.version}
            if one.status == "sent":
                yield "withdraw referral", partial(referring.withdraw_referral, lead, **seen)
            if one.status in {"accepted", "answered"}:
                yield (
                    "recall referral",
                    partial(referring.recall_referral, lead, **seen, reason="wrong"),
                )
        for offer in self.rows(Transfer, unit, status="offered"):
            yield (
                "withdraw transfer",
                partial(
                    transferring.withdraw_transfer, lead, transfer=offer.pk, version=offer.version
                ),
            )
        for told in self.rows(Dissemination, unit):
            yield (
                "recall dissemination",
                partial(telling.recall_dissemination, lead, dissemination=told.pk, reason="wrong"),
            )

    # ------------------------------------------------------------ what stays true

    def every_case_belongs_to_exactly_one_agency_with_all_its_parts(self) -> None:
        seen = [
            set(Case.objects.for_context(unit.analyst).values_list("pk", flat=True))
            for unit in self.units
        ]
        every = Case.objects.for_context(self.house)
        assert seen[0].isdisjoint(seen[1])
        assert seen[0] | seen[1] == set(every.values_list("pk", flat=True))
        parts: list[tuple[type[Any], str]] = [*keeping.PARTS, (Involvement, "case")]
        for model, path in parts:
            strayed = model.objects.for_context(self.house).exclude(agency=F(f"{path}__agency"))
            assert not strayed.exists(), model
        ends: tuple[tuple[type[Any], str], ...] = (
            (Involvement, "subject"),
            (Link, "from_subject"),
            (Revision, "subject"),
        )
        for model, path in ends:
            rows = model.objects.for_context(self.house).exclude(**{path: None})
            assert not rows.exclude(agency=F(f"{path}__agency")).exists(), model

    def both_sides_tell_the_same_story(self) -> None:
        for delivery in Delivery.objects.for_context(self.house):
            sent = SIDES[delivery.kind].objects.for_context(self.house).get(pk=delivery.sent)
            assert delivery.status in AGREE[delivery.kind][sent.status]
            content = unseal(delivery).values
            if delivery.status == "offered":
                assert content["cover"] == "COVER"
                assert ("snapshot" in content) is (delivery.kind == "dissemination")
            if delivery.status not in {"offered", "accepted", "answered"}:
                assert content == {}

    def closed_cases_have_a_clock_and_open_ones_have_none(self) -> None:
        for case in Case.objects.for_context(self.house):
            assert case.clock_start == case.closed_at
        for transfer in Transfer.objects.for_context(self.house).exclude(status="offered"):
            assert transfer.clock_start is not None


steps = st.tuples(st.integers(0, 999), st.integers(0, 999))
DONE: Counter[str] = Counter()


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(drawn=st.lists(steps, min_size=STEPS, max_size=STEPS))
def test_whatever_two_agencies_do(drawn: list[tuple[int, int]]) -> None:
    with transaction.atomic():
        life = Life()
        for kind, number in drawn:
            name = life.step(kind, number)
            DONE[name] += 1
            life.every_case_belongs_to_exactly_one_agency_with_all_its_parts()
            life.both_sides_tell_the_same_story()
            life.closed_cases_have_a_clock_and_open_ones_have_none()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_enough_was_done_above_to_prove_something() -> None:
    done = {name for name in DONE if not name.startswith("no ")}

    assert len(done) >= 10, DONE
