"""The database itself refuses to change the ledger; see ``fairlead.kernel.audit.guards``."""

from django.db import migrations

from fairlead.kernel.audit import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
