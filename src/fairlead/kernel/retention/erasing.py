"""Taking a record away: its key, its envelope, its tokens, and what lies outside the database."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils.module_loading import import_string

from fairlead.core.ledger import Verb
from fairlead.kernel.retention.models import (
    Erasure,
    HeldRecord,
    Keeping,
    PersonalRecord,
    SearchToken,
)
from fairlead.kernel.retention.writing import house

_EMPTY: dict[str, object] = {
    "identity": None,
    "sealed_key": None,
    "bucket": "",
    "keeping": Keeping.ERASED,
    "collected_for": "",
    "legal_facts": [],
    "next_action": "",
    "next_action_at": None,
    "erase_at": None,
    "review_asked_at": None,
}


def erase(model: type[PersonalRecord], records: Sequence[PersonalRecord]) -> None:
    """Erase these records of one model; part of the caller's transaction."""
    ids = [record.pk for record in records]
    rows = model.objects.for_context(house(), verb=Verb.ERASE).filter(pk__in=ids)
    if model.on_erasure == Erasure.DELETE:
        rows.delete()
    else:
        rows.update(**_EMPTY, **_blanks(model))
    SearchToken.objects.filter(record_id__in=ids).delete()
    HeldRecord.objects.filter(record_id__in=ids).delete()
    if model.after_erasure:
        clear = import_string(model.after_erasure)
        transaction.on_commit(lambda: clear(records))


def _blanks(model: type[PersonalRecord]) -> dict[str, object]:
    """Return nothing, for each coarse column: its null, its default, or its empty value."""
    return {name: _blank(model._meta.get_field(name)) for name in model.coarse}


def _blank(field: Any) -> object:  # noqa: ANN401 - a column of any kind
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    return "" if isinstance(field, models.CharField | models.TextField) else field.to_python("0")
