"""A purpose that is bound to one case shows that case, whole, and not a row of another."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access import bounds, walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.access.models import Protected
from fairlead.kernel.cases.actions.case import favour_case, visit_case
from fairlead.kernel.cases.actions.delivery import adopt_delivery
from fairlead.kernel.cases.actions.dissemination import receive_dissemination
from fairlead.kernel.cases.actions.note import add_note
from fairlead.kernel.cases.actions.redress import identify_redress, receive_redress
from fairlead.kernel.cases.actions.referral import accept_referral, send_referral
from fairlead.kernel.cases.actions.transfer import offer_transfer, withdraw_transfer
from fairlead.kernel.cases.exchange import DUTY, Message
from fairlead.kernel.cases.models import (
    Case,
    CustodyStep,
    Decision,
    Delivery,
    Dissemination,
    Exhibit,
    Favourite,
    Involvement,
    Link,
    Mention,
    Note,
    Recipient,
    Redress,
    Referral,
    Revision,
    SecondOpinion,
    Subject,
    Task,
    TimelineEntry,
    Transfer,
    Visit,
)
from fairlead.kernel.files.models import StoredFile
from tests.contexts import context_of
from tests.kernel.cases.conftest import Unit, again, only_delivery, work_on
from tests.kernel.cases.test_leaks import Canaries, a_full_case
from tests.people import make_account

BOUND = "lodge.dossier"
PARTS: tuple[type[Protected], ...] = (
    *(Decision, Dissemination, Exhibit, Involvement, Link, Note),
    *(Favourite, Referral, Task, TimelineEntry, Visit),
)
IN_CASE: dict[type[Protected], str] = {
    Case: "pk",
    **dict.fromkeys(PARTS, "case"),
    CustodyStep: "exhibit__case",
    Mention: "note__case",
    Recipient: "dissemination__case",
    Redress: "subject__involvements__case",
    SecondOpinion: "decision__case",
    Subject: "involvements__case",
    Transfer: "case_key",
}


def all_but(*models: type[Protected]) -> set[type[Protected]]:
    every: set[type[Protected]] = {*IN_CASE, Revision, StoredFile}
    return every.difference(models)


def belonging(case: Case, model: type[Protected]) -> Q:
    """Say in the test's own words what belongs to a case."""
    if model is Revision:
        return Q(case=case) | Q(subject__involvements__case=case)
    if model is StoredFile:
        return Q(belongs_to=f"case:{case.pk}")
    if model is Delivery:
        return Q(pk=case.origin)
    return Q(**{IN_CASE[model]: case.pk})


def bound(unit: Unit, case: uuid.UUID | None) -> Context:
    account = make_account("analyst", agency=unit.agency, protected=False)
    return context_of(account, BOUND, case)


def a_whole_case(here: Unit) -> Case:
    """Make a case with a row in every table that a case can have rows in."""
    case = a_full_case(here, Unit.make("other"), Canaries())
    add_note(here.analyst, case=case.pk, words="Look", mentions=[here.colleague])
    visit_case(here.analyst, case=case.pk)
    favour_case(here.analyst, case=case.pk)
    with transaction.atomic():
        subject = Subject.objects.for_context(here.officer).get(involvements__case=case)
    request = receive_redress(here.officer, kind="access", name="Amal", words="What?")
    identify_redress(here.officer, redress=request.pk, version=request.version, subject=subject.pk)
    return case


def offer_and_withdraw(here: Unit, there: Unit) -> Case:
    """Leave a transfer behind; what a full case awaits would not let it go."""
    case = work_on(here)
    made = offer_transfer(
        here.supervisor, case=case.pk, version=case.version, receiver=there.agency.pk, cover="x"
    )
    withdraw_transfer(here.supervisor, transfer=made.pk, version=made.version)
    return case


def ids(model: type[Any], context: Context, wanted: Q | None = None) -> set[uuid.UUID]:
    with transaction.atomic():
        rows = model.objects.for_context(context).filter(wanted or Q())
        return set(rows.values_list("pk", flat=True))


def ids_without_the_first_wall(model: type[Any], context: Context) -> set[uuid.UUID]:
    with transaction.atomic(), connection.cursor() as cursor:
        walls.tell(context, "default")
        cursor.execute(f"SELECT id FROM {model._meta.db_table}")  # noqa: S608 - our own table
        return {row[0] for row in cursor.fetchall()}


def narrowed(here: Unit, cases: list[Case], models: set[type[Protected]]) -> None:
    """Compare what is seen with what belongs to the case, and see that more was planted."""
    house = Context.duty(DUTY, agency=here.agency.pk)
    contexts = [bound(here, case.pk) for case in cases]
    for model in sorted(models, key=lambda one: one.__name__):
        own = [ids(model, house, belonging(case, model)) for case in cases]
        assert all(own), f"each case has rows of {model.__name__}"
        for context, expected in zip(contexts, own, strict=True):
            assert ids(model, context) == expected, model
            if connection.vendor == "postgresql":
                assert ids_without_the_first_wall(model, context) == expected, model


def test_of_two_whole_cases_one_is_seen(here: Unit) -> None:
    cases = [a_whole_case(here), a_whole_case(here)]

    narrowed(here, cases, all_but(Transfer))


def test_of_two_transfers_one_is_seen(here: Unit, there: Unit) -> None:
    cases = [offer_and_withdraw(here, there), offer_and_withdraw(here, there)]

    narrowed(here, cases, {Transfer})


def test_every_model_of_a_case_is_compared_above() -> None:
    ours = {
        model
        for label in ("cases", "files")
        for model in apps.get_app_config(label).get_models()
        if issubclass(model, Protected)
    }
    assert ours == {*IN_CASE, Revision, StoredFile, Delivery}
    assert all(bounds.ways_of(model) for model in ours)


def test_a_delivery_is_of_the_case_that_was_opened_from_it(here: Unit, there: Unit) -> None:
    cases = []
    for _ in range(2):
        send_referral(
            here.analyst,
            case=work_on(here).pk,
            receiver=there.agency.pk,
            ask="information",
            cover="Who?",
            message=Message(words="x"),
        )
        delivery = only_delivery(there.analyst, status="offered")
        cases.append(accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version))

    narrowed(there, cases, {Delivery})


def test_a_delivery_is_of_the_cases_that_took_a_subject_from_it(here: Unit, there: Unit) -> None:
    plant, mine, other = Canaries(), work_on(there), work_on(there)
    a_full_case(here, there, plant)
    delivery = only_delivery(there.analyst, kind="dissemination")
    receive_dissemination(there.analyst, delivery=delivery.pk, version=delivery.version)
    adopt_delivery(there.analyst, delivery=delivery.pk, case=mine.pk)

    assert ids(Delivery, bound(there, mine.pk)) == {delivery.pk}
    assert ids(Delivery, bound(there, other.pk)) == set()


def test_without_a_case_or_with_another_agencys_nothing_is_seen(here: Unit, there: Unit) -> None:
    case = a_whole_case(here)

    with pytest.raises(Refused) as refusal:
        ids(Subject, bound(here, None))
    assert refusal.value.reasons == ("case-missing",)
    assert ids(Subject, bound(there, case.pk)) == set()
    assert ids(Case, bound(there, case.pk)) == set()
    assert ids(Case, bound(here, uuid.uuid4())) == set()


def test_a_record_in_the_hand_is_judged_by_its_case_too(here: Unit) -> None:
    case, other = a_whole_case(here), a_whole_case(here)
    house, context = Context.duty(DUTY, agency=here.agency.pk), bound(here, case.pk)
    with transaction.atomic():
        for model in all_but(Transfer):
            own = model.objects.for_context(house).filter(belonging(case, model)).first()
            foreign = model.objects.for_context(house).filter(belonging(other, model)).first()
            assert own is not None
            assert foreign is not None
            assert decide(context, Verb.CONSULT, own), model
            assert decide(context, Verb.CONSULT, foreign).reasons == ("case-other",), model


def test_nothing_is_made_in_another_case_nor_moved_there(here: Unit) -> None:
    case, other = a_whole_case(here), work_on(here)
    context = bound(here, case.pk)
    note = Note(agency=here.agency, case=other)
    attempts = (
        lambda: note.under(context).save(),
        lambda: Note.objects.for_context(context, verb=Verb.COLLECT).bulk_create([note]),
        lambda: Note.objects.for_context(context).update(case=other),
        lambda: _moved(context, other),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as refusal, transaction.atomic():
            attempt()
        assert refusal.value.reasons == ("case-other",)
    assert not ids(Note, here.officer, Q(case=other))


def _moved(context: Context, other: Case) -> None:
    mine = Note.objects.for_context(context).first()
    assert mine is not None
    mine.case = other
    mine.save()


def test_a_foreign_record_cannot_be_pulled_into_the_case(here: Unit) -> None:
    """What the hand says of its case is not what the database says."""
    case, other = work_on(here), work_on(here)
    foreign = add_note(here.analyst, case=other.pk, words="Mine")
    context = bound(here, case.pk)
    stolen = again(here.officer, foreign)
    stolen.case = case
    with transaction.atomic():
        assert decide(context, Verb.CONSULT, stolen)
        assert not Note.objects.for_context(context).filter(pk=foreign.pk).update(version=9)
        stolen.under(context)
        with pytest.raises(Exception, match="did not affect any rows"):
            stolen.save(force_update=True)

    assert again(here.officer, foreign).case_id == other.pk
