"""Telling a role at once: the notice is made with what it is about, in one transaction.

Whoever holds the role in the agency, in an agency above it, or in one that supervises it, sees
the notice. Rooms that can do more, such as ringing somebody up, name a function in
``Room.notified``.
"""

import uuid
from collections.abc import Iterable
from functools import partial

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.denials import Denial, refusal
from fairlead.kernel.access.models import Notice, Supervision
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency
from fairlead.kernel.rooms import rooms

WATCHERS = ("oversight", "protection_officer")

log = structlog.get_logger()


def tell(
    context: Context, *, kind: str, about: str, agency: uuid.UUID, roles: Iterable[str] = WATCHERS
) -> list[Notice]:
    """Leave a notice for each role; part of the act that it is about, which records it."""
    made = Notice.objects.bulk_create(
        Notice(kind=kind, about=about, actor=context.actor, agency_id=agency, role=role)
        for role in roles
    )
    for notice in made:
        transaction.on_commit(partial(_call_hooks, notice.pk), robust=True)
    return made


def for_reader(context: Context) -> QuerySet[Notice]:
    """Return what this person's roles must learn, the newest first."""
    watched = watched_by(context.agency) if context.agency else set()
    return Notice.objects.filter(role__in=context.roles, agency__in=watched).order_by("-made_at")


def see_notice(context: Context, *, notice: uuid.UUID) -> Notice:
    """Note that somebody of the role has read it."""
    with transaction.atomic():
        found = for_reader(context).select_for_update(of=("self",)).filter(pk=notice).first()
        if found is None:
            denial = Denial(
                context=context, verb=Verb.CONSULT, what="notice", reasons=("not-addressed",)
            )
            raise refusal(denial, "The notice is for others.")
        if found.seen_at is None:
            found.seen_at, found.seen_by_id = now(), context.account
            found.save(update_fields=["seen_at", "seen_by"])
            record(
                act="access.notice.seen",
                verb=Verb.OPERATE,
                authority=context.authority(),
                objects=[reference("notice", found.pk)],
                reason=found.kind,
            )
    return found


def agencies_below(agency: uuid.UUID) -> set[uuid.UUID]:
    """Return an agency and all that are part of it."""
    found, level = {agency}, {agency}
    while level:
        children = Agency.objects.filter(parent__in=level).values_list("pk", flat=True)
        level = set(children) - found
        found |= level
    return found


def watched_by(agency: uuid.UUID) -> set[uuid.UUID]:
    """Return the agencies over which this one watches: itself, its parts, whom it supervises."""
    supervised = Supervision.objects.in_force().filter(supervisor=agency)
    return agencies_below(agency) | set(supervised.values_list("supervised", flat=True))


def _call_hooks(notice: uuid.UUID) -> None:
    for path in {room.notified for room in rooms().values() if room.notified}:
        try:
            import_string(path)(notice)
        except Exception as error:  # noqa: BLE001 - the others must still be told
            log.error("notice.hook_failed", hook=path, error=type(error).__name__)  # noqa: TRY400 - its words may hold data
