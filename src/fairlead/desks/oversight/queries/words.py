"""What the ledger calls by a code, in the reader's language."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.ledger import Verb
from fairlead.core.registration import Label
from fairlead.kernel.access import policy
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import declared_roles

VERBS: Mapping[str, Label] = {
    Verb.COLLECT: pgettext_lazy("kind of act in the ledger", "Collection"),
    Verb.ALTER: pgettext_lazy("kind of act in the ledger", "Alteration"),
    Verb.CONSULT: pgettext_lazy("kind of act in the ledger", "Look"),
    Verb.DISCLOSE: pgettext_lazy("kind of act in the ledger", "Disclosure"),
    Verb.COMBINE: pgettext_lazy("kind of act in the ledger", "Combination"),
    Verb.ERASE: pgettext_lazy("kind of act in the ledger", "Erasure"),
    Verb.SIGN_IN: pgettext_lazy("kind of act in the ledger", "Signing in"),
    Verb.SIGN_OUT: pgettext_lazy("kind of act in the ledger", "Signing out"),
    Verb.GRANT: pgettext_lazy("kind of act in the ledger", "Grant of a right"),
    Verb.REVOKE: pgettext_lazy("kind of act in the ledger", "Revocation of a right"),
    Verb.APPROVE: pgettext_lazy("kind of act in the ledger", "Approval"),
    Verb.REFUSE: pgettext_lazy("kind of act in the ledger", "Refusal of a proposal"),
    Verb.DENY: pgettext_lazy("kind of act in the ledger", "Denial of access"),
    Verb.BREAK_GLASS: pgettext_lazy("kind of act in the ledger", "Break-glass access"),
    Verb.CONFIGURE: pgettext_lazy("kind of act in the ledger", "Setting"),
    Verb.OPERATE: pgettext_lazy("kind of act in the ledger", "Operation"),
}
TONES: Mapping[str, str] = {
    Verb.DENY: "bad",
    Verb.BREAK_GLASS: "bad",
    Verb.DISCLOSE: "warning",
    Verb.ERASE: "warning",
}
NOBODY = _("Nobody signed in")
HOUSE = _("The house itself")


def verbs() -> list[tuple[str, Label]]:
    """Return every kind of act with its name."""
    return list(VERBS.items())


def purposes() -> list[tuple[str, Label]]:
    """Return every purpose and every duty that an entry may name."""
    known = [(code, purpose.label) for code, purpose in policy.purposes().items()]
    duties = [(code, code) for code in policy.table().ceilings if code.startswith("duty:")]
    return sorted(known, key=lambda pair: str(pair[1])) + sorted(duties)


def purpose_label(code: str) -> Label:
    """Return the name of a purpose; of one that is no longer declared, its code."""
    found = policy.purposes().get(code)
    return found.label if found else code


def role_label(code: str) -> Label:
    """Return the name of a role."""
    role = declared_roles().get(code)
    return role.label if role else code


def account_of(actor: str) -> UUID | None:
    """Return the account that the ledger calls so; None for duties and for nobody."""
    kind, _colon, key = actor.partition(":")
    try:
        return UUID(key) if kind in {"account", "service"} else None
    except ValueError:
        return None


def names_of(actors: Iterable[str]) -> dict[str, Label]:
    """Return how everybody is called who acts in the ledger: one query for all."""
    keys = {actor: account_of(actor) for actor in set(actors)}
    wanted = [key for key in keys.values() if key]
    named = {account.pk: account.name for account in Account.objects.filter(pk__in=wanted)}
    return {actor: _name(actor, named.get(key) if key else None) for actor, key in keys.items()}


def _name(actor: str, name: str | None) -> Label:
    if name:
        return name
    if actor == "anonymous":
        return NOBODY
    return HOUSE if actor.startswith("duty:") else actor
