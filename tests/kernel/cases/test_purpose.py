"""What is seen for which purpose, and what is refused although the agency is the right one."""

import uuid
from collections.abc import Callable

import pytest
from django.db import transaction

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.policy import table
from fairlead.kernel.cases import rules
from fairlead.kernel.cases.actions.case import edit_case, open_case
from fairlead.kernel.cases.actions.decision import take_decision
from fairlead.kernel.cases.actions.dissemination import (
    Addressee,
    cancel_recipient,
    prepare_dissemination,
)
from fairlead.kernel.cases.actions.referral import accept_referral, recall_referral, send_referral
from fairlead.kernel.cases.actions.subject import add_subject, edit_subject, erase_subject
from fairlead.kernel.cases.actions.task import add_task, edit_task
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.errors import NotWithinReach
from fairlead.kernel.cases.exchange import DUTY, Message
from fairlead.kernel.cases.models import Case, Recipient, Subject
from fairlead.kernel.cases.queries.relations import held_about
from tests.kernel.cases.conftest import (
    Make,
    Unit,
    again,
    closed,
    only_delivery,
    particulars,
    worker,
)


def give_other_purpose(case: Case) -> None:
    with transaction.atomic():
        rows = Case.objects.for_context(Context.duty(DUTY)).filter(pk=case.pk)
        rows.update(purpose="travel.screening")


def test_the_room_declares_what_it_needs_and_no_more() -> None:
    """The policy of this room, line by line: a change here is a change of rights."""
    lines = {
        (purpose, verb, data_class, role, mask)
        for purpose, verb, data_class, role, obligations in table().lines()
        if data_class in {"case", "case-identity", "redress"} and not role.startswith("duty:")
        for mask in ["mask" in obligations]
    }
    work = ("collect", "alter", "consult", "disclose", "combine")
    expected = {
        *(
            ("cases.work", verb, data_class, role, data_class == "case-identity")
            for verb in work
            for data_class in ("case", "case-identity")
            for role in ("analyst", "supervisor")
        ),
        *(
            ("cases.work", verb, data_class, "approval:cases.disclose-abroad", False)
            for verb in ("alter", "consult", "disclose")
            for data_class in ("case", "case-identity")
        ),
        *(
            ("cases.emergency", "consult", data_class, role, False)
            for data_class in ("case", "case-identity")
            for role in ("analyst", "supervisor")
        ),
        *(
            ("cases.redress", verb, "redress", "protection_officer", False)
            for verb in ("collect", "alter", "consult", "disclose")
        ),
        *(
            ("cases.redress", verb, data_class, "protection_officer", True)
            for verb in ("consult", "erase")
            for data_class in ("case", "case-identity")
        ),
    }
    expected |= {
        ("cases.inspection", "consult", data_class, "oversight", data_class != "case")
        for data_class in ("case", "case-identity", "redress")
    }
    ours = {line for line in lines if line[0].startswith("cases.")}

    assert ours == expected


def test_a_subject_is_seen_for_the_sake_of_its_cases(
    here: Unit, case: Case, subject: Subject, make_case: Make
) -> None:
    give_other_purpose(case)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: find(here.analyst, Subject, subject.pk),
        lambda: edit_subject(
            here.analyst, subject=subject.pk, version=1, particulars=particulars()
        ),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as caught, transaction.atomic():
            attempt()
        assert caught.value.reasons == ("purpose-other",)
    with transaction.atomic():
        assert find(here.officer, Subject, subject.pk) == subject


def test_parts_of_a_case_of_another_purpose_cannot_be_changed(here: Unit, case: Case) -> None:
    task = add_task(here.analyst, case=case.pk, words="Ask")
    told = prepare_dissemination(
        here.analyst,
        case=case.pk,
        message=Message(words="Beware"),
        recipients=[Addressee(name="Customs")],
    )
    with transaction.atomic():
        one = Recipient.objects.for_context(here.analyst).get(dissemination=told)
    give_other_purpose(case)

    attempts: tuple[Callable[[], object], ...] = (
        lambda: edit_task(here.analyst, task=task.pk, version=task.version, words="Other"),
        lambda: cancel_recipient(here.analyst, recipient=one.pk, version=one.version),
        lambda: take_decision(
            here.analyst,
            case=case.pk,
            question="concern",
            outcome="concern",
            reason="history",
            words="x",
        ),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.reasons == ("purpose-other",)


def test_which_cases_may_be_chosen_to_work_on(
    here: Unit, there: Unit, case: Case, make_case: Make
) -> None:
    over = closed(here, make_case())

    assert rules.may_work_on(here.analyst, case.pk)
    assert not rules.may_work_on(here.analyst, over.pk)
    assert not rules.may_work_on(there.analyst, case.pk)
    assert not rules.may_work_on(here.analyst, uuid.uuid4())
    assert not rules.may_work_on(worker("administrator", here.agency), case.pk)


# ------------------------------------------------------------------ hostile and careless input


@pytest.mark.parametrize("tlp", ["", "RED", "tlp:red", "TLP:WHITE"])
def test_markings_are_those_of_the_standard(here: Unit, case: Case, tlp: str) -> None:
    with pytest.raises(BadInput):
        open_case(here.analyst, title="x", tlp=tlp)
    with pytest.raises(BadInput):
        edit_case(here.analyst, case=case.pk, version=case.version, tlp=tlp)
    with pytest.raises(BadInput):
        prepare_dissemination(
            here.analyst,
            case=case.pk,
            message=Message(words="x", tlp=tlp),
            recipients=[Addressee(name="Customs")],
        )


def test_an_unknown_audience_is_refused(here: Unit, case: Case) -> None:
    with pytest.raises(BadInput):
        prepare_dissemination(
            here.analyst,
            case=case.pk,
            message=Message(words="x", audience="friends"),
            recipients=[Addressee(name="Customs")],
        )


@pytest.mark.parametrize("title", ["", " \n", "x" * 301])
def test_a_title_is_there_and_short(here: Unit, title: str) -> None:
    with pytest.raises(BadInput):
        open_case(here.analyst, title=title)


def test_a_subject_without_a_name_or_number_is_nobody(here: Unit, case: Case) -> None:
    with pytest.raises(BadInput):
        add_subject(here.analyst, case=case.pk, particulars={"kind": "person"})


def test_a_person_does_not_become_a_ship(here: Unit, case: Case, subject: Subject) -> None:
    with pytest.raises(BadInput):
        edit_subject(
            here.analyst,
            subject=subject.pk,
            version=subject.version,
            particulars={"kind": "conveyance", "names": [{"text": "Amal"}]},
        )


def test_nobody_invents_where_a_case_comes_from(here: Unit, there: Unit, case: Case) -> None:
    """An origin carries caveats and clocks: it is a delivery that was accepted here."""
    referral = send_referral(
        here.analyst,
        case=case.pk,
        receiver=there.agency.pk,
        ask="information",
        cover="Who?",
        message=Message(words="x"),
    )
    delivery = only_delivery(there.analyst)
    for stranger in (uuid.uuid4(), case.pk, referral.pk):
        with pytest.raises(NotWithinReach):
            open_case(there.analyst, title="x", origin=stranger)
    with pytest.raises(NotWithinReach):
        open_case(here.analyst, title="x", origin=delivery.pk)
    with pytest.raises(Conflict):
        open_case(there.analyst, title="x", origin=delivery.pk)

    accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version)
    open_case(there.analyst, title="x", origin=delivery.pk)
    referral = again(here.analyst, referral)
    recall_referral(here.supervisor, referral=referral.pk, version=referral.version, reason="wrong")
    with pytest.raises(Conflict):
        open_case(there.analyst, title="x", origin=delivery.pk)


def test_an_erased_subject_is_nowhere_to_be_changed(
    here: Unit, case: Case, subject: Subject
) -> None:
    erase_subject(here.officer, subject=subject.pk, reason="unlawful")

    with pytest.raises(NotWithinReach):
        edit_subject(
            here.analyst,
            subject=subject.pk,
            version=subject.version,
            particulars=particulars(),
        )


def test_the_dossier_names_referrals_too(
    here: Unit, there: Unit, case: Case, subject: Subject
) -> None:
    for subjects in ([subject.pk], []):
        send_referral(
            here.analyst,
            case=case.pk,
            receiver=there.agency.pk,
            ask="information",
            cover="Who?",
            message=Message(words="x", subjects=subjects),
        )

    with transaction.atomic():
        held = held_about(here.officer, subject.pk)

    assert len(held.referrals) == 1
