"""Every wall as its model declares it: compared, and stood anew, after each ``migrate``."""

from typing import Any

from django.db import models

from fairlead.kernel.access import bounds
from fairlead.kernel.access.rowsecurity import Wall, stand_walls


def after_migrate(using: str, **_signal: object) -> None:
    """Let the walls follow the declarations; called when everything has been migrated."""
    stand_walls(using, [wall_of(model) for model in bounds.protected_tables().values()])


def wall_of(model: type[models.Model]) -> Wall:
    """Return the wall of a protected model."""
    plain: Any = model
    return Wall(
        table=plain._meta.db_table,
        data_class=plain.data_class,
        shared_by=plain._meta.get_field(plain.share_field).column if plain.share_field else "",
        ways=bounds.ways_of(model),
        supervised=True,
    )
