"""One agency supervises another: it sees what it supervises and nothing else, while it lasts."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access import approvals, emergencies, notices, supervision, walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.access.models import Approval, Notice, Supervision
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account, Agency
from tests.contexts import make_context
from tests.lodge.models import Guest, Stay
from tests.people import make_account, make_agency

INSPECTION = "lodge.inspection"


@dataclass(frozen=True)
class House:
    """An inspectorate, the lodge that it supervises, and one that it does not."""

    above: Agency
    below: Agency
    beside: Agency
    inspector: Context
    officers: tuple[Context, Context]

    @classmethod
    def make(cls) -> "House":
        above, below, beside = (make_agency() for _ in range(3))
        for agency, name in ((below, "Thomas"), (beside, "Raphael"), (above, "Peter")):
            keeper = make_context("supervisor", purpose="lodge.keeping", agency=agency)
            with transaction.atomic():
                guest = Guest.objects.for_context(keeper).create(name=name, agency=agency)
                Stay.objects.for_context(keeper).create(guest=guest, agency=agency)
        return cls(
            above,
            below,
            beside,
            make_context("oversight", purpose=INSPECTION, agency=above),
            (make_context("security_officer"), make_context("security_officer")),
        )

    def begin(self) -> Supervision:
        proposed = supervision.propose_supervision(
            self.officers[0], supervisor=self.above, supervised=self.below, reason="Act 12"
        )
        done = approvals.approve(self.officers[1], proposed)
        assert done.state == "executed", done.problem
        return Supervision.objects.get(supervisor=self.above, supervised=self.below, ends_at=None)

    def officer_below(self) -> Context:
        return make_context("security_officer", agency=self.below)

    def end(self, relation: Supervision) -> Approval:
        proposed = supervision.propose_end(
            self.officer_below(), supervision=relation, reason="Reorganized"
        )
        return approvals.approve(make_context("oversight", agency=self.above), proposed)


@pytest.fixture
def house(db: None) -> House:
    return House.make()


def names(context: Context) -> list[str]:
    with transaction.atomic():
        return sorted(Guest.objects.for_context(context).values_list("name", flat=True))


def names_without_the_first_wall(context: Context) -> list[str]:
    """Ask PostgreSQL directly; elsewhere there is no second wall to ask."""
    if connection.vendor != "postgresql":
        return names(context)
    with transaction.atomic(), connection.cursor() as cursor:
        walls.tell(context, "default")
        cursor.execute("SELECT name FROM lodge_guest ORDER BY name")
        return [row[0] for row in cursor.fetchall()]


def both(context: Context) -> list[str]:
    assert names_without_the_first_wall(context) == names(context)
    return names(context)


# ------------------------------------------------------------------ what it opens
def test_without_it_only_its_own_is_seen(house: House) -> None:
    assert both(house.inspector) == ["Peter"]


def test_it_sees_what_it_supervises_and_nothing_else(house: House) -> None:
    house.begin()

    assert both(house.inspector) == ["Peter", "Thomas"]
    with transaction.atomic():
        assert Stay.objects.for_context(house.inspector).count() == 2
        stays = Stay.objects.for_context(house.inspector).select_related("guest")
        assert {stay.guest.name for stay in stays} == {"Peter", "Thomas"}


def test_when_it_has_ended_there_is_nothing(house: House) -> None:
    relation = house.begin()

    assert house.end(relation).state == "executed"

    assert both(house.inspector) == ["Peter"]


def test_it_does_not_reach_upwards_sideways_or_through_another(house: House) -> None:
    house.begin()
    below = make_context("oversight", purpose=INSPECTION, agency=house.below)
    beside = make_context("oversight", purpose=INSPECTION, agency=house.beside)
    part = make_agency(parent=house.below)
    keeper = make_context("supervisor", purpose="lodge.keeping", agency=part)
    with transaction.atomic():
        Guest.objects.for_context(keeper).create(name="Part", agency=part)
    Supervision.objects.create(
        supervisor=house.below, supervised=house.beside, adopted_by=uuid.uuid4()
    )

    assert both(below) == ["Raphael", "Thomas"]
    assert both(beside) == ["Raphael"]
    assert both(house.inspector) == ["Peter", "Thomas"], "neither its parts nor whom it supervises"


@pytest.mark.parametrize("purpose", ["lodge.keeping", "lodge.cleaning"])
def test_only_under_a_purpose_that_says_so(house: House, purpose: str) -> None:
    house.begin()
    colleague = make_context("supervisor", "analyst", purpose=purpose, agency=house.above)

    with transaction.atomic():
        assert Stay.objects.for_context(colleague).count() == 1
    if purpose == "lodge.keeping":
        assert both(colleague) == ["Peter"]


def test_it_looks_and_does_nothing_else(house: House) -> None:
    """The purpose of the test permits everything, so what refuses is the reach."""
    house.begin()
    with transaction.atomic():
        guest = Guest.objects.for_context(house.inspector).get(name="Thomas")
        decision = decide(house.inspector, Verb.CONSULT, guest)
        assert decision
        assert "supervised" in decision.reasons
        for verb in (Verb.ALTER, Verb.ERASE, Verb.DISCLOSE, Verb.COLLECT):
            assert decide(house.inspector, verb, guest).reasons == ("agency-other",), verb
        rows = Guest.objects.for_context(house.inspector).filter(name="Thomas")
        assert rows.update(name="Changed") == 0
        assert rows.delete() == (0, {})
    for act in (guest.save, guest.delete, lambda: _make(house)):
        with pytest.raises(Refused) as refusal, transaction.atomic():
            act()
        assert refusal.value.reasons == ("agency-other",)
    assert both(house.inspector) == ["Peter", "Thomas"]


def _make(house: House) -> None:
    made = Guest.objects.for_context(house.inspector, verb=Verb.COLLECT)
    made.create(name="Planted", agency=house.below)


@pytest.mark.postgres
def test_the_second_wall_holds_where_a_change_forgot_the_first(house: House) -> None:
    house.begin()
    with transaction.atomic(), connection.cursor() as cursor:
        walls.tell(house.inspector, "default")
        cursor.execute("UPDATE lodge_guest SET room = 9 WHERE name = 'Thomas'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM lodge_stay WHERE agency_id = %s", [house.below.pk])
        assert cursor.rowcount == 0


@pytest.mark.postgres
def test_the_second_wall_asks_the_relation_itself(house: House) -> None:
    """Whoever forges what the database is told of the purpose still needs the relation."""
    words = walls.words_of(house.inspector)
    assert words.supervises == "yes"
    with transaction.atomic(), connection.cursor() as cursor:
        walls._tell(connection, words)
        cursor.execute("SELECT count(*) FROM lodge_guest")
        assert cursor.fetchone() == (1,)
    house.begin()
    with transaction.atomic(), connection.cursor() as cursor:
        walls._tell(connection, words._replace(supervises=""))
        cursor.execute("SELECT count(*) FROM lodge_guest")
        assert cursor.fetchone() == (1,)


# ------------------------------------------------------------------ how it begins and ends
def test_two_persons_begin_it_and_both_agencies_see_it(house: House) -> None:
    proposed = supervision.propose_supervision(
        house.officers[0], supervisor=house.above, supervised=house.below, reason="Act 12"
    )
    with pytest.raises(Refused):
        approvals.approve(house.officers[0], proposed)
    assert not Supervision.objects.exists()
    approvals.approve(house.officers[1], proposed)

    for agency in (house.above, house.below):
        assert [one.supervised for one in supervision.relations_of(agency.pk)] == [house.below]
    assert not supervision.relations_of(house.beside.pk)
    header = header_of(Entry.objects.get(act="access.supervision.begun"))
    assert f"agency:{house.above.pk}" in header.objects
    assert f"agency:{house.below.pk}" in header.objects
    told = Notice.objects.filter(kind="supervision-begun")
    assert {(one.agency_id, one.role) for one in told} == {
        (house.below.pk, role) for role in ("oversight", "protection_officer", "supervisor")
    }


def test_who_may_propose_and_approve(house: House) -> None:
    pair = {"supervisor": house.above, "supervised": house.below, "reason": "Act 12"}
    for role in ("analyst", "supervisor", "administrator"):
        with pytest.raises(Refused):
            supervision.propose_supervision(make_context(role), **pair)  # type: ignore[arg-type]
    proposed = supervision.propose_supervision(house.inspector, **pair)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        approvals.approve(make_context("oversight"), proposed)
    approvals.approve(house.officers[0], proposed)
    assert Supervision.objects.exists()


def test_nobody_sends_the_inspector_away_without_him(house: House) -> None:
    relation = house.begin()
    with pytest.raises(Refused):
        supervision.propose_end(house.officers[0], supervision=relation, reason="A third's wish")
    below = house.officer_below()
    proposed = supervision.propose_end(below, supervision=relation, reason="Tired")
    with pytest.raises(Refused):
        approvals.approve(house.officers[1], proposed)  # not in the role
    done = approvals.approve(make_context("oversight", agency=house.below), proposed)

    assert (done.state, done.problem) == ("approved", "refused")
    assert both(house.inspector) == ["Peter", "Thomas"]


def test_the_bare_acts_need_their_approval(house: House) -> None:
    relation = house.begin()
    acts: tuple[Callable[[], object], ...] = (
        lambda: supervision.begin_supervision(
            context=house.officers[0],
            supervisor=str(house.above.pk),
            supervised=str(house.beside.pk),
        ),
        lambda: supervision.end_supervision(context=house.inspector, supervision=str(relation.pk)),
    )
    for act in acts:
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.reasons == ("not-approved",)


def test_what_makes_no_sense_is_not_proposed(house: House) -> None:
    officer = house.officers[0]

    def propose(above: Agency, below: Agency, reason: str = "Act 12") -> None:
        supervision.propose_supervision(officer, supervisor=above, supervised=below, reason=reason)

    with pytest.raises(BadInput):
        propose(house.above, house.above)
    with pytest.raises(BadInput):
        propose(house.above, house.below, " ")
    relation = house.begin()
    with pytest.raises(Conflict):
        propose(house.above, house.below)
    with pytest.raises(BadInput):
        supervision.propose_end(house.officer_below(), supervision=relation, reason="")
    house.end(relation)
    relation.refresh_from_db()
    with pytest.raises(Conflict):
        supervision.propose_end(house.officer_below(), supervision=relation, reason="Again")
    house.begin()
    Agency.objects.filter(pk=house.beside.pk).update(active=False)
    with pytest.raises(Conflict):
        propose(house.above, Agency.objects.get(pk=house.beside.pk))


def test_the_database_refuses_what_makes_no_sense(house: House) -> None:
    house.begin()
    for above, below in ((house.above, house.above), (house.above, house.below)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Supervision.objects.create(supervisor=above, supervised=below, adopted_by=uuid.uuid4())


def test_one_that_has_not_begun_yet_opens_nothing(house: House) -> None:
    Supervision.objects.create(
        supervisor=house.above,
        supervised=house.below,
        adopted_by=uuid.uuid4(),
        starts_at=now() + timedelta(hours=1),
    )

    assert both(house.inspector) == ["Peter"]


# ------------------------------------------------------------------ who is told
def test_the_inspector_is_told_of_what_happens_there(house: House) -> None:
    house.begin()
    analyst = make_context("analyst", agency=house.below)
    notices.tell(analyst, kind="look", about="guest", agency=house.below.pk)
    notices.tell(analyst, kind="look", about="guest", agency=house.beside.pk)

    heard = {one.agency_id for one in notices.for_reader(house.inspector)}

    assert heard == {house.below.pk}


def test_with_a_supervisor_somebody_watches_when_the_glass_breaks(house: House) -> None:
    assert not emergencies._somebody_watches(_account(house))
    relation = house.begin()
    assert emergencies._somebody_watches(_account(house))
    house.end(relation)
    assert not emergencies._somebody_watches(_account(house))


def _account(house: House) -> Account:
    return make_account("analyst", agency=house.below)
