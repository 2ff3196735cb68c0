"""Every protected table stands behind the second wall, and nothing leads around the first."""

import ast

import pytest
from django.apps import apps
from django.db import connection, models

from fairlead.kernel.access import bounds, checks, rowsecurity, standing, walls
from fairlead.kernel.access.models import Protected
from fairlead.kernel.access.querysets import ProtectedManager
from tests.house.source import modules

POLICIES = {
    "fairlead_see": "SELECT",
    "fairlead_make": "INSERT",
    "fairlead_alter": "UPDATE",
    "fairlead_erase": "DELETE",
}

# Foreign keys from unprotected models to protected ones, each with the reason why what could be
# read through it is no more than its own row says. On PostgreSQL the wall stands before them.
WAYS_IN = {
    "registry.Stamp.letter": "a table of the tests",
}


# Files of desks that speak to the database by hand, and why.
BY_HAND = {
    "desks/administration/queries/database.py": "asks the database about itself",
    "desks/administration/actions/backup.py": "copies the database as a whole",
    "desks/administration/actions/restore.py": "puts the database back as a whole",
    "desks/administration/queries/machine.py": "asks the database for its time",
}


def protected_models() -> list[type[Protected]]:
    return [model for model in apps.get_models() if issubclass(model, Protected)]


def test_there_is_something_to_protect() -> None:
    assert {"lodge.Guest", "cases.Case"} <= {model._meta.label for model in protected_models()}


@pytest.mark.postgres
@pytest.mark.django_db
def test_every_protected_table_stands_behind_its_wall() -> None:
    assert {model._meta.label: unwalled(model) for model in protected_models()} == {
        model._meta.label: [] for model in protected_models()
    }


def unwalled(model: type[Protected]) -> list[str]:
    """Return what is missing from the wall of one table."""
    table, faults = model._meta.db_table, []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass",
            [table],
        )
        if cursor.fetchone() != (True, True):
            faults.append("row security is not enabled and forced")
        cursor.execute(
            "SELECT policyname, cmd, permissive, coalesce(qual, with_check), roles::text"
            " FROM pg_policies WHERE tablename = %s",
            [table],
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    if set(found) != set(POLICIES):
        faults.append(f"its policies are {sorted(found)}")
    for name, (command, _permissive, condition, roles) in found.items():
        if command != POLICIES.get(name) or roles != "{public}":
            faults.append(f"{name} is for {command} by {roles}")
        if f"'{model.data_class}'::text" not in condition:
            faults.append(f"{name} does not ask for the class {model.data_class}")
        shares = "access_share" in condition
        if shares != (bool(model.share_field) and name in {"fairlead_see", "fairlead_alter"}):
            faults.append(f"{name} and share_field say different things about shares")
        if ("access_supervision" in condition) != (name == "fairlead_see"):
            faults.append(f"{name} is not as it must be for who supervises")
        narrows = "fairlead.case" in condition
        made_later = not all(way.is_own for way in bounds.ways_of(model))
        if narrows == (name == "fairlead_make" and made_later):
            faults.append(f"{name} does not ask for the case")
    return faults


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_missing_and_a_wrong_wall_are_found() -> None:
    from tests.lodge.models import Guest

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE lodge_guest NO FORCE ROW LEVEL SECURITY")
        cursor.execute("DROP POLICY fairlead_erase ON lodge_guest")
        cursor.execute("CREATE POLICY everybody ON lodge_guest USING (true)")

    assert len(unwalled(Guest)) == 5


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_wall_that_differs_from_its_model_is_stood_anew() -> None:
    """And one that does not is left alone: each time would lock every table."""
    from tests.lodge.models import Stay

    walls_of = [standing.wall_of(model) for model in protected_models()]
    assert rowsecurity.stand_walls("default", walls_of) == []
    old = walls.RowSecurity("lodge_stay", "stay", shared_by="guest_id")
    with connection.cursor() as cursor:
        cursor.execute(old.statement(connection))
    assert len(unwalled(Stay)) == 5

    assert rowsecurity.stand_walls("default", walls_of) == ["lodge_stay"]

    assert unwalled(Stay) == []


def test_every_protected_model_has_the_shape_that_closes_it() -> None:
    assert {m._meta.label: list(checks.faults(m)) for m in protected_models()} == {
        m._meta.label: [] for m in protected_models()
    }


def test_ways_in_from_outside_are_known_and_reasoned() -> None:
    assert set(checks.ways_in(apps.get_models(include_auto_created=True))) == set(WAYS_IN)


def test_models_of_the_wrong_shape_are_found() -> None:
    class Ledger(models.Model):
        class Meta:
            app_label = "leaky"

    class Letter(Protected):
        ledger = models.ForeignKey(Ledger, models.PROTECT)
        ledgers = models.ManyToManyField(Ledger, related_name="+")
        loose = models.Manager()

        class Meta:
            app_label = "leaky"
            base_manager_name = "loose"

    class Window(models.Model):
        letter = models.ForeignKey(Letter, models.PROTECT, related_name="+")

        class Meta:
            app_label = "leaky"

    try:
        assert len(list(checks.faults(Letter))) == 5
        assert list(checks.ways_in([Ledger, Letter, Window])) == ["leaky.Window.letter"]
        assert isinstance(Letter.objects, ProtectedManager)
    finally:
        del apps.all_models["leaky"]
        apps.clear_cache()


def written_by_hand() -> list[str]:
    """Find desks that go around the models, and querysets that go around their manager."""
    found = []
    for path, tree in modules():
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(attr="cursor") if path.parts[0] == "desks":
                    found.append(f"{path}: cursor")
                case ast.Call(func=ast.Name(id="QuerySet") | ast.Attribute(attr="QuerySet")):
                    found.append(f"{path}: QuerySet()")
    return sorted(set(found))


def test_no_desk_writes_its_statements_by_hand() -> None:
    assert [each for each in written_by_hand() if each.split(":")[0] not in BY_HAND] == []


def test_the_wall_names_the_columns_that_exist() -> None:
    for model in protected_models():
        statement = walls.RowSecurity(model._meta.db_table, model.data_class).statement(connection)
        assert connection.ops.quote_name(model._meta.db_table) in statement
