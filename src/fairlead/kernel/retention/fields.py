"""The column that holds an envelope, and nothing that can be read."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _


class Envelope(bytes):
    """Sealed bytes. They print as what they are, so that no log or page shows them."""

    def __repr__(self) -> str:
        return f"<sealed, {len(self)} bytes>"

    __str__ = __repr__


class SealedField(models.BinaryField[bytes | None, Envelope | None]):
    """Personal values, sealed. Written by ``records.seal`` and read by ``records.open_identity``.

    A query can ask whether there is an envelope and nothing else about it; forms, the
    administration and fixtures do not touch it.
    """

    description = _("Sealed personal values")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **({"null": True, "editable": False} | kwargs))

    def from_db_value(
        self,
        value: bytes | memoryview | None,
        _expression: object,
        _connection: BaseDatabaseWrapper,
    ) -> Envelope | None:
        """Wrap what the database gives so that it is not shown by accident."""
        return None if value is None else Envelope(value)

    def get_lookup(self, lookup_name: str) -> Any:  # noqa: ANN401 - Django's signature
        """Allow ``isnull`` only: comparing ciphertexts says nothing and looks as if it did."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
