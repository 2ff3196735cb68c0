from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q, QuerySet

from fairlead.core.ledger import Verb
from fairlead.core.registration import Role, Scope
from fairlead.kernel.audit import queries as audit
from fairlead.kernel.audit.models import reference
from fairlead.kernel.people import credentials
from fairlead.kernel.people.models import (
    Account,
    Agency,
    ApiKey,
    FocalPoint,
    Invitation,
    RoleGrant,
)
from fairlead.kernel.rooms import rooms

# What a person holds or carries; recovery codes only stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def roles_of(account: Account, at: datetime) -> frozenset[str]:
    """Return the roles that the account holds at this moment."""
    if not account.is_active:
        return frozenset()
    return frozenset(grants_at(at).filter(account=account).values_list("role", flat=True))


def grants_at(at: datetime) -> QuerySet[RoleGrant]:
    """Return the grants that are in force at this moment."""
    running = Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    return RoleGrant.objects.filter(running, starts_at__lte=at, ends_at__gt=at)


def holders_of(role: str, at: datetime) -> QuerySet[Account]:
    """Return the active accounts that hold this role at this moment."""
    grants = grants_at(at).filter(role=role, account=OuterRef("pk"))
    return Account.objects.filter(Exists(grants), status=Account.Status.ACTIVE)


def declared_roles() -> dict[str, Role]:
    return {role.code: role for room in rooms().values() for role in room.roles}


def declared_scopes() -> dict[str, Scope]:
    return {scope.code: scope for room in rooms().values() for scope in room.scopes}


def account_at_request(key: UUID | str) -> Account | None:
    """Return the account of a session with all that every request asks of it, in one query."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    accounts = Account.objects.select_related("agency").annotate(protected=Exists(factors))
    return accounts.filter(pk=key).first()


def has_second_factor(account: Account) -> bool:
    """Return whether the account can show more than a password."""
    known = getattr(account, "protected", None)
    if isinstance(known, bool):
        return known
    return Authenticator.objects.filter(user=account, type__in=FACTORS).exists()


def account_of(email: str) -> Account | None:
    """Return the account with this address, whatever its case."""
    return Account.objects.select_related("agency").filter(email=email.strip().lower()).first()


def current_code(account: Account) -> str:
    """Return the code that the account's authenticator app shows now; "" without one.

    Shown in the demonstration, and known to nobody anywhere else.
    """
    found = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if found is None:
        return ""
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(credentials.unseal(found.data["secret"]), counter))


def failures_since(account: Account, moment: datetime) -> int:
    """Return how often somebody failed to sign in as this person since then."""
    about = reference("account", account.pk)
    return audit.find(about=about, verb=Verb.DENY, since=moment).count()


def unused_recovery_codes(account: Account) -> int:
    return account.recovery_codes.filter(used_at__isnull=True).count()


def open_invitations(at: datetime) -> QuerySet[Invitation]:
    """Return the invitations with which a password can be set at this moment."""
    return Invitation.objects.select_related("account").filter(
        used_at__isnull=True, expires_at__gt=at, account__status=Account.Status.ACTIVE
    )


def focal_points(agency: Agency, at: datetime, *, topic: str = "") -> QuerySet[FocalPoint]:
    """Return who is the agency's contact at this moment, for one topic or for all."""
    running = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    named = FocalPoint.objects.filter(running, agency=agency, starts_at__lte=at)
    return named.select_related("account").filter(**{"topic": topic} if topic else {})


def is_below(agency: Agency, above: Agency) -> bool:
    """Return whether one agency is a part of the other, over any number of steps."""
    seen = set()
    here: Agency | None = agency
    while here is not None and here.pk not in seen:
        if here.pk == above.pk:
            return True
        seen.add(here.pk)
        here = here.parent
    return False


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One signed-in session as its owner sees it."""

    key: int
    device: str
    address: str
    since: datetime
    last_seen: datetime
    current: bool


def own_sessions(account: Account, current_key: str | None) -> list[OwnSession]:
    """Return the account's running sessions, this one first, then the latest seen."""
    rows: Iterable[UserSession] = UserSession.objects.purge_and_list(account)
    sessions = [
        OwnSession(
            key=row.pk,
            device=row.user_agent,
            address=row.ip,
            since=row.created_at,
            last_seen=row.last_seen_at,
            current=row.session_key == current_key,
        )
        for row in rows
    ]
    return sorted(sessions, key=lambda one: (not one.current, -one.last_seen.timestamp()))


def services_of(account: Account, roles: frozenset[str]) -> QuerySet[Account]:
    """Return the services whose keys this person manages: their own, or all of the agency."""
    services = Account.objects.filter(kind=Account.Kind.SERVICE).select_related("owner", "agency")
    if "security_officer" in roles:
        return services.filter(Q(agency=account.agency) | Q(owner=account))
    return services.filter(owner=account)


def keys_of(services: Iterable[Account]) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(account__in=services).select_related("account", "created_by")
