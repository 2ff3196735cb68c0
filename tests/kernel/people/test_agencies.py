from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from fairlead.core.errors import BadInput, Conflict
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import Agency, FocalPoint
from fairlead.kernel.people.queries import focal_points, is_below
from tests.entries import acts
from tests.people import make_account, make_agency, make_service

pytestmark = pytest.mark.django_db
CONSOLE = of_console()


def test_an_agency_is_of_a_state_or_of_an_organization() -> None:
    unit = actions.create_agency(authority=CONSOLE, code="piu", name="Unit", state="UTO")
    body = actions.create_agency(authority=CONSOLE, code="cted", name="Body")

    assert (unit.kind, body.kind) == ("unit", "body")
    assert acts(about=f"agency:{unit.pk}") == ["people.agency.created"]


@pytest.mark.parametrize(("kind", "state"), [("unit", ""), ("body", "UTO"), ("other", "UTO")])
def test_the_database_refuses_what_is_neither(kind: str, state: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(code="x", name="x", kind=kind, state=state)


def test_a_code_names_one_agency() -> None:
    make_agency("piu")

    with pytest.raises(Conflict, match="another agency"):
        actions.create_agency(authority=CONSOLE, code="piu", name="Second", state="UTO")


def test_an_agency_is_never_a_part_of_itself() -> None:
    top = make_agency()
    middle = make_agency(parent=top)
    below = make_agency(parent=middle)
    for parent in (top, middle, below):
        with pytest.raises(Conflict):
            actions.alter_agency(authority=CONSOLE, agency=top, changes={"parent": parent})
    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.filter(pk=top.pk).update(parent=top)

    moved = actions.alter_agency(authority=CONSOLE, agency=below, changes={"parent": top})
    assert is_below(moved, top)
    assert not is_below(top, moved)


def test_an_agency_is_called_in_the_reader_s_language() -> None:
    agency = actions.create_agency(
        authority=CONSOLE, code="piu", name="Unit", names={"fr": "Unité", "ar": " "}, state="UTO"
    )
    said = {}
    for language in ("fr", "fr-be", "ar", "en"):
        with override(language):
            said[language] = str(Agency.objects.get(pk=agency.pk))

    assert said == {"fr": "Unité", "fr-be": "Unité", "ar": "Unit", "en": "Unit"}
    assert agency.names == {"fr": "Unité"}


def test_names_are_altered_as_a_whole_and_noted_without_their_words() -> None:
    agency = make_agency("piu")
    actions.alter_agency(authority=CONSOLE, agency=agency, changes={"names": {"ru": "Группа"}})
    altered = actions.alter_agency(
        authority=CONSOLE, agency=agency, changes={"name": " New  name ", "names": {"fr": "Unité"}}
    )

    assert (altered.name, altered.names) == ("New name", {"fr": "Unité"})
    assert acts(about=f"agency:{agency.pk}")[-1] == "people.agency.altered"


@pytest.mark.parametrize(
    "changes", [{"name": "  "}, {"names": {"de": "Einheit"}}, {"names": "fr"}, {"name": "a\u202eb"}]
)
def test_a_name_that_is_none_is_refused(changes: dict[str, object]) -> None:
    agency = make_agency("piu")
    with pytest.raises(BadInput):
        actions.alter_agency(authority=CONSOLE, agency=agency, changes=changes)

    assert Agency.objects.get(pk=agency.pk).name == agency.name


def test_only_name_and_place_can_be_altered() -> None:
    with pytest.raises(BadInput):
        actions.alter_agency(authority=CONSOLE, agency=make_agency(), changes={"state": "XXX"})


def test_an_agency_closes_when_nobody_in_it_can_act() -> None:
    agency = make_agency()
    account = make_account(agency=agency)
    part = make_agency(parent=agency)
    with pytest.raises(Conflict, match="active accounts"):
        actions.close_agency(authority=CONSOLE, agency=agency)
    actions.revoke_account(authority=CONSOLE, account=account, reason="departure")
    with pytest.raises(Conflict, match="active parts"):
        actions.close_agency(authority=CONSOLE, agency=agency)
    actions.close_agency(authority=CONSOLE, agency=part)
    closed = actions.close_agency(authority=CONSOLE, agency=agency)

    assert not closed.active
    with pytest.raises(Conflict, match="closed"):
        actions.create_account(
            authority=CONSOLE, email="late@utopia.example", name="Late", agency=closed
        )


def test_a_focal_point_is_named_and_withdrawn_and_stays_on_record() -> None:
    agency, account = make_agency(), make_account()
    point = actions.name_focal_point(
        authority=CONSOLE, agency=agency, account=account, topic="passenger-data"
    )

    assert list(focal_points(agency, now(), topic="passenger-data")) == [point]
    assert list(focal_points(agency, now(), topic="finance")) == []
    assert list(focal_points(agency, now() - timedelta(days=1))) == []
    with pytest.raises(Conflict, match="already named"):
        actions.name_focal_point(
            authority=CONSOLE, agency=agency, account=account, topic="passenger-data"
        )

    actions.withdraw_focal_point(authority=CONSOLE, point=point)
    assert list(focal_points(agency, now())) == []
    assert FocalPoint.objects.count() == 1
    with pytest.raises(Conflict, match="withdrawn"):
        actions.withdraw_focal_point(authority=CONSOLE, point=point)
    assert acts(about=f"account:{account.pk}") == [
        "people.focal_point.named",
        "people.focal_point.withdrawn",
    ]


def test_a_machine_is_no_focal_point() -> None:
    with pytest.raises(Conflict, match="person"):
        actions.name_focal_point(
            authority=CONSOLE, agency=make_agency(), account=make_service(), topic="x"
        )


def test_a_person_is_named_once_at_a_time_also_by_the_database() -> None:
    agency, account = make_agency(), make_account()
    FocalPoint.objects.create(agency=agency, account=account, topic="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        FocalPoint.objects.create(agency=agency, account=account, topic="x")
