from collections.abc import Callable, Mapping

from django.db import transaction

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.languages import checked_name, checked_names
from fairlead.core.ledger import Authority, Verb
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account, Agency, FocalPoint
from fairlead.kernel.people.queries import is_below

ALTERABLE = frozenset({"name", "names", "parent"})
NO_NAMES: Mapping[str, str] = {}


@transaction.atomic
def create_agency(
    *,
    authority: Authority,
    code: str,
    name: str,
    names: Mapping[str, str] = NO_NAMES,
    state: str = "",
    parent: Agency | None = None,
) -> Agency:
    """Add an agency: a unit of the State that is named, or a body of an organization.

    ``name`` is its own; ``names`` are those in other languages, by language.
    """
    if Agency.objects.filter(code=code).exists():
        raise Conflict("is the code of another agency", place=code)
    kind = Agency.Kind.UNIT if state else Agency.Kind.BODY
    agency = Agency.objects.create(
        code=code,
        name=_own_name(name),
        names=checked_names(names),
        kind=kind,
        state=state,
        parent=parent,
    )
    record(
        act="people.agency.created",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("agency", agency.pk)],
    )
    return agency


@transaction.atomic
def alter_agency(*, authority: Authority, agency: Agency, changes: Mapping[str, object]) -> Agency:
    """Give an agency another name, names in other languages, or another place."""
    if unknown := set(changes) - ALTERABLE:
        raise BadInput("cannot be changed", place=", ".join(sorted(unknown)))
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    parent = changes.get("parent")
    if isinstance(parent, Agency) and is_below(parent, agency):
        raise Conflict("an agency cannot be a part of itself", place="parent")
    for name, value in changes.items():
        setattr(agency, name, _CHECKS[name](value) if name in _CHECKS else value)
    agency.save(update_fields=sorted(changes))
    record(
        act="people.agency.altered",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("agency", agency.pk)],
        payload={"fields": sorted(changes)},
    )
    return agency


@transaction.atomic
def close_agency(*, authority: Authority, agency: Agency) -> Agency:
    """Take an agency out of use, once nobody in it can act."""
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    if agency.accounts.filter(status=Account.Status.ACTIVE).exists():
        raise Conflict("still has active accounts", place=agency.code)
    if agency.children.filter(active=True).exists():
        raise Conflict("still has active parts", place=agency.code)
    agency.active = False
    agency.save(update_fields=["active"])
    record(
        act="people.agency.closed",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("agency", agency.pk)],
    )
    return agency


@transaction.atomic
def name_focal_point(
    *, authority: Authority, agency: Agency, account: Account, topic: str
) -> FocalPoint:
    """Name a person as the contact of an agency for a topic."""
    if not (account.is_person and account.is_active):
        raise Conflict("a focal point is an active person", place="account")
    named = agency.focal_points.filter(account=account, topic=topic, ends_at__isnull=True)
    if named.exists():
        raise Conflict("is already named for this topic", place="account")
    point = FocalPoint.objects.create(agency=agency, account=account, topic=topic)
    record(
        act="people.focal_point.named",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("agency", agency.pk), reference("account", account.pk)],
        reason=topic,
    )
    return point


@transaction.atomic
def withdraw_focal_point(*, authority: Authority, point: FocalPoint) -> FocalPoint:
    """End somebody's naming as a contact; the record that it was so remains."""
    point = FocalPoint.objects.select_for_update().get(pk=point.pk)
    if point.ends_at is not None:
        raise Conflict("is withdrawn already", place="focal point")
    point.ends_at = now()
    point.save(update_fields=["ends_at"])
    record(
        act="people.focal_point.withdrawn",
        verb=Verb.CONFIGURE,
        authority=authority,
        objects=[reference("agency", point.agency_id), reference("account", point.account_id)],
        reason=point.topic,
    )
    return point


def _own_name(name: object) -> str:
    if tidied := checked_name(str(name), place="name"):
        return tidied
    raise BadInput("an agency needs a name", place="name")


def _names(names: object) -> dict[str, str]:
    if isinstance(names, Mapping):
        return checked_names(names)
    raise BadInput("are given by language", place="names")


_CHECKS: Mapping[str, Callable[[object], object]] = {"name": _own_name, "names": _names}
