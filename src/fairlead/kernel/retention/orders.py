"""Whose order suffices to open a sealed record, and how it is shown to the second person."""

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from fairlead.core.errors import Refused
from fairlead.core.registration import Label
from fairlead.core.retention import UNSEAL_AUTHORITY
from fairlead.core.retention.orders import LEAST, is_enough
from fairlead.kernel.clock import now
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.models import Unsealing
from fairlead.kernel.retention.queries import personal_models
from fairlead.kernel.retention.writing import house

WRONG_AUTHORITY = "authority-of-another-kind"


def describe_unsealing(payload: Mapping[str, str]) -> list[tuple[Label, Label]]:
    """Put what is asked into words for the second person: whose order, and for what."""
    found = Unsealing.objects.filter(pk=uuid.UUID(payload["unsealing"])).first()
    if found is None or {name: str(value) for name, value in found.frozen.items()} != {
        name: str(value) for name, value in payload.items()
    }:
        return [(_("Attention"), _("This is no longer what was proposed."))]
    return [
        (_("Ordered by"), found.authority),
        (_("Kind of authority"), found.get_authority_kind_display()),
        (_("Number of the order"), found.order_number),
        (_("Record"), payload["record"]),
        (_("Case"), payload["case"]),
        (_("Minutes"), str(found.minutes)),
    ]


def demanded_authority(record_class: str) -> str:
    """Return which kind of authority the law in force demands, as a word of ``orders.DEMANDS``."""
    law, on = current_law().law, now().date()
    found = law.find(UNSEAL_AUTHORITY, on=on, record_class=record_class)
    return str(found.value) if found else LEAST


def check_order(kind: str, record_class: str) -> None:
    """Refuse an order of an authority of a kind that the law in force does not accept."""
    if not is_enough(kind, demanded_authority(record_class)):
        raise Refused(
            _("The law in force demands an order of another kind of authority."),
            reasons=(WRONG_AUTHORITY,),
        )


def class_of(asked: Unsealing) -> str:
    """Return the class by which the law speaks of the record; a file is kept as its record is."""
    for model in personal_models():
        if model.record_class == asked.record_class:
            found = model.objects.for_context(house()).filter(pk=asked.record_id).first()
            if found is not None:
                return found.retention_class
    return asked.record_class
