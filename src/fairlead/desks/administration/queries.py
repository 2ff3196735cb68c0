"""Whether all is well."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Health, HealthCheck, Label
from fairlead.kernel.rooms import rooms

_WORST_FIRST = ("bad", "warning", "good")
_log = logging.getLogger("fairlead.administration")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check of one room found."""

    room: str
    code: str
    label: Label
    health: Health


def examine() -> list[Finding]:
    """Ask every check that a room declares; one that breaks is bad, and stops no other."""
    return [
        Finding(room=room, code=check.code, label=check.label, health=_ask(check))
        for room, declared in rooms().items()
        for check in declared.health
    ]


def worst(findings: Sequence[Finding]) -> str:
    """Return the worst state that was found."""
    found = {finding.health.state for finding in findings}
    return next((state for state in _WORST_FIRST if state in found), "good")


def _ask(check: HealthCheck) -> Health:
    try:
        with transaction.atomic():
            health: Health = import_string(check.check)()
    except Exception:  # noqa: BLE001 - a check that breaks is a finding, and the others must still be asked
        _log.exception("the health check %s broke", check.code)
        return Health(state="bad", words=_("The check itself broke; the log says why."))
    return health
