"""The rows of one entry, in plain SQL.

Every request writes at least one entry, so this is the hottest path of the house: the
statements are built once per kind of database, and no model instance is made.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.db import connection, models

from fairlead.core.ledger import EntryHeader
from fairlead.kernel.audit.models import Entry, Mention, Payload
from fairlead.kernel.audit.payloads import Sealed

Key = uuid.UUID | str  # as the database takes it


@dataclass(frozen=True, slots=True)
class Rows:
    """An entry ready to be written."""

    header: EntryHeader
    encoded: bytes
    commitment: bytes
    sealed: Sealed | None

    def write(self) -> None:
        """Insert everything into the caller's transaction."""
        header = self.header
        key = _identifier(header.id)
        with connection.cursor() as cursor:
            cursor.execute(
                _insertion(Entry),
                (
                    key,
                    connection.ops.adapt_datetimefield_value(header.time),
                    header.act,
                    header.verb.value,
                    header.authority.actor,
                    header.authority.purpose,
                    self.encoded,
                    self.commitment,
                ),
            )
            if header.objects or header.recipients:
                cursor.executemany(_insertion(Mention), _mentions(key, header))
            if self.sealed:
                values = (key, self.sealed.key_id, self.sealed.content)
                cursor.execute(_insertion(Payload), values)


def _mentions(key: Key, header: EntryHeader) -> list[tuple[Key, str, str]]:
    # A reference named twice is found once.
    objects = [(key, Mention.OBJECT, one) for one in dict.fromkeys(header.objects)]
    return objects + [(key, Mention.RECIPIENT, one) for one in dict.fromkeys(header.recipients)]


def _identifier(key: uuid.UUID) -> Key:
    return key if connection.features.has_native_uuid_field else key.hex


@cache
def _insertion(model: type[models.Model]) -> str:
    columns = [field.column for field in _written(model)]
    quoted = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    return f'INSERT INTO "{model._meta.db_table}" ({quoted}) VALUES ({places})'  # noqa: S608 - our own names


def _written(model: type[models.Model]) -> Sequence[models.Field[object, object]]:
    return [
        field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)
    ]
