"""An inspectorate works on the cases of the agency that it supervises, and only looks."""

import uuid

import pytest
from django.apps import apps
from django.db import connection, transaction

from fairlead.core.errors import Refused
from fairlead.kernel.access import walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Protected, Supervision
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.cases.actions.note import add_note
from fairlead.kernel.cases.actions.redress import identify_redress, receive_redress
from fairlead.kernel.cases.actions.subject import erase_subject
from fairlead.kernel.cases.errors import NotWithinReach
from fairlead.kernel.cases.exchange import DUTY
from fairlead.kernel.cases.models import Case, Subject
from fairlead.kernel.cases.queries.page import case_page
from fairlead.kernel.cases.queries.relations import held_about
from fairlead.kernel.clock import now
from tests.kernel.cases.conftest import Unit, worker
from tests.kernel.cases.test_bound import a_whole_case
from tests.kernel.cases.test_leaks import Canaries, a_full_case

INSPECTION = "cases.inspection"


def supervise(above: Unit, below: Unit) -> Supervision:
    return Supervision.objects.create(
        supervisor=above.agency, supervised=below.agency, adopted_by=uuid.uuid4()
    )


def inspector_of(unit: Unit) -> Context:
    return worker("oversight", unit.agency, INSPECTION)


def models() -> list[type[Protected]]:
    return [
        model
        for label in ("cases", "files")
        for model in apps.get_app_config(label).get_models()
        if issubclass(model, Protected)
    ]


def agencies_seen(model: type[Protected], context: Context) -> set[uuid.UUID]:
    with transaction.atomic():
        rows = model.objects.for_context(context)
        return set(rows.order_by().values_list("agency", flat=True))


def agencies_behind_the_second_wall(model: type[Protected], context: Context) -> set[uuid.UUID]:
    with transaction.atomic(), connection.cursor() as cursor:
        walls.tell(context, "default")
        cursor.execute(f"SELECT DISTINCT agency_id FROM {model._meta.db_table}")  # noqa: S608 - our own table
        return {row[0] for row in cursor.fetchall()}


def test_every_table_shows_the_supervised_and_no_other(here: Unit, there: Unit) -> None:
    above = Unit.make("inspectorate")
    a_whole_case(here)
    a_full_case(there, Unit.make("other"), Canaries())
    relation = supervise(above, here)
    planted = 0
    for context in (inspector_of(above), above.officer):
        for model in models():
            rows = agencies_seen(model, Context.duty(DUTY))
            expected = rows & {here.agency.pk}
            planted += bool(expected)
            assert agencies_seen(model, context) == expected, model
            if connection.vendor == "postgresql":
                assert agencies_behind_the_second_wall(model, context) == expected, model
    assert planted > 30, "nearly every table has rows of the supervised"

    Supervision.objects.filter(pk=relation.pk).update(ends_at=now())
    for context in (inspector_of(above), above.officer):
        assert all(agencies_seen(model, context) == set() for model in models())


def test_the_inspector_reads_the_case_covered_and_the_ledger_says_so(here: Unit) -> None:
    above, plant = Unit.make("inspectorate"), Canaries()
    case = a_full_case(here, Unit.make("other"), plant)
    supervise(above, here)
    inspector = inspector_of(above)
    with transaction.atomic():
        page = case_page(inspector, case.pk)
        asked = case_page(inspector, case.pk, unmask=True)

    assert page.case.pk == case.pk
    assert "new name" not in plant.in_(repr(page).encode())
    assert "new name" in plant.in_(repr(asked).encode())
    header = header_of(Entry.objects.filter(act="retention.identity.unmasked").latest("time"))
    assert header.authority.agency == str(above.agency.pk)
    assert header.authority.purpose == INSPECTION


def test_redress_reaches_the_supervised(here: Unit, there: Unit) -> None:
    above = Unit.make("inspectorate")
    a_full_case(here, there, Canaries())
    with transaction.atomic():
        subject = Subject.objects.for_context(here.officer).get()
    supervise(above, here)
    request = receive_redress(above.officer, kind="access", name="Amal", words="What?")
    request = identify_redress(
        above.officer, redress=request.pk, version=request.version, subject=subject.pk
    )

    assert request.subject_id == subject.pk
    with transaction.atomic():
        assert held_about(above.officer, subject.pk).decisions


def test_without_supervision_redress_reaches_nobody_elses_subject(here: Unit, there: Unit) -> None:
    above = Unit.make("inspectorate")
    a_full_case(here, there, Canaries())
    with transaction.atomic():
        subject = Subject.objects.for_context(here.officer).get()
    request = receive_redress(above.officer, kind="access", name="Amal", words="What?")

    with pytest.raises(NotWithinReach):
        identify_redress(
            above.officer, redress=request.pk, version=request.version, subject=subject.pk
        )


def test_it_changes_and_erases_nothing_there(here: Unit, there: Unit) -> None:
    above = Unit.make("inspectorate")
    case = a_full_case(here, there, Canaries())
    supervise(above, here)
    with transaction.atomic():
        subject = Subject.objects.for_context(here.officer).get()

    with pytest.raises(Refused) as refusal:
        erase_subject(above.officer, subject=subject.pk, reason="granted-request")
    assert refusal.value.reasons == ("agency-other",)
    for context in (above.officer, inspector_of(above)):
        with pytest.raises(Refused):
            add_note(context, case=case.pk, words="I was here")


def test_an_analyst_of_the_inspectorate_sees_no_case(here: Unit) -> None:
    above = Unit.make("inspectorate")
    a_full_case(here, Unit.make("other"), Canaries())
    supervise(above, here)

    assert agencies_seen(Case, above.analyst) == set()
