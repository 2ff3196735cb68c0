"""Who may do what with a hit, beyond what the policy says of its class of data."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.utils.translation import gettext as _

from fairlead.core.errors import Conflict, Refused
from fairlead.core.states import legal, step
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.screening.machines import HIT
from fairlead.kernel.screening.models import Attention, Hit

DECIDE, DECIDE_BATCH = "screening.decide", "screening.decide_batch"
UNDO = timedelta(minutes=10)
OPENED = timedelta(minutes=30)  # for so long one click shows who it is
ALONE = 25  # hits that one person decides with one comment
MOST = 500  # hits in one batch, whoever decides
Guard = Callable[[Context, Hit], bool]


def is_supervisor(context: Context, hit: Hit) -> bool:  # noqa: ARG001 - a guard's shape
    """Leads the agency that has the hit."""
    return "supervisor" in context.roles


def is_assignee_or_supervisor(context: Context, hit: Hit) -> bool:
    """Has the hit, or nobody has it, or leads, or carries out what another person approved."""
    free = hit.assignee_id in {None, context.account}
    return free or is_supervisor(context, hit) or is_approved(context, hit)


def is_assignee_supervisor_or_house(context: Context, hit: Hit) -> bool:
    """Has the hit, or leads, or is the clock."""
    return is_house(context, hit) or is_assignee_or_supervisor(context, hit)


def is_decider_or_supervisor(context: Context, hit: Hit) -> bool:
    """Made the judgement, or leads."""
    return context.account == hit.changed_by_id or is_supervisor(context, hit)


def is_approved(context: Context, hit: Hit) -> bool:  # noqa: ARG001 - a guard's shape
    """Carries out what a second person approved."""
    return bool({f"approval:{DECIDE}", f"approval:{DECIDE_BATCH}"} & context.roles)


def is_house(context: Context, hit: Hit) -> bool:  # noqa: ARG001 - a guard's shape
    """Acts under a declared duty."""
    return context.actor.startswith("duty:")


GUARDS: Mapping[str, Guard] = {
    "": lambda _context, _hit: True,
    "supervisor": is_supervisor,
    "assignee-or-supervisor": is_assignee_or_supervisor,
    "assignee-supervisor-or-house": is_assignee_supervisor_or_house,
    "decider-or-supervisor": is_decider_or_supervisor,
    "approved": is_approved,
    "house": is_house,
}


def check(context: Context, hit: Hit, verb: str) -> str:
    """Return the state to which the verb leads; raise if state or guard do not allow it."""
    arrow = step(HIT, hit.status, verb)
    if not GUARDS[arrow.who](context, hit):
        raise Refused(_("Somebody else must do this."), reasons=(f"guard:{arrow.who}",))
    return arrow.target


def possible(context: Context, hit: Hit) -> tuple[str, ...]:
    """Return the verbs that this context may use on the hit now: what a page offers."""
    return tuple(
        verb
        for verb in legal(HIT, hit.status)
        if GUARDS[step(HIT, hit.status, verb).who](context, hit)
    )


def needs_second(hit: Hit, outcome: str) -> bool:
    """Say whether the law in force, or the list's authority, wants a second person for this."""
    found = current_law().law.find(
        "hit-second-person", on=now().date(), record_class=hit.record_class
    )
    by_law = found.value if found and isinstance(found.value, list) else []
    return outcome in by_law or (hit.demands_second and outcome == "same")


def has_opened(context: Context, hit: Hit) -> bool:
    """Say whether this person asked to see who it is, not long ago."""
    seen = Attention.objects.for_context(context).filter(
        hit=hit, account=context.account, opened_at__gt=now() - OPENED
    )
    return seen.exists()


def demand_opened(context: Context, hit: Hit) -> None:
    """Raise unless this person looked at both sides: nobody judges what she has not seen."""
    if not has_opened(context, hit):
        raise Conflict(_("Look at both sides first."), code="hit-not-opened", place=hit.reference)
