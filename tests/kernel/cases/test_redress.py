"""Redress: the law's clock, its one extension, the answer, and an appeal to somebody else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.states import IllegalVerb
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.actions.dissemination import (
    Addressee,
    prepare_dissemination,
    send_dissemination,
)
from fairlead.kernel.cases.actions.redress import (
    answer_redress,
    appeal_redress,
    close_redress,
    decide_redress,
    dismiss_redress,
    extend_redress,
    identify_redress,
    question_redress,
    receive_redress,
)
from fairlead.kernel.cases.actions.transfer import offer_transfer
from fairlead.kernel.cases.exchange import Message
from fairlead.kernel.cases.models import Case, Redress, Subject
from fairlead.kernel.cases.queries.register import redress_waiting
from fairlead.kernel.cases.queries.relations import held_about, redress_of
from tests.kernel.cases.conftest import REDRESS, Unit, again, worker


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def receive(here: Unit, kind: str = "access", **fields: object) -> Redress:
    values = {"name": "Amal Utopia", "words": "What do you hold about me?"} | fields
    return receive_redress(here.officer, kind=kind, **values)  # type: ignore[arg-type]


def answer(here: Unit, request: Redress, outcome: str = "granted") -> Redress:
    return answer_redress(
        here.officer,
        redress=request.pk,
        version=request.version,
        outcome=outcome,
        reason="held-and-disclosed",
        words="Here it is",
    )


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-01-15T10:00", "2026-02-15T10:00"),
        ("2026-01-31T10:00", "2026-03-01T00:00"),  # February has no 31st: its end
        ("2028-01-31T10:00", "2028-03-01T00:00"),
        ("2026-12-15T10:00", "2027-01-15T10:00"),
    ],
)
def test_the_clock_is_one_month_of_the_calendar(here: Unit, received: str, due: str) -> None:
    with time_machine.travel(at(received), tick=False):
        request = receive(here)

    assert (request.answer_due_at, request.term) == (at(due), "P1M")
    assert "section 54(2)" in request.citation


def test_the_clock_started_when_it_came_in_not_when_it_was_typed(here: Unit) -> None:
    with time_machine.travel(at("2026-03-10T10:00"), tick=False):
        request = receive(here, received_at=at("2026-03-01T09:00"))
        with pytest.raises(BadInput):
            receive(here, received_at=at("2026-03-11T09:00"))

    assert request.answer_due_at == at("2026-04-01T09:00")


def test_where_proof_had_to_be_asked_for_the_clock_starts_when_it_came(here: Unit) -> None:
    with time_machine.travel(at("2026-03-01T09:00"), tick=False) as clock:
        request = receive(here)
        request = question_redress(here.officer, redress=request.pk, version=request.version)
        clock.move_to(at("2026-03-20T09:00"))
        request = identify_redress(here.officer, redress=request.pk, version=request.version)

    assert request.answer_due_at == at("2026-04-20T09:00")


def test_who_was_not_asked_for_proof_does_not_wait_for_it(here: Unit) -> None:
    """An agency cannot buy time by being slow to establish who somebody is."""
    with time_machine.travel(at("2026-03-01T09:00"), tick=False) as clock:
        request = receive(here)
        clock.move_to(at("2026-03-20T09:00"))
        request = identify_redress(here.officer, redress=request.pk, version=request.version)

    assert request.answer_due_at == at("2026-04-01T09:00")


def test_one_extension_while_the_term_runs_counted_from_the_start(here: Unit) -> None:
    with time_machine.travel(at("2026-03-01T09:00"), tick=False) as clock:
        request = receive(here)
        request = identify_redress(here.officer, redress=request.pk, version=request.version)
        clock.move_to(at("2026-03-25T09:00"))
        with pytest.raises(BadInput):
            extend_redress(here.officer, redress=request.pk, version=request.version, words=" ")
        request = extend_redress(
            here.officer, redress=request.pk, version=request.version, words="Many files"
        )
        assert request.answer_due_at == at("2026-06-01T09:00")
        assert (request.term, request.citation.count("section 54")) == ("P1M+P2M", 2)
        with pytest.raises(IllegalVerb):
            extend_redress(here.officer, redress=request.pk, version=request.version, words="Again")


def test_a_term_that_is_over_cannot_be_extended(here: Unit) -> None:
    with time_machine.travel(at("2026-03-01T09:00"), tick=False) as clock:
        request = receive(here)
        request = identify_redress(here.officer, redress=request.pk, version=request.version)
        clock.move_to(at("2026-04-01T09:01"))
        with pytest.raises(Conflict):
            extend_redress(here.officer, redress=request.pk, version=request.version, words="Late")
        assert answer(here, request).status == "answered", "a late answer is still an answer"


def test_an_appeal_is_decided_by_another_officer(here: Unit) -> None:
    request = receive(here, "correction")
    request = identify_redress(here.officer, redress=request.pk, version=request.version)
    request = answer(here, request, "refused")
    request = appeal_redress(
        here.officer, redress=request.pk, version=request.version, words="It is wrong"
    )

    with pytest.raises(Refused) as caught:
        decide_redress(
            here.officer,
            redress=request.pk,
            version=request.version,
            outcome="upheld",
            words="It stands",
        )
    assert caught.value.reasons == ("guard:other-officer",)

    other = worker("protection_officer", here.agency, REDRESS)
    request = decide_redress(
        other,
        redress=request.pk,
        version=request.version,
        outcome="reversed",
        words="You are right",
    )
    assert (request.status, request.appeal_outcome) == ("closed", "reversed")
    assert again(here.officer, request).clock_start == request.closed_at
    with transaction.atomic():
        values = keeping.opened(other, again(other, request))
    assert (values["answer"], values["appeal"], values["appeal_answer"]) == (
        *("Here it is", "It is wrong"),
        "You are right",
    )


def test_nobody_is_turned_away_for_lack_of_proof_who_was_not_asked_for_it(here: Unit) -> None:
    request = receive(here)
    with pytest.raises(Conflict):
        dismiss_redress(here.officer, redress=request.pk, version=request.version)
    request = question_redress(here.officer, redress=request.pk, version=request.version)
    request = dismiss_redress(here.officer, redress=request.pk, version=request.version)
    assert (request.status, request.closed_at is None) == ("unidentified", False)


def test_waiting_requests_are_listed_by_their_clock(here: Unit) -> None:
    with time_machine.travel(at("2026-03-10T10:00"), tick=False):
        later = receive(here)
        sooner = receive(here, received_at=at("2026-03-01T09:00"))
        done = receive(here)
        done = identify_redress(here.officer, redress=done.pk, version=done.version)
        close_redress(here.officer, redress=done.pk, version=answer(here, done).version)
        with transaction.atomic():
            assert list(redress_waiting(here.officer)) == [sooner, later]


@pytest.mark.parametrize(
    "wrong", [{"kind": "revenge"}, {"name": " "}, {"kind": ""}], ids=["kind", "name", "empty"]
)
def test_a_request_has_a_kind_and_a_name(here: Unit, wrong: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        receive(here, **wrong)


@pytest.mark.parametrize("reason", ["", "because"])
def test_an_answer_has_a_reason_from_the_list(here: Unit, reason: str) -> None:
    request = receive(here)
    request = identify_redress(here.officer, redress=request.pk, version=request.version)
    with pytest.raises(BadInput):
        answer_redress(
            here.officer,
            redress=request.pk,
            version=request.version,
            outcome="refused",
            reason=reason,
            words="No",
        )


def test_analysts_and_supervisors_do_not_touch_redress(here: Unit) -> None:
    request = receive(here)
    for context in (here.analyst, here.supervisor):
        with pytest.raises(Refused):
            receive_redress(context, kind="access", name="x", words="y")
        with pytest.raises(Refused):
            identify_redress(context, redress=request.pk, version=request.version)


def test_the_dossier_says_to_whom_a_correction_is_due(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    for subjects in ([subject.pk], []):
        told = prepare_dissemination(
            here.analyst,
            case=case.pk,
            message=Message(words="Beware", subjects=subjects),
            recipients=[Addressee(receiver=there.agency.pk)],
        )
        send_dissemination(here.analyst, dissemination=told.pk)
    request = receive(here, "correction")
    request = identify_redress(
        here.officer, redress=request.pk, version=request.version, subject=subject.pk
    )

    with transaction.atomic():
        held = held_about(here.officer, subject.pk)
        assert redress_of(here.officer, subject.pk) == [request]

    assert [one.receiver_id for one in held.recipients] == [there.agency.pk]
    assert len(held.disseminations) == 1, "the one without the subject is none of its business"


def test_a_case_is_not_handed_over_while_somebody_in_it_waits_for_an_answer(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    request = receive(here, "objection")
    identify_redress(here.officer, redress=request.pk, version=request.version, subject=subject.pk)

    with pytest.raises(Conflict) as caught:
        offer_transfer(
            here.supervisor,
            case=case.pk,
            version=case.version,
            receiver=there.agency.pk,
            cover="Yours",
        )
    assert caught.value.code == "case-not-movable"


def test_an_answer_is_a_disclosure_in_the_ledger_and_names_nobody(here: Unit) -> None:
    request = receive(here)
    request = identify_redress(here.officer, redress=request.pk, version=request.version)
    answer(here, request)

    entry = Entry.objects.get(act="cases.redress.answered")
    assert (entry.verb, entry.purpose) == ("disclose", "cases.redress")
    assert b"Amal" not in bytes(entry.header)


def test_the_term_is_that_of_the_law_and_not_of_the_code(here: Unit) -> None:
    """One month after the request, to the hour, whatever the month is long."""
    with time_machine.travel(at("2026-02-01T00:00"), tick=False):
        short = receive(here)
    with time_machine.travel(at("2026-03-01T00:00"), tick=False):
        long = receive(here)

    assert short.answer_due_at - short.received_at == timedelta(days=28)
    assert long.answer_due_at - long.received_at == timedelta(days=31)
