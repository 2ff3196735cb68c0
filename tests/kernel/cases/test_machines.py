"""Every machine is walked with the actions themselves: each state, each verb, nothing left out.

A record is brought into each state by acts that the table allows. There every verb of the table
is tried through the action that bears it: a legal one must lead where the table says, an
illegal one must be a conflict that names the legal ones and changes nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from fairlead.core.states import IllegalVerb, Machine, legal, step
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import codes, rules
from fairlead.kernel.cases.actions import case as cases
from fairlead.kernel.cases.actions import delivery as deliveries
from fairlead.kernel.cases.actions import dissemination as disseminations
from fairlead.kernel.cases.actions import expiry, redress, referral, task, transfer
from fairlead.kernel.cases.exchange import DUTY, Message, take_back
from fairlead.kernel.cases.machines import (
    ALL,
    CASE,
    DELIVERY,
    RECIPIENT,
    REDRESS,
    REFERRAL,
    TASK,
    TRANSFER,
)
from fairlead.kernel.cases.models import (
    Case,
    Delivery,
    Recipient,
    Redress,
    Referral,
    Task,
    Transfer,
)
from fairlead.kernel.clock import now
from tests.kernel.cases.conftest import Unit, again, only_delivery, work_on

MODELS = (Case, Task, Referral, Transfer, Recipient, Delivery, Redress)


@dataclass
class World:
    """One record under test, and the people around it."""

    here: Unit
    there: Unit
    record: Any

    @property
    def house(self) -> Context:
        return Context.duty(DUTY)

    def fresh(self, record: Any = None) -> Any:
        return again(self.house, record or self.record)

    def seen(self, name: str, record: Any = None) -> dict[str, Any]:
        """Return what every action asks: which record, in which version."""
        found = self.fresh(record)
        return {name: found.pk, "version": found.version}

    def delivery(self) -> Delivery:
        return only_delivery(self.house, sent=self.record.pk)


Act = Callable[[World], object]


def _late(act: Act) -> Act:
    def later(world: World) -> object:
        with time_machine.travel(now() + timedelta(days=60), tick=False):
            return act(world)

    return later


def _expire(world: World) -> None:
    """The clock expires whatever is due; a state that cannot expire is left as it is."""
    record = world.fresh()
    if "expire" not in legal(record.machine, record.status):
        raise IllegalVerb(
            record.machine.name, record.status, "expire", legal(record.machine, record.status)
        )
    expiry.expire_handovers(world.house)


# ------------------------------------------------------------------ how each verb is done

CASES: Mapping[str, Act] = {
    "assign": lambda w: cases.assign_case(
        w.here.supervisor, **w.seen("case"), owner=w.here.analyst.account
    ),
    "release": lambda w: cases.release_case(w.here.supervisor, **w.seen("case")),
    "suspend": lambda w: cases.suspend_case(w.here.analyst, **w.seen("case"), reason="court"),
    "resume": lambda w: cases.resume_case(w.here.analyst, **w.seen("case")),
    "submit": lambda w: cases.submit_case(w.here.analyst, **w.seen("case"), reason="no-concern"),
    "return": lambda w: cases.return_case(w.here.supervisor, **w.seen("case")),
    "close": lambda w: cases.close_case(w.here.supervisor, **w.seen("case")),
    "reopen": lambda w: cases.reopen_case(w.here.supervisor, **w.seen("case"), reason="order"),
    "annul": lambda w: cases.annul_case(w.here.supervisor, **w.seen("case"), reason="test"),
    "offer": lambda w: transfer.offer_transfer(
        w.here.supervisor, **w.seen("case"), receiver=w.there.agency.pk, cover="Yours"
    ),
    "keep": lambda w: _answer_offer(w, accept=False, owned=True),
    "queue": lambda w: _answer_offer(w, accept=False, owned=False),
    "hand-over": lambda w: _answer_offer(w, accept=True),
}


def _answer_offer(world: World, *, accept: bool, owned: bool | None = None) -> None:
    """The receiver answers; without an offer there is nothing to answer, so the house tries."""
    case = world.fresh()
    if case.status != "offered":
        verb = "hand-over" if accept else ("keep" if owned else "queue")
        rules.check(world.house, case, verb)
    offered = only_delivery(world.house, kind="transfer", status="offered")
    if owned is not None:
        owner = world.here.analyst.account if owned else None
        with transaction.atomic():
            Case.objects.for_context(world.house).filter(pk=case.pk).update(owner=owner)
    answer: dict[str, Any] = {"delivery": offered.pk, "version": offered.version}
    if accept:
        transfer.accept_transfer(world.there.supervisor, **answer)
    else:
        transfer.refuse_transfer(world.there.supervisor, **answer, reason="not-competent")


TASKS: Mapping[str, Act] = {
    "start": lambda w: task.start_task(w.here.analyst, **w.seen("task")),
    "complete": lambda w: task.complete_task(w.here.analyst, **w.seen("task")),
    "drop": lambda w: task.drop_task(w.here.analyst, **w.seen("task")),
    "reopen": lambda w: task.reopen_task(w.here.analyst, **w.seen("task")),
}
REFERRALS: Mapping[str, Act] = {
    "accept": lambda w: referral.accept_referral(
        w.there.analyst, **w.seen("delivery", w.delivery())
    ),
    "refuse": lambda w: referral.refuse_referral(
        w.there.analyst, **w.seen("delivery", w.delivery()), reason="incomplete"
    ),
    "answer": lambda w: referral.answer_referral(
        w.there.analyst, **w.seen("delivery", w.delivery()), words="Nobody"
    ),
    "withdraw": lambda w: referral.withdraw_referral(w.here.supervisor, **w.seen("referral")),
    "recall": lambda w: referral.recall_referral(
        w.here.supervisor, **w.seen("referral"), reason="wrong"
    ),
    "confirm-recall": lambda w: deliveries.confirm_recall(
        w.there.analyst, **w.seen("delivery", w.delivery()), confirmation="erased"
    ),
    "expire": _late(_expire),
}
TRANSFERS: Mapping[str, Act] = {
    "accept": lambda w: transfer.accept_transfer(
        w.there.supervisor, **w.seen("delivery", w.delivery())
    ),
    "refuse": lambda w: transfer.refuse_transfer(
        w.there.supervisor, **w.seen("delivery", w.delivery()), reason="no-capacity"
    ),
    "withdraw": lambda w: transfer.withdraw_transfer(w.here.supervisor, **w.seen("transfer")),
    "expire": _late(_expire),
}


def _recall_one(world: World) -> None:
    found = world.fresh()
    if found.status not in {"sent", "received"}:
        rules.check(world.here.supervisor, found, "recall")
    disseminations.recall_dissemination(
        world.here.supervisor,
        dissemination=found.dissemination_id,
        reason="wrong",
        recipients=[found.pk],
    )


def _send_one(world: World) -> None:
    found = world.fresh()
    if found.status != "prepared":
        rules.check(world.here.analyst, found, "send")
    disseminations.send_dissemination(world.here.analyst, dissemination=found.dissemination_id)


RECIPIENTS: Mapping[str, Act] = {
    "send": _send_one,
    "cancel": lambda w: disseminations.cancel_recipient(w.here.analyst, **w.seen("recipient")),
    "receive": lambda w: disseminations.note_receipt(
        w.here.analyst, **w.seen("recipient"), evidence="A letter"
    ),
    "refuse": lambda w: disseminations.note_refusal(
        w.here.analyst, **w.seen("recipient"), reason="not-competent", evidence="A letter"
    ),
    "recall": _recall_one,
    "confirm-recall": lambda w: disseminations.note_confirmation(
        w.here.analyst, **w.seen("recipient"), confirmation="erased", evidence="A letter"
    ),
}
DELIVERIES: Mapping[str, Act] = {
    "accept": lambda w: referral.accept_referral(w.there.analyst, **w.seen("delivery")),
    "refuse": lambda w: referral.refuse_referral(
        w.there.analyst, **w.seen("delivery"), reason="duplicate"
    ),
    "answer": lambda w: referral.answer_referral(
        w.there.analyst, **w.seen("delivery"), words="Nobody"
    ),
    "confirm-recall": lambda w: deliveries.confirm_recall(
        w.there.analyst, **w.seen("delivery"), confirmation="returned"
    ),
    "withdraw": lambda w: _by_sender(w, "withdraw"),
    "expire": lambda w: _by_sender(w, "expire"),
    "recall": lambda w: _by_sender(w, "recall"),
}


def _by_sender(world: World, verb: str) -> None:
    """What the sender does reaches the delivery through the house, and both sides agree."""
    with transaction.atomic():
        lying = take_back(world.here.supervisor, world.fresh().sent, verb, reason="wrong")
        assert lying is not None
        sent = Referral.objects.for_context(world.house).filter(pk=lying.sent)
        sent.update(status=lying.status)


def _asked(world: World) -> None:
    redress.question_redress(world.here.officer, **world.seen("redress"))


def _dismiss(world: World) -> None:
    found = world.fresh()
    if found.status == "received":
        _asked(world)
    else:
        rules.check(world.here.officer, found, "dismiss")
    redress.dismiss_redress(world.here.officer, **world.seen("redress"))


def _decide(world: World) -> None:
    from tests.kernel.cases.conftest import REDRESS as PURPOSE
    from tests.kernel.cases.conftest import worker

    other = worker("protection_officer", world.here.agency, PURPOSE)
    redress.decide_redress(other, **world.seen("redress"), outcome="upheld", words="It stands")


REDRESSES: Mapping[str, Act] = {
    "question": _asked,
    "identify": lambda w: redress.identify_redress(w.here.officer, **w.seen("redress")),
    "dismiss": _dismiss,
    "extend": lambda w: redress.extend_redress(
        w.here.officer, **w.seen("redress"), words="Many files"
    ),
    "answer": lambda w: redress.answer_redress(
        w.here.officer,
        **w.seen("redress"),
        outcome="granted",
        reason="nothing-held",
        words="Nothing is held",
    ),
    "withdraw": lambda w: redress.withdraw_redress(w.here.officer, **w.seen("redress")),
    "appeal": lambda w: redress.appeal_redress(w.here.officer, **w.seen("redress"), words="No"),
    "decide": _decide,
    "close": lambda w: redress.close_redress(w.here.officer, **w.seen("redress")),
}


# ------------------------------------------------------------------ how each record begins


def _case(here: Unit, _there: Unit) -> Case:
    return cases.open_case(here.analyst, title="A journey")


def _task(here: Unit, _there: Unit) -> Task:
    return task.add_task(here.analyst, case=work_on(here).pk, words="Ask")


def _referral(here: Unit, there: Unit) -> Referral:
    return referral.send_referral(
        here.analyst,
        case=work_on(here).pk,
        receiver=there.agency.pk,
        ask="information",
        cover="Who is it?",
        message=Message(words="Details"),
        answer_due_at=now() + timedelta(days=30),
    )


def _transfer(here: Unit, there: Unit) -> Transfer:
    case = work_on(here)
    return transfer.offer_transfer(
        here.supervisor,
        case=case.pk,
        version=case.version,
        receiver=there.agency.pk,
        cover="Yours",
        answer_due_at=now() + timedelta(days=30),
    )


def _recipient(here: Unit, _there: Unit) -> Recipient:
    told = disseminations.prepare_dissemination(
        here.analyst,
        case=work_on(here).pk,
        message=Message(words="Beware"),
        recipients=[disseminations.Addressee(name="Customs of Utopia")],
    )
    with transaction.atomic():
        return Recipient.objects.for_context(here.analyst).get(dissemination=told)


def _delivery(here: Unit, there: Unit) -> Delivery:
    sent = _referral(here, there)
    return only_delivery(there.analyst, sent=sent.pk)


def _redress(here: Unit, _there: Unit) -> Redress:
    return redress.receive_redress(
        here.officer, kind="access", name="Amal Utopia", words="What do you hold?"
    )


WALKS: list[tuple[Machine, Callable[[Unit, Unit], Any], Mapping[str, Act]]] = [
    (CASE, _case, CASES),
    (TASK, _task, TASKS),
    (REFERRAL, _referral, REFERRALS),
    (TRANSFER, _transfer, TRANSFERS),
    (RECIPIENT, _recipient, RECIPIENTS),
    (DELIVERY, _delivery, DELIVERIES),
    (REDRESS, _redress, REDRESSES),
]


def path_to(machine: Machine, state: str) -> list[str]:
    """Return the shortest list of verbs from the initial state."""
    paths = {machine.initial: []}  # type: dict[str, list[str]]
    while state not in paths:
        for arrow in machine.steps():
            if arrow.source in paths:
                paths.setdefault(arrow.target, [*paths[arrow.source], arrow.verb])
    return paths[state]


@contextmanager
def undone() -> Iterator[None]:
    """Take everything back at the end, so that the next verb finds the same state."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("machine", "begin", "acts"), WALKS, ids=[machine.name for machine, _b, _a in WALKS]
)
def test_every_verb_in_every_state(
    machine: Machine,
    begin: Callable[[Unit, Unit], Any],
    acts: Mapping[str, Act],
    here: Unit,
    there: Unit,
) -> None:
    assert set(acts) == set(machine.verbs), "every verb has an action"
    for state in machine.states:
        with undone():
            world = World(here, there, begin(here, there))
            for verb in path_to(machine, state):
                acts[verb](world)
            assert world.fresh().status == state
            for verb in machine.verbs:
                _try(world, machine, state, verb, acts[verb])


def _try(world: World, machine: Machine, state: str, verb: str, act: Act) -> None:
    if verb in legal(machine, state):
        with undone():
            act(world)
            assert world.fresh().status == step(machine, state, verb).target, f"{state}: {verb}"
        return
    before = world.fresh()
    with pytest.raises(IllegalVerb) as caught, transaction.atomic():
        act(world)
    after = world.fresh()
    if caught.value.place == machine.name:  # else the other side of the exchange refused first
        assert caught.value.legal == legal(machine, state), f"{state}: {verb}"
    assert (after.status, after.version) == (before.status, before.version)


def test_every_machine_has_words_for_its_states_and_verbs() -> None:
    for machine in ALL:
        assert set(codes.STATES[machine.name]) == set(machine.states)
        assert set(machine.verbs) <= set(codes.VERBS)


def test_every_guard_of_a_machine_is_known_and_every_guard_is_used() -> None:
    used = {arrow.who for machine in ALL for arrow in machine.steps()}

    assert used == set(rules.GUARDS)


def test_every_model_with_a_state_has_its_machine() -> None:
    assert [model.machine for model in MODELS] == [
        *(CASE, TASK, REFERRAL, TRANSFER, RECIPIENT, DELIVERY, REDRESS)
    ]
    for model in MODELS:
        assert model._meta.get_field("status").default == model.machine.initial


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_database_refuses_a_state_that_no_machine_has(model: Any) -> None:
    names = {constraint.name for constraint in model._meta.constraints}

    assert f"cases_{model.machine.name}_state_is_known" in names
