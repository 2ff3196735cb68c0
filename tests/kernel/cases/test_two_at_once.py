"""Two people at once: one is first, the other is told who and when, and nothing is lost."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from fairlead.core.errors import Conflict
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.actions.case import (
    assign_case,
    close_case,
    edit_case,
    open_case,
    submit_case,
)
from fairlead.kernel.cases.actions.referral import accept_referral, send_referral, withdraw_referral
from fairlead.kernel.cases.actions.subject import add_subject, edit_subject
from fairlead.kernel.cases.actions.task import add_task, complete_task, edit_task
from fairlead.kernel.cases.errors import Changed
from fairlead.kernel.cases.exchange import Message
from fairlead.kernel.cases.models import Case, Referral, Revision, Subject
from fairlead.kernel.people.models import Account
from tests.kernel.cases.conftest import Unit, again, only_delivery, particulars, work_on

THREADS = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run all at the same time; return what each returned or raised."""
    gate = threading.Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(5)
            outcomes[place] = act()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test looks at it
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes


def test_who_comes_second_is_told_who_was_first_and_when(here: Unit, case: Case) -> None:
    first = edit_case(here.supervisor, case=case.pk, version=case.version, summary="Mine")

    with pytest.raises(Changed) as caught:
        edit_case(here.analyst, case=case.pk, version=case.version, summary="Also mine")

    name = Account.objects.get(pk=str(here.supervisor.account)).name
    assert isinstance(caught.value, Conflict)
    assert (caught.value.who, caught.value.when) == (name, first.changed_at)
    assert name in str(caught.value)
    with transaction.atomic():
        assert Revision.objects.for_context(here.analyst).filter(case=case).count() == 3


def test_each_kind_of_record_notices(here: Unit, case: Case, subject: Subject) -> None:
    task = add_task(here.analyst, case=case.pk, words="Ask")
    edit_task(here.analyst, task=task.pk, version=task.version, words="Ask again")
    held = particulars(document="UTO7654321")
    edit_subject(here.analyst, subject=subject.pk, version=subject.version, particulars=held)

    with pytest.raises(Changed):
        complete_task(here.analyst, task=task.pk, version=task.version)
    with pytest.raises(Changed):
        edit_subject(here.analyst, subject=subject.pk, version=subject.version, particulars=held)


@THREADS
def test_of_two_edits_at_once_one_is_done_and_one_is_told() -> None:
    here = Unit.make("piu")
    case = work_on(here)

    def edit(by: Context, words: str) -> Callable[[], object]:
        return lambda: edit_case(by, case=case.pk, version=case.version, summary=words)

    outcomes = at_once(edit(here.analyst, "one"), edit(here.supervisor, "other"))

    done = [each for each in outcomes if isinstance(each, Case)]
    told = [each for each in outcomes if isinstance(each, Changed)]
    assert (len(done), len(told)) == (1, 1), outcomes
    assert again(here.analyst, case).version == case.version + 1


@THREADS
def test_what_is_sealed_while_the_clock_starts_can_still_be_opened() -> None:
    """A new clock is a new key; who seals at the same moment must not lose what he sealed."""
    here = Unit.make("piu")
    case = work_on(here)
    subject = add_subject(here.analyst, case=case.pk, particulars=particulars())
    proposed = submit_case(here.analyst, case=case.pk, version=case.version, reason="resolved")
    held = particulars("A new name")

    outcomes = at_once(
        lambda: close_case(here.supervisor, case=case.pk, version=proposed.version),
        lambda: edit_subject(
            here.analyst, subject=subject.pk, version=subject.version, particulars=held
        ),
    )

    assert isinstance(outcomes[0], Case), outcomes
    with transaction.atomic():
        kept = keeping.opened(here.analyst, again(here.analyst, subject))
    edited = isinstance(outcomes[1], Subject)
    assert kept["names"][0]["text"] == ("A new name" if edited else "Amal Utopia"), outcomes


@THREADS
def test_of_two_that_take_a_case_one_has_it() -> None:
    here = Unit.make("piu")
    case = open_case(here.analyst, title="Nobody's")

    def take(by: Context) -> Callable[[], object]:
        return lambda: assign_case(by, case=case.pk, version=case.version)

    outcomes = at_once(take(here.analyst), take(here.supervisor))

    assert sorted(type(each).__name__ for each in outcomes) == ["Case", "Changed"], outcomes


@THREADS
def test_numbers_given_at_once_are_different_and_without_a_gap() -> None:
    here = Unit.make("piu")

    outcomes = at_once(*[lambda: open_case(here.analyst, title="One")] * 4)

    numbers = sorted(str(each.number)[-5:] for each in outcomes if isinstance(each, Case))
    assert numbers == ["00001", "00002", "00003", "00004"], outcomes


@THREADS
def test_a_referral_is_accepted_or_withdrawn_but_not_both() -> None:
    here, there = Unit.make("piu"), Unit.make("fiu")
    referral = send_referral(
        here.analyst,
        case=work_on(here).pk,
        receiver=there.agency.pk,
        ask="information",
        cover="Who is it?",
        message=Message(words="Details"),
    )
    delivery = only_delivery(there.analyst)

    outcomes: list[Any] = at_once(
        lambda: accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version),
        lambda: withdraw_referral(here.supervisor, referral=referral.pk, version=referral.version),
    )

    failed = [each for each in outcomes if isinstance(each, Exception)]
    assert len(failed) == 1, outcomes
    assert isinstance(failed[0], Conflict), outcomes
    assert (again(here.analyst, referral).status, again(there.analyst, delivery).status) in {
        ("accepted", "accepted"),
        ("withdrawn", "withdrawn"),
    }
    assert isinstance(again(here.analyst, referral), Referral)
