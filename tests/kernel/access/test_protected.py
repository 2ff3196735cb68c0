"""The only way to protected rows is for_context; every other way raises, without a statement."""

import asyncio
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.test.utils import CaptureQueriesContext

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.errors import NoContext
from fairlead.kernel.access.querysets import ProtectedManager, ProtectedQuerySet
from fairlead.kernel.people.models import Account, Agency
from tests.contexts import context_of, make_context
from tests.lodge.models import Guest, Stay
from tests.people import make_account, make_agency

pytestmark = pytest.mark.django_db

NOBODY = uuid.UUID(int=0)
Call = Callable[[Any], Any]

# Every public method of a QuerySet is in exactly one of these three tables.
LAZY: dict[str, Call] = {
    "alias": lambda q: q.alias(n=Count("stays")),
    "all": lambda q: q.all(),
    "annotate": lambda q: q.annotate(n=Count("stays")),
    "complex_filter": lambda q: q.complex_filter({"name": "Thomas"}),
    "dates": lambda q: q.dates("arrived_at", "year"),
    "datetimes": lambda q: q.datetimes("arrived_at", "year"),
    "defer": lambda q: q.defer("name"),
    "difference": lambda q: q.difference(q.filter(room=2)),
    "distinct": lambda q: q.distinct(),
    "exclude": lambda q: q.exclude(name="Raphael"),
    "filter": lambda q: q.filter(name="Thomas"),
    "intersection": lambda q: q.intersection(q.filter(room=2)),
    "none": lambda q: q.none(),
    "only": lambda q: q.only("name"),
    "order_by": lambda q: q.order_by("name"),
    "prefetch_related": lambda q: q.prefetch_related("stays"),
    "reverse": lambda q: q.reverse(),
    "select_for_update": lambda q: q.select_for_update(),
    "select_related": lambda q: q.select_related("keeper"),
    "union": lambda q: q.union(q.filter(room=2)),
    "using": lambda q: q.using("default"),
    "values": lambda q: q.values("name"),
    "values_list": lambda q: q.values_list("name"),
}
TOUCHING: dict[str, Call] = {
    "aggregate": lambda q: q.aggregate(Count("pk")),
    "bulk_create": lambda q: q.bulk_create([Guest(name="Peter", agency_id=NOBODY)]),
    "bulk_update": lambda q: q.bulk_update([Guest(name="Peter", agency_id=NOBODY)], ["name"]),
    "contains": lambda q: q.contains(Guest(name="Thomas")),
    "count": lambda q: q.count(),
    "create": lambda q: q.create(name="Peter", agency_id=NOBODY),
    "delete": lambda q: q.delete(),
    "earliest": lambda q: q.earliest("name"),
    "exists": lambda q: q.exists(),
    "explain": lambda q: q.explain(),
    "extra": lambda q: q.extra(where=["1=1"]),
    "first": lambda q: q.first(),
    "get": lambda q: q.get(name="Thomas"),
    "get_or_create": lambda q: q.get_or_create(name="Peter", agency_id=NOBODY),
    "in_bulk": lambda q: q.in_bulk(),
    "iterator": lambda q: list(q.iterator()),
    "last": lambda q: q.last(),
    "latest": lambda q: q.latest("name"),
    "raw": lambda q: list(q.raw("SELECT * FROM lodge_guest")),
    "update": lambda q: q.update(name="Raphael"),
    "update_or_create": lambda q: q.update_or_create(name="Peter", agency_id=NOBODY),
}
NEITHER = {"as_manager", "db", "for_context", "ordered", "query", "resolve_expression"}

PROTOCOL: dict[str, Call] = {
    "iter": list,
    "len": len,
    "bool": bool,
    "repr": repr,
    "item": lambda q: q[0],
    "slice": lambda q: list(q[:5]),
    "in": lambda q: Guest() in q,
    "or": lambda q: list(q | q.filter(room=2)),
    "and": lambda q: list(q & q.filter(room=2)),
    "xor": lambda q: list(q ^ q.filter(room=2)),
    "subquery": lambda q: list(Account.objects.filter(pk__in=q.values("keeper"))),
    "exists": lambda q: list(Account.objects.filter(Exists(q.filter(keeper=OuterRef("pk"))))),
    "annotation": lambda q: list(Account.objects.annotate(n=Subquery(q.values("name")[:1]))),
}


def sync_of(name: str) -> str | None:
    """Return the name of the method that an asynchronous one stands for."""
    return name[1:] if name[1:] in LAZY | TOUCHING else None


def public(kind: type) -> set[str]:
    return {name for name in dir(kind) if not name.startswith("_")}


@pytest.fixture
def host() -> Context:
    """An open context, and three guests with a stay each, so that there is something to leak."""
    context = make_context("supervisor", purpose="lodge.keeping")
    for name in ("Thomas", "Raphael", "Hythloday"):
        guest = Guest.objects.for_context(context).create(name=name, agency_id=context.agency)
        Stay.objects.for_context(context).create(guest=guest, agency_id=context.agency)
    return context


def test_every_public_method_is_in_a_table() -> None:
    asynchronous = {name for name in public(QuerySet) if name[0] == "a" and sync_of(name)}
    known = LAZY.keys() | TOUCHING.keys() | NEITHER | asynchronous

    assert public(ProtectedQuerySet) - known == set()
    assert known - public(ProtectedQuerySet) == set()


@pytest.mark.parametrize("name", sorted(TOUCHING))
@pytest.mark.usefixtures("host")
def test_a_closed_queryset_raises_before_any_statement(name: str) -> None:
    for start in (Guest.objects, Guest._base_manager):
        with CaptureQueriesContext(connection) as seen, pytest.raises(NoContext):
            TOUCHING[name](start.all() if name in {"contains", "delete"} else start)
        assert [each["sql"] for each in seen if "lodge" in each["sql"]] == []


@pytest.mark.parametrize("name", sorted(LAZY))
@pytest.mark.usefixtures("host")
def test_a_closed_queryset_stays_closed(name: str) -> None:
    with pytest.raises(NoContext):
        list(LAZY[name](Guest.objects.all()))


@pytest.mark.parametrize("name", sorted(PROTOCOL))
@pytest.mark.usefixtures("host")
def test_a_closed_queryset_has_no_other_way(name: str) -> None:
    with pytest.raises(NoContext):
        PROTOCOL[name](Guest.objects.all())


@pytest.mark.parametrize("name", sorted(n for n in public(QuerySet) if n[0] == "a" and sync_of(n)))
def test_the_asynchronous_ways_are_closed_too(name: str) -> None:
    async def go() -> None:
        method = getattr(Guest.objects.all(), name)
        arguments: dict[str, tuple[Any, ...]] = {
            "acontains": (Guest(name="Thomas"),),
            "abulk_create": ([Guest(name="Peter", agency_id=NOBODY)],),
            "abulk_update": ([Guest(name="Peter", agency_id=NOBODY)], ["name"]),
            "aearliest": ("name",),
            "alatest": ("name",),
            "aaggregate": (Count("pk"),),
        }
        result = method(*arguments.get(name, ()))
        if name == "aiterator":
            async for _row in result:
                pass
        else:
            await result

    with pytest.raises(NoContext):
        asyncio.run(go())


@pytest.mark.parametrize("name", sorted((TOUCHING.keys() | LAZY.keys()) - {"raw", "extra"}))
def test_the_same_ways_work_under_a_context(name: str, host: Context) -> None:
    """Otherwise the tests above could not fail."""
    opened = Guest.objects.for_context(host)
    given = {"agency_id": host.agency}
    calls: dict[str, Call] = {
        "bulk_create": lambda q: q.bulk_create([Guest(name="Peter", **given)]),
        "bulk_update": lambda q: q.bulk_update(list(q), ["name"]),
        "contains": lambda q: q.contains(Guest.objects.for_context(host).first()),
        "create": lambda q: q.create(name="Peter", **given),
        "get_or_create": lambda q: q.get_or_create(name="Peter", defaults=given),
        "update_or_create": lambda q: q.update_or_create(name="Peter", defaults=given),
        "prefetch_related": lambda q: q.prefetch_related(
            Prefetch("stays", Stay.objects.for_context(host))
        ),
    }
    call = calls.get(name) or (TOUCHING | LAZY)[name]

    result = call(opened)

    if isinstance(result, QuerySet):
        list(result)
    else:
        assert result is not None


@pytest.mark.parametrize("name", ["raw", "extra"])
def test_statements_by_hand_are_closed_even_under_a_context(name: str, host: Context) -> None:
    with pytest.raises(NoContext):
        TOUCHING[name](Guest.objects.for_context(host))


def test_a_manager_offers_nothing_more_than_a_queryset() -> None:
    own = public(ProtectedManager) - public(QuerySet)

    assert own == {
        "auto_created",
        "check",
        "contribute_to_class",
        "creation_counter",
        "db_manager",
        "deconstruct",
        "for_context",
        "from_queryset",
        "get_queryset",
        "use_in_migrations",
    }


# ---------------------------------------------------------------- records
def test_a_record_is_made_found_changed_and_erased_under_a_context(host: Context) -> None:
    guests = Guest.objects.for_context(host)

    guest = guests.get(name="Thomas")
    guest.room = 7
    guest.save()
    guest.refresh_from_db()

    assert guest.room == 7
    assert guest.delete() == (2, {"lodge.Guest": 1, "lodge.Stay": 1})
    assert sorted(guests.values_list("name", flat=True)) == ["Hythloday", "Raphael"]


def test_a_record_made_without_a_context_cannot_be_saved_or_erased(host: Context) -> None:
    loose = Guest(name="Peter", agency_id=host.agency)

    for act in (loose.save, loose.delete, loose.refresh_from_db):
        with pytest.raises(NoContext):
            act()

    loose.under(host).save()
    assert Guest.objects.for_context(host).filter(name="Peter").exists()


def test_saving_needs_a_permit_of_its_own(host: Context) -> None:
    analyst = context_of(make_account("analyst", agency=host_agency(host)), "lodge.inquiry")
    watcher = make_context("analyst", purpose="lodge.cleaning", agency=host_agency(host))
    stay = Stay.objects.for_context(watcher).first()
    assert stay is not None

    with pytest.raises(Refused) as refusal:
        stay.save()
    assert refusal.value.reasons == ("purpose-narrower",)
    with pytest.raises(Refused):
        Stay.objects.for_context(watcher).update(nights=2)
    with pytest.raises(Refused):
        Stay.objects.for_context(watcher).delete()
    with pytest.raises(Refused):
        stay.delete()
    with pytest.raises(Refused):
        Guest.objects.for_context(analyst)


def host_agency(context: Context) -> Agency:
    return Agency.objects.get(pk=context.agency or NOBODY)


# ---------------------------------------------------------------- agencies
@pytest.fixture
def stranger() -> Context:
    return make_context("supervisor", purpose="lodge.keeping")


def test_another_agency_sees_changes_and_erases_nothing(host: Context, stranger: Context) -> None:
    theirs = Guest.objects.for_context(stranger)
    planted = Guest.objects.for_context(host).get(name="Thomas")

    assert (theirs.count(), list(theirs), theirs.filter(pk=planted.pk).exists()) == (0, [], False)
    assert theirs.aggregate(n=Count("pk")) == {"n": 0}
    assert theirs.update(room=9) == 0
    assert theirs.delete() == (0, {})
    assert theirs.in_bulk([planted.pk]) == {}
    with pytest.raises(Guest.DoesNotExist):
        theirs.get(pk=planted.pk)
    assert Guest.objects.for_context(host).filter(room=1).count() == 3


@pytest.mark.usefixtures("host")
def test_no_combination_loses_the_bounds(stranger: Context) -> None:
    theirs = Guest.objects.for_context(stranger)
    everything = theirs.filter(Q(name="Thomas") | ~Q(name="Thomas"))

    assert list(theirs | everything) == []
    assert list(theirs.exclude(name="x") | theirs) == []
    assert list(theirs.union(everything, all=True)) == []
    assert list(theirs.annotate(n=Count("stays")).values("n")) == []
    assert list(Account.objects.filter(pk__in=everything.values("keeper"))) == []
    assert everything.order_by("name")[:5].count() == 0


def test_a_record_does_not_change_hands(host: Context, stranger: Context) -> None:
    guests = Guest.objects.for_context(host)
    guest = guests.get(name="Thomas")
    assert stranger.agency is not None
    guest.agency_id = stranger.agency

    for act in (
        guest.save,
        lambda: guests.update(agency=stranger.agency),
        lambda: guests.bulk_update([guest], ["agency"]),
        lambda: guests.create(name="Peter", agency_id=stranger.agency),
        lambda: guests.bulk_create([Guest(name="Peter", agency_id=stranger.agency)]),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.reasons == ("agency-other",)


# ---------------------------------------------------------------- relations
def test_ways_back_are_closed(host: Context) -> None:
    guest = Guest.objects.for_context(host).get(name="Thomas")

    for act in (
        lambda: list(guest.stays.all()),
        guest.stays.count,
        lambda: guest.stays.create(agency_id=host.agency),
        lambda: guest.stays.filter(nights=1).first(),
        lambda: list(Guest.objects.for_context(host).prefetch_related("stays")),
        lambda: list(Stay.objects.for_context(host).prefetch_related("guest")),
    ):
        with pytest.raises(NoContext):
            act()
    assert guest.stays.for_context(host).count() == 1


def test_a_foreign_key_is_followed_under_the_context_of_its_record(host: Context) -> None:
    stay = Stay.objects.for_context(host).first()
    assert stay is not None
    assert stay.guest.name
    assert stay.guest._state.context == host

    narrow = make_context("analyst", purpose="lodge.cleaning", agency=host_agency(host))
    seen = Stay.objects.for_context(narrow).first()
    assert seen is not None
    with pytest.raises(Refused):
        _ = seen.guest.name
    loose = Stay(guest_id=stay.guest_id, agency_id=host.agency)
    with pytest.raises(NoContext):
        _ = loose.guest.name


def test_a_join_needs_a_permit_for_what_it_joins(host: Context) -> None:
    narrow = make_context("analyst", purpose="lodge.cleaning", agency=host_agency(host))
    stays = Stay.objects.for_context(narrow)
    assert stays.count() == 3

    for way in (
        stays.filter(guest__name="Thomas"),
        stays.values("guest__name"),
        stays.annotate(who=F("guest__name")),
        stays.order_by("guest__name"),
        stays.order_by(F("guest__name").desc()),
        stays.select_related("guest"),
    ):
        with pytest.raises(Refused):
            list(way)
    assert {stay.guest.name for stay in Stay.objects.for_context(host).select_related("guest")}


def test_a_join_stays_within_the_agency(host: Context, stranger: Context) -> None:
    planted = Guest.objects.for_context(host).get(name="Thomas")
    mine = Guest.objects.for_context(stranger).create(name="Peter", agency_id=stranger.agency)
    stays = Stay.objects.for_context(stranger)
    stays.create(guest=mine, agency_id=stranger.agency)
    stays.create(guest_id=planted.pk, agency_id=stranger.agency)

    assert {stay.guest.name for stay in stays.select_related("guest")} == {"Peter"}
    assert set(stays.values_list("guest__name", flat=True)) == {"Peter"}
    assert not stays.filter(guest__name="Thomas").exists()


def test_joins_follow_named_foreign_keys_only(host: Context) -> None:
    with pytest.raises(TypeError):
        Stay.objects.for_context(host).select_related()
    with pytest.raises(TypeError):
        Guest.objects.for_context(host).select_related("stays")


def test_rows_are_read_inside_a_transaction(host: Context) -> None:
    opened = Guest.objects.for_context(host)
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(NoContext):
            list(opened)
    finally:
        connection.in_atomic_block = before


# ---------------------------------------------------------------- cases and duties
def test_a_purpose_bound_to_a_case_sees_the_records_of_that_case(host: Context) -> None:
    case = uuid.uuid4()
    Guest.objects.for_context(host).filter(name="Thomas").update(case=case)
    inquirer = make_account("analyst", agency=host_agency(host))

    bound = context_of(inquirer, "lodge.inquiry", case)
    other = context_of(inquirer, "lodge.inquiry", uuid.uuid4())

    assert [guest.name for guest in Guest.objects.for_context(bound)] == ["Thomas"]
    assert list(Guest.objects.for_context(other)) == []


def test_a_duty_works_in_every_agency_within_its_declaration(
    host: Context, stranger: Context
) -> None:
    Guest.objects.for_context(stranger).create(name="Peter", agency_id=stranger.agency)
    sweeping = Context.duty("lodge.sweeping")

    assert Guest.objects.for_context(sweeping, verb=Verb.ERASE).count() == 4
    narrowed = Context.duty("lodge.sweeping", agency=stranger.agency)
    assert Guest.objects.for_context(narrowed).count() == 1
    with pytest.raises(Refused):
        Guest.objects.for_context(sweeping).create(name="x", agency_id=host.agency)
    assert Guest.objects.for_context(sweeping, verb=Verb.ERASE).delete()[0] == 4 + 3


@pytest.mark.usefixtures("host")
def test_nobody_works_without_a_purpose() -> None:
    for context in (
        context_of(make_account("supervisor")),
        Context.anonymous(),
        make_context("administrator", purpose="lodge.keeping"),
    ):
        with pytest.raises(Refused):
            Guest.objects.for_context(context)


def test_models_are_protected_as_declared() -> None:
    assert issubclass(Guest, models.Model)
    assert isinstance(Guest._base_manager, ProtectedManager)
    assert "guest" not in {f.name for f in make_agency()._meta.get_fields()}
