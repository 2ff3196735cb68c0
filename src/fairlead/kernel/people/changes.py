"""What changed in how somebody signs in: told at the next sign-in, and listed for ninety days.

Nothing is sent. Whoever got in under another's name and gave himself a passkey cannot keep the
list from its owner: it is read from the ledger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Label
from fairlead.kernel.audit import queries as audit
from fairlead.kernel.audit.models import reference
from fairlead.kernel.people.models import Account

LISTED = timedelta(days=90)
MOST = 20
CHANGES: Mapping[str, Label] = {
    "people.account.invited": _("a link was made with which a password can be set"),
    "people.account.restored": _("the account was opened again"),
    "people.account.suspended": _("the account was suspended"),
    "people.factor.added": _("a second factor was added"),
    "people.factor.removed": _("a second factor was removed"),
    "people.factors.reset": _("all second factors were removed"),
    "people.password.changed": _("the password was changed"),
    "people.recovery_code.used": _("a recovery code was used"),
    "people.recovery_codes.made": _("new recovery codes were made"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and when."""

    time: datetime
    words: Label


def changes_since(account: Account, moment: datetime) -> list[Change]:
    """Return what changed since then in how this person signs in, the newest first."""
    found = audit.find(about=reference("account", account.pk), since=moment)
    entries = found.filter(act__in=CHANGES).values_list("time", "act")[:MOST]
    return [Change(time, CHANGES[act]) for time, act in entries]
