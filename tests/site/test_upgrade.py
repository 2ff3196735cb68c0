"""An earlier database migrates to now without loss; and a migration that loses is found."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import upgrades
from tests.installations import Installation, empty_installation, installation

SETTINGS = """
from fairlead.site.settings import *
INSTALLED_APPS = [*INSTALLED_APPS, "planted"]
"""
MODELS = """
from django.db import models
class Person(models.Model):
    name = models.CharField(max_length=50)
    town = models.CharField(max_length=50)
class Note(models.Model):
    text = models.CharField(max_length=50)
"""
FIRST = """
from django.db import migrations, models
class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel("Person", [
            ("id", models.BigAutoField(primary_key=True)),
            ("name", models.CharField(max_length=50)),
            ("town", models.CharField(max_length=50))]),
        migrations.CreateModel("Note", [
            ("id", models.BigAutoField(primary_key=True)),
            ("text", models.CharField(max_length=50))]),
    ]
"""
SECOND = """
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("planted", "0001_initial")]
    operations = [{operation}]
"""
ROWS = (
    "INSERT INTO planted_person (name, town) VALUES ('Ada Utopia', 'North'), ('Bo Utopia', 'East')"
)
NOTES = "INSERT INTO planted_note (text) VALUES ('one'), ('two')"

HARMFUL = {
    'migrations.RunSQL("UPDATE planted_person SET name = substr(name, 1, 3)")': [
        "planted_person.name changed"
    ],
    "migrations.RunSQL(\"DELETE FROM planted_person WHERE town = 'North'\")": [
        "planted_person rows 2 → 1"
    ],
    "migrations.RemoveField('Person', 'town')": ["planted_person.town"],
    "migrations.RenameField('Person', 'town', 'city')": ["planted_person.town"],
    "migrations.DeleteModel('Note')": ["planted_note"],
}
HARMLESS = (
    "migrations.AddField('Person', 'age', models.IntegerField(default=1))",
    "migrations.AlterField('Person', 'name', models.CharField(max_length=90))",
    "migrations.AddIndex('Person', models.Index(fields=['town'], name='planted_town'))",
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Installation]:
    with empty_installation(tmp_path / "empty") as made:
        yield made


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "site") as made:
        yield made


def test_the_oldest_recorded_schema_reaches_this_version_without_loss(
    site: Installation, empty: Installation
) -> None:
    schemas = upgrades.recorded(upgrades.engine_of(site))
    if schemas:
        text = schemas[0].read_text(encoding="utf-8")
    else:  # before the first release: what is now must at least survive being written and read
        upgrades.fill(site)
        text = upgrades.dump(site)
    upgrades.load(empty, text)
    before = upgrades.census(empty)
    empty.run("migrate")

    lost = list(upgrades.losses(before, upgrades.census(empty)))

    assert sum(int(str(table["rows"])) for table in before.values()) > 20
    assert [loss for loss in lost if loss not in upgrades.INTENDED] == []


def plant(site: Installation, folder: Path) -> Installation:
    """Give the installation one more app, which it has not migrated yet."""
    package = folder / "planted"
    (package / "migrations").mkdir(parents=True)
    (folder / "planted_settings.py").write_text(SETTINGS)
    (package / "__init__.py").touch()
    (package / "models.py").write_text(MODELS)
    (package / "migrations" / "__init__.py").touch()
    (package / "migrations" / "0001_initial.py").write_text(FIRST)
    site.extra["DJANGO_SETTINGS_MODULE"] = "planted_settings"
    site.extra["PYTHONPATH"] = f"{site.environment['PYTHONPATH']}:{folder}"
    return site


def test_every_kind_of_loss_is_found_and_nothing_else(site: Installation, tmp_path: Path) -> None:
    planted = plant(site, tmp_path / "planted")

    told = planted.ask("from tests.site.test_upgrade import try_all; try_all()")

    found = json.loads(told.splitlines()[-1])
    assert found == {operation: [] for operation in HARMLESS} | HARMFUL


def try_all() -> None:
    """Run one planted migration after another in this process, and print what each lost."""
    planted = apps.get_app_config("planted")
    folder = Path(planted.path) / "migrations"
    lost = {}
    for number, operation in enumerate([*HARMLESS, *HARMFUL]):
        name = f"0002_planted_{number}"
        _begin_anew()
        before = upgrades.count()
        (folder / f"{name}.py").write_text(SECOND.format(operation=operation))
        MigrationExecutor(connection).migrate([("planted", name)])
        lost[operation] = list(upgrades.losses(before, upgrades.count()))
        (folder / f"{name}.py").unlink()
    sys.stdout.write("\n" + json.dumps(lost))


def _begin_anew() -> None:
    with connection.cursor() as cursor:
        for table in ("planted_note", "planted_person"):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'planted'")
    MigrationExecutor(connection).migrate([("planted", "0001_initial")])
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        cursor.execute(NOTES)


def test_recorded_schemas_are_in_the_order_of_their_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("0.10.0", "0.2.0", "1.0.0"):
        (tmp_path / f"{version}.sqlite.sql").touch()
    monkeypatch.setattr(upgrades, "SCHEMAS", tmp_path)

    names = [path.name for path in upgrades.recorded("sqlite")]

    assert names == ["0.2.0.sqlite.sql", "0.10.0.sqlite.sql", "1.0.0.sqlite.sql"]
