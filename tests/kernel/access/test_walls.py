"""The second wall: what PostgreSQL itself refuses, when a query forgot."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fairlead.core.errors import Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access import shares, walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Share
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency
from tests.contexts import context_of, make_context
from tests.lodge.models import Guest, Stay
from tests.people import make_account

postgres = pytest.mark.postgres


def raw_names() -> list[str]:
    """Ask the database directly, as a query that forgot everything would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM lodge_guest ORDER BY name")
        return [row[0] for row in cursor.fetchall()]


def plant(name: str) -> Context:
    context = make_context("supervisor", purpose="lodge.keeping")
    with transaction.atomic():
        guest = Guest.objects.for_context(context).create(name=name, agency_id=context.agency)
        Stay.objects.for_context(context).create(guest=guest, agency_id=context.agency)
    return context


def guest_of(context: Context) -> Guest:
    return Guest.objects.for_context(context).get()


# ---------------------------------------------------------------- PostgreSQL alone
@postgres
@pytest.mark.django_db(transaction=True)
def test_without_a_context_a_protected_table_looks_empty() -> None:
    host = plant("Thomas")

    assert raw_names() == []
    with transaction.atomic():
        walls.tell(host, "default")
        assert raw_names() == ["Thomas"]


@postgres
@pytest.mark.django_db(transaction=True)
def test_the_role_is_bound_by_its_own_walls() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


@postgres
@pytest.mark.django_db(transaction=True)
def test_nothing_bleeds_into_the_next_transaction_of_a_connection() -> None:
    host, stranger = plant("Thomas"), plant("Raphael")
    seen = []
    for context in (host, None, stranger, None, host):
        with transaction.atomic():
            if context:
                walls.tell(context, "default")
            seen.append(raw_names())
    seen.append(raw_names())

    assert seen == [["Thomas"], [], ["Raphael"], [], ["Thomas"], []]


@postgres
@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_savepoint_takes_its_words_along() -> None:
    host, stranger = plant("Thomas"), plant("Raphael")
    with transaction.atomic():
        walls.tell(host, "default")
        with transaction.atomic():
            walls.tell(stranger, "default")
            assert raw_names() == ["Raphael"]
            transaction.set_rollback(True)
        assert raw_names() == ["Thomas"]
        walls.tell(stranger, "default")
        assert raw_names() == ["Raphael"]
        with transaction.atomic():
            walls.tell(host, "default")
        assert raw_names() == ["Thomas"]
        walls.tell(stranger, "default")
        assert raw_names() == ["Raphael"]


@postgres
@pytest.mark.django_db(transaction=True)
def test_the_database_is_told_once_a_transaction() -> None:
    host = plant("Thomas")
    with transaction.atomic(), CaptureQueriesContext(connection) as seen:
        for _ in range(5):
            list(Guest.objects.for_context(host))

    assert sum("set_config" in each["sql"] for each in seen) == 1


@postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hole", ["agency", "purpose", "class"])
def test_each_part_of_the_wall_stands_alone(hole: str) -> None:
    host = plant("Thomas")
    words = walls.words_of(host)
    narrower = {
        "agency": words._replace(agencies=str(uuid.uuid4())),
        "purpose": words._replace(purpose=""),
        "class": words._replace(classes="stay"),
    }
    with transaction.atomic():
        walls._tell(connection, words)
        assert raw_names() == ["Thomas"]
        walls._tell(connection, narrower[hole])
        assert raw_names() == []


@postgres
@pytest.mark.django_db(transaction=True)
def test_another_agencys_records_are_neither_changed_nor_made_nor_erased() -> None:
    host, stranger = plant("Thomas"), plant("Raphael")
    with transaction.atomic():
        key = guest_of(host).pk
    statements = (
        ("UPDATE lodge_guest SET name = 'Peter' WHERE id = %s", [key], 0),
        ("DELETE FROM lodge_stay WHERE guest_id = %s", [key], 0),
        ("UPDATE lodge_guest SET agency_id = %s", [host.agency], None),
        (
            "INSERT INTO lodge_guest (id, name, room, agency_id) VALUES (%s, 'x', 1, %s)",
            [uuid.uuid4(), host.agency],
            None,
        ),
    )
    for statement, arguments, changed in statements:
        with transaction.atomic():
            walls.tell(stranger, "default")
            with connection.cursor() as cursor:
                if changed is None:
                    with pytest.raises(DatabaseError, match="row-level security"):
                        cursor.execute(statement, arguments)
                    transaction.set_rollback(True)
                else:
                    cursor.execute(statement, arguments)
                    assert cursor.rowcount == changed


@postgres
@pytest.mark.django_db(transaction=True)
def test_a_duty_reaches_every_agency_within_its_classes() -> None:
    plant("Thomas")
    plant("Raphael")
    with transaction.atomic():
        walls.tell(Context.duty("lodge.sweeping"), "default")
        assert raw_names() == ["Raphael", "Thomas"]
    with transaction.atomic():
        walls.tell(Context.duty("access.closing"), "default")
        assert raw_names() == []


@postgres
@pytest.mark.django_db(transaction=True)
def test_a_data_migration_lowers_the_wall_and_raises_it_again() -> None:
    plant("Thomas")
    with transaction.atomic(), connection.schema_editor(atomic=False) as editor:
        assert raw_names() == []
        with walls.lowered(editor):
            assert raw_names() == ["Thomas"]
        assert raw_names() == []


@postgres
@pytest.mark.django_db(transaction=True)
def test_a_forgotten_bound_is_held_by_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first wall is taken down on purpose: the second still stands."""
    from fairlead.kernel.access import bounds

    plant("Thomas")
    stranger = plant("Raphael")
    monkeypatch.setattr(bounds, "add", lambda *_: None)

    with transaction.atomic():
        assert [guest.name for guest in Guest.objects.for_context(stranger)] == ["Raphael"]


@postgres
@pytest.mark.django_db(transaction=True)
def test_the_walls_keep_the_index_on_the_agency() -> None:
    host = plant("Thomas")
    with transaction.atomic(), connection.cursor() as cursor:
        walls.tell(host, "default")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT * FROM lodge_guest WHERE agency_id = %s", [host.agency])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Index" in plan


def test_the_operation_turns_back() -> None:
    wall = walls.RowSecurity("lodge_guest", data_class="guest", shared_by="id")

    assert wall.reversible
    assert "lodge_guest" in wall.describe()


# ---------------------------------------------------------------- shares, on both databases
@pytest.fixture
def host() -> Context:
    return plant("Thomas")


@pytest.fixture
def guest_house() -> Context:
    return plant("Raphael")


@pytest.fixture
def pair(host: Context, guest_house: Context) -> Iterator[tuple[Context, Context, Agency]]:
    assert guest_house.agency is not None
    return host, guest_house, Agency.objects.get(pk=guest_house.agency)  # type: ignore[return-value]


@pytest.mark.django_db
def test_a_shared_record_is_seen_with_what_hangs_on_it(
    pair: tuple[Context, Context, Agency],
) -> None:
    host, receiver, agency = pair
    guest = guest_of(host)

    made = shares.share(host, record=guest, agency=agency)

    seen = Guest.objects.for_context(receiver)
    assert {each.name for each in seen} == {"Raphael", "Thomas"}
    assert Stay.objects.for_context(receiver).count() == 2
    stays = Stay.objects.for_context(receiver).select_related("guest")
    assert {stay.guest.name for stay in stays} == {"Raphael", "Thomas"}
    assert shares.shares_of(guest) == [made]
    third = make_context("supervisor", purpose="lodge.keeping")
    assert Guest.objects.for_context(third).count() == 0


@pytest.mark.django_db
def test_a_share_is_for_reading_unless_it_says_more(pair: tuple[Context, Context, Agency]) -> None:
    host, receiver, agency = pair
    guest = guest_of(host)
    shares.share(host, record=guest, agency=agency)
    theirs = Guest.objects.for_context(receiver).get(pk=guest.pk)
    theirs.name = "Peter"

    for act in (theirs.save, theirs.delete):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.reasons == ("agency-other",)
    assert Guest.objects.for_context(receiver).filter(pk=guest.pk).update(name="Peter") == 0
    assert Guest.objects.for_context(receiver).filter(pk=guest.pk).delete() == (0, {})

    shares.share(host, record=guest, agency=agency, alters=True)
    theirs.save()
    assert guest_of(host).name == "Peter"
    with pytest.raises(Refused):
        theirs.delete()


@pytest.mark.django_db
def test_a_share_ends(pair: tuple[Context, Context, Agency]) -> None:
    host, receiver, agency = pair
    guest = guest_of(host)
    made = shares.share(host, record=guest, agency=agency, ends_at=now() + timedelta(days=1))
    assert Guest.objects.for_context(receiver).count() == 2

    shares.end_share(host, record=guest, share=made)

    assert Guest.objects.for_context(receiver).count() == 1
    with pytest.raises(Conflict):
        shares.end_share(host, record=guest, share=made)
    later = shares.share(host, record=guest, agency=agency)
    Share.objects.filter(pk=later.pk).update(starts_at=now() + timedelta(hours=1))
    assert Guest.objects.for_context(receiver).count() == 1


@pytest.mark.django_db
def test_only_the_owner_shares(pair: tuple[Context, Context, Agency]) -> None:
    host, receiver, agency = pair
    guest = guest_of(host)
    made = shares.share(host, record=guest, agency=agency, alters=True)
    theirs = Guest.objects.for_context(receiver).get(pk=guest.pk)
    third = make_account("supervisor").agency

    with pytest.raises(Refused):
        shares.share(receiver, record=theirs, agency=third)
    with pytest.raises(Refused):
        shares.end_share(receiver, record=theirs, share=made)
    with pytest.raises(Conflict):
        shares.share(host, record=guest, agency=Agency.objects.get(pk=guest.agency_id))
    analyst = context_of(make_account("analyst", agency=guest.agency), "lodge.keeping")
    with pytest.raises(Refused):
        shares.share(analyst, record=guest, agency=agency)


@pytest.mark.django_db
def test_a_share_does_not_widen_what_the_receiver_may_do(
    pair: tuple[Context, Context, Agency],
) -> None:
    host, _receiver, agency = pair
    shares.share(host, record=guest_of(host), agency=agency)
    cleaner = make_context("analyst", purpose="lodge.cleaning", agency=agency)

    assert Stay.objects.for_context(cleaner).count() == 2
    with pytest.raises(Refused):
        Guest.objects.for_context(cleaner, verb=Verb.CONSULT)
