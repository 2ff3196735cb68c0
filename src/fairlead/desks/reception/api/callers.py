"""What a machine, or a page, can ask and do about whoever calls."""

from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema

from fairlead.core.errors import Refused
from fairlead.core.protocol.entitytags import entity_tag
from fairlead.desks.reception import queries
from fairlead.kernel.access.rules import is_fresh
from fairlead.kernel.gateway import lists
from fairlead.kernel.gateway.operations import ANY_KEY, SIGNED_IN, Operations
from fairlead.kernel.gateway.requests import ApiRequest, require_version
from fairlead.kernel.people import actions
from fairlead.kernel.people.models import ApiKey
from fairlead.kernel.people.proofs import person_of
from fairlead.kernel.people.queries import OwnSession, keys_of, services_of

ID = "019c0e5a-7c1e-7b1f-9f0a-3d1f0b6a2c44"
operations = Operations("Who calls")


class WhoCalls(Schema):
    """Who calls, for whom, in which roles and for which purpose."""

    account: UUID
    agency: UUID
    roles: list[str] = Field(examples=[["analyst"]])
    purpose: str = Field(examples=["oversight.inspection"], description='"": none is chosen.')
    legal_basis: str = Field(examples=["Directive (EU) 2016/680, Article 25(2)"])
    case: UUID | None


class SessionOut(Schema):
    """Where a person is signed in."""

    id: int = Field(examples=[7])
    device: str = Field(examples=["Firefox on Linux"])
    address: str = Field(examples=["192.0.2.7"])
    since: datetime
    last_seen: datetime
    current: bool = Field(description="Whether it is the one that asks.")


class KeyOut(Schema):
    """A key of a service that the person answers for. The secret was shown once, and is gone."""

    id: UUID
    service: UUID
    label: str = Field(examples=["Port system"])
    prefix: str = Field(examples=["fl_abcdefgh"])
    scopes: list[str] = Field(examples=[["oversight.read"]])
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = Field(description="To the hour.")
    revoked_at: datetime | None


def key_tag(key: KeyOut) -> str:
    """Name the version of a key."""
    return entity_tag("key", key.id, key.revoked_at)


@operations.read("/me", door=SIGNED_IN, scope=ANY_KEY, answer=WhoCalls)
def who_calls(request: ApiRequest) -> dict[str, object]:
    """Say who calls."""
    context = request.context
    return {
        "account": context.account,
        "agency": context.agency,
        "roles": sorted(role.code for role in queries.roles_in_words(context)),
        "purpose": context.purpose,
        "legal_basis": context.legal_basis,
        "case": context.case,
    }


@operations.read("/sessions", door=SIGNED_IN, answer=lists.Page[SessionOut])
def list_sessions(request: ApiRequest) -> dict[str, object]:
    """List where you are signed in, this session first."""
    return {"items": [_session(one) for one in queries.own_sessions(request)], "next": None}


@operations.change("/sessions/{int:session_id}", method="DELETE", door=SIGNED_IN)
def end_session(request: ApiRequest, session_id: int) -> None:
    """End one of your sessions.

    Needs a proof, not older than five minutes, that it is you.
    """
    _check_proof(request)
    person = person_of(request)
    found = get_object_or_404(UserSession, pk=session_id, user=person)
    actions.end_session(authority=request.context.authority(), account=person, session=found)


@operations.read("/keys", door=SIGNED_IN, answer=lists.Page[KeyOut])
def list_keys(request: ApiRequest, paging: Query[lists.Paging]) -> dict[str, object]:
    """List the keys of the services that you answer for, the newest first."""
    order = ("-created_at", "-id")
    return lists.page(request, _own_keys(request), order=order, paging=paging, row=_key)


@operations.read("/keys/{uuid:key_id}", door=SIGNED_IN, answer=KeyOut, tag=key_tag)
def show_key(request: ApiRequest, key_id: UUID) -> KeyOut:
    """Show one key."""
    return _key(get_object_or_404(_own_keys(request), pk=key_id))


@operations.change(
    "/keys/{uuid:key_id}",
    method="DELETE",
    door=SIGNED_IN,
    answer=KeyOut,
    tag=key_tag,
    versioned=True,
)
def revoke_key(request: ApiRequest, key_id: UUID) -> KeyOut:
    """Revoke a key; it opens nothing from its next call on.

    Needs a proof, not older than five minutes, that it is you.
    """
    _check_proof(request)
    found = get_object_or_404(_own_keys(request), pk=key_id)
    require_version(request, key_tag(_key(found)))
    return _key(actions.revoke_key(authority=request.context.authority(), key=found))


def _check_proof(request: ApiRequest) -> None:
    if not is_fresh(request.context):
        raise Refused(
            _("Prove again that it is you: sign in, or show your second factor."),
            reasons=("authentication-stale",),
        )


def _session(one: OwnSession) -> SessionOut:
    return SessionOut(
        id=one.key,
        device=one.device,
        address=one.address,
        since=one.since,
        last_seen=one.last_seen,
        current=one.current,
    )


def _own_keys(request: ApiRequest) -> QuerySet[ApiKey]:
    return keys_of(services_of(person_of(request), request.context.roles))


def _key(key: ApiKey) -> KeyOut:
    return KeyOut(
        id=key.pk,
        service=key.account_id,
        label=key.label,
        prefix=key.prefix,
        scopes=list(key.scopes),
        created_at=key.created_at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
    )
