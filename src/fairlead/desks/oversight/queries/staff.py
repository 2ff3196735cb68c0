"""Who may come in, with what, and where somebody is signed in now; of the agencies one watches."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.desks.oversight.apps import CONDUCT
from fairlead.desks.oversight.queries import words
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.notices import watched_by
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account, Agency, ApiKey
from fairlead.kernel.people.queries import declared_scopes, grants_at
from fairlead.kernel.tables.columns import Column, Row
from fairlead.kernel.tables.declarations import Table
from fairlead.kernel.tables.filters import Choice, Flag, Span
from fairlead.kernel.wording import listed

FACTORS: Mapping[str, Label] = {
    Authenticator.Type.TOTP: pgettext_lazy("second factor", "App"),
    Authenticator.Type.WEBAUTHN: pgettext_lazy("second factor", "Passkey"),
    Authenticator.Type.RECOVERY_CODES: pgettext_lazy("second factor", "Recovery codes"),
}
STATUS_TONES = {"active": "good", "suspended": "warning", "revoked": ""}


def watched(context: Context) -> set[uuid.UUID]:
    """Return the agencies over which this reader's agency watches."""
    return watched_by(context.agency) if context.agency else set()


def agencies(context: Context) -> list[tuple[str, Label]]:
    """Return these agencies as a choice."""
    found = Agency.objects.filter(pk__in=watched(context)).order_by("code")
    return [(str(agency.pk), str(agency)) for agency in found]


def accounts(context: Context) -> QuerySet[Account]:
    """Return everybody who has, or had, an account there."""
    found = Account.objects.filter(agency__in=watched(context)).select_related("agency")
    return found.annotate(seen_at=Max("usersession__last_seen_at"))


def rights_of(_context: Context, records: Sequence[Account]) -> Mapping[Any, Mapping[str, Any]]:
    """Return roles and second factors of the accounts of one page, in two queries."""
    roles: dict[uuid.UUID, list[Label]] = {account.pk: [] for account in records}
    factors: dict[uuid.UUID, set[str]] = {account.pk: set() for account in records}
    for grant in grants_at(now()).filter(account__in=roles):
        roles[grant.account_id].append(words.role_label(grant.role))
    held = Authenticator.objects.filter(user__in=factors).values_list("user_id", "type")
    for account, kind in held:
        factors[account].add(kind)
    return {key: {"roles": roles[key], "factors": factors[key]} for key in roles}


def _factors(row: Row) -> Label:
    held = row.values["factors"]
    return listed(label for code, label in FACTORS.items() if code in held)


ACCOUNTS = Table(
    code="oversight.accounts",
    label=_("Accounts"),
    url_name="oversight:accounts",
    source=accounts,
    data_class=CONDUCT,
    values=rights_of,
    columns=(
        Column("name", _("Name"), lambda row: row.record.name, "name", sort=("name",)),
        Column(
            "agency",
            _("Agency"),
            lambda row: str(row.record.agency),
            "name",
            filter=Choice("agency", agencies),
        ),
        Column(
            "kind",
            pgettext_lazy("of an account", "Kind"),
            lambda row: row.record.get_kind_display(),
            filter=Choice("kind", Account.Kind.choices),
        ),
        Column("roles", _("Roles"), lambda row: listed(row.values["roles"])),
        Column("factors", _("Second factors"), _factors),
        Column(
            "protected",
            _("Has a second factor"),
            lambda row: bool(row.values["factors"] & {"totp", "webauthn"}),
            "flag",
            filter=Flag(
                Q(pk__in=Authenticator.objects.exclude(type="recovery_codes").values("user"))
            ),
            shown=False,
        ),
        Column(
            "status",
            pgettext_lazy("of an account", "State"),
            lambda row: row.record.get_status_display(),
            "badge",
            filter=Choice("status", Account.Status.choices),
            tone=lambda row: STATUS_TONES[row.record.status],
        ),
        Column("seen", _("Last seen"), lambda row: row.record.seen_at, "moment"),
        Column(
            "acts",
            _("In the ledger"),
            lambda _row: _("Entries"),
            link=lambda row: _entries_of(row.record),
        ),
        Column(
            "created",
            pgettext_lazy("of an account", "Made"),
            lambda row: row.record.created_at,
            "moment",
            sort=("created_at",),
            filter=Span("created_at"),
            shown=False,
        ),
    ),
    order="name",
    search=("name", "email"),
    contains=True,
)


def _entries_of(account: Account) -> str:
    kind = "service" if account.kind == Account.Kind.SERVICE else "account"
    return f"{reverse('oversight:ledger')}?f.actor={kind}:{account.pk}"


# ---------------------------------------------------------------- sessions
def sessions(context: Context) -> QuerySet[UserSession]:
    """Return where somebody is signed in now."""
    found = UserSession.objects.filter(user__agency__in=watched(context))
    return found.select_related("user__agency")


SESSIONS = Table(
    code="oversight.sessions",
    label=_("Sessions"),
    url_name="oversight:sessions",
    source=sessions,
    data_class=CONDUCT,
    columns=(
        Column("name", _("Name"), lambda row: row.record.user.name, "name", sort=("user__name",)),
        Column(
            "agency",
            _("Agency"),
            lambda row: str(row.record.user.agency),
            "name",
            filter=Choice("user__agency", agencies),
        ),
        Column(
            "begun",
            pgettext_lazy("of a session", "Begun"),
            lambda row: row.record.created_at,
            "moment",
            sort=("created_at",),
        ),
        Column(
            "seen",
            _("Last seen"),
            lambda row: row.record.last_seen_at,
            "moment",
            sort=("last_seen_at",),
        ),
    ),
    order="-seen",
)


# ---------------------------------------------------------------- keys
def keys(context: Context) -> QuerySet[ApiKey]:
    """Return the keys of services; what opens is nowhere, only what recognises it."""
    found = ApiKey.objects.filter(account__agency__in=watched(context))
    return found.select_related("account__agency", "created_by")


def _scopes(row: Row) -> Label:
    known = declared_scopes()
    return listed(known[code].label if code in known else code for code in row.record.scopes)


def _key_state(row: Row) -> Label:
    if row.record.revoked_at:
        return pgettext_lazy("state of a key", "Revoked")
    if row.record.expires_at <= now():
        return pgettext_lazy("state of a key", "Expired")
    return pgettext_lazy("state of a key", "In force")


KEYS = Table(
    code="oversight.keys",
    label=_("Keys of services"),
    url_name="oversight:keys",
    source=keys,
    data_class=CONDUCT,
    columns=(
        Column(
            "service",
            _("Service"),
            lambda row: row.record.account.name,
            "name",
            sort=("account__name",),
        ),
        Column("prefix", _("Begins with"), lambda row: row.record.prefix, "code"),
        Column("scopes", _("May"), _scopes),
        Column("maker", _("Made by"), lambda row: row.record.created_by.name, "name"),
        Column(
            "created",
            pgettext_lazy("of a key", "Made"),
            lambda row: row.record.created_at,
            "moment",
            sort=("created_at",),
        ),
        Column(
            "expires",
            pgettext_lazy("of a key", "Expires"),
            lambda row: row.record.expires_at,
            "deadline",
            sort=("expires_at",),
            filter=Span("expires_at"),
        ),
        Column("used", _("Last used"), lambda row: row.record.last_used_at, "moment"),
        Column(
            "state",
            pgettext_lazy("of a key", "State"),
            _key_state,
            "badge",
            filter=None,
        ),
    ),
    order="expires",
    search=("account__name", "prefix"),
    contains=True,
)
