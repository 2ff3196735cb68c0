"""Whether the keys, the records and what was decided about keys agree."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fairlead.core.errors import FairleadError
from fairlead.core.registration import Label
from fairlead.kernel.retention import writing
from fairlead.kernel.retention.keystore import keystore
from fairlead.kernel.retention.models import Keeping, KeyDestruction
from fairlead.kernel.retention.queries import personal_models


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and with the key of which bucket."""

    code: str
    bucket: str
    words: Label


def key_problems() -> Iterator[Problem]:
    """Yield everything that is wrong with the keys; nothing is changed."""
    store = keystore()
    try:
        store.master()
    except FairleadError as error:
        yield Problem("master", "", str(error))
        return
    living = {str(bucket): bucket for bucket in store.buckets()}
    for name, stone in store.destroyed().items():
        if not stone.gone:
            yield Problem(
                "not-gone",
                name,
                _("It was destroyed, and its file is there. Type “fairlead retention run”."),
            )
    for name in KeyDestruction.objects.filter(bucket__in=living).values_list("bucket", flat=True):
        yield Problem(
            "came-back",
            name,
            _("It was destroyed, and has come back. Type “fairlead retention run”."),
        )
    for name, bucket in living.items():
        if not store.key_id(bucket):
            yield Problem("unreadable", name, _("It cannot be opened with this master key."))
    for name in sorted(_used() - living.keys()):
        yield Problem("missing", name, _("Records are sealed under it, and it is not there."))


def _used() -> set[str]:
    """Return the names of the buckets in which records live."""
    used: set[str] = set()
    with transaction.atomic():
        for model in personal_models():
            opened = model.objects.for_context(writing.house())
            rows = opened.exclude(keeping=Keeping.ERASED).exclude(bucket="")
            used |= set(rows.order_by().values_list("bucket", flat=True).distinct())
    return used
