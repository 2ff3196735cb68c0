"""Which acts a page offers, and why not the others.

The kernel decides when an act is done. Here the same rules are asked beforehand, so that nothing is
offered that would be refused, and so that a person learns who can do it instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fairlead.core.errors import Conflict
from fairlead.core.ledger import Verb
from fairlead.core.registration import Label
from fairlead.core.states import legal, step
from fairlead.desks.casework.apps import CASE, FILE, IDENTITY, WORKERS
from fairlead.desks.casework.queries import words
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.cases import codes, rules
from fairlead.kernel.cases.models import Case, Delivery, Recipient
from fairlead.kernel.cases.models.record import Staged
from fairlead.kernel.cases.pending import Pending, demand_movable

# In this order; the first that is open is the one that a page puts forward.
ORDER = (
    *("assign", "resume", "close", "return", "submit", "suspend", "release", "reopen"),
    *("offer", "annul"),
)
GRAVE = frozenset({"annul", "offer"})
KEYS = {"assign": "a"}


@dataclass(frozen=True, slots=True)
class Offer:
    """An act by its code; ``why_not`` is empty when it is open to this reader now."""

    code: str
    label: Label
    why_not: Label = ""

    @property
    def is_open(self) -> bool:
        return not str(self.why_not)


def may_change(context: Context) -> bool:
    """Say whether this reader changes cases at all; an inspector does not."""
    return bool(decide(context, Verb.ALTER, CASE)) and bool(decide(context, Verb.COLLECT, IDENTITY))


def is_worked_on(case: Case) -> bool:
    """Say whether anything may be added to the case now."""
    return case.is_live and case.status != "offered"


def may_add(context: Context, case: Case) -> bool:
    """Say whether this reader may add to this case now."""
    return is_worked_on(case) and may_change(context)


def may_add_file(context: Context, case: Case) -> bool:
    """Say whether this reader may add a file to this case now."""
    return may_add(context, case) and bool(decide(context, Verb.COLLECT, FILE))


def may_disclose(context: Context, case: Case) -> bool:
    """Say whether this reader may tell others what is in this case."""
    return may_add(context, case) and bool(decide(context, Verb.DISCLOSE, IDENTITY))


def offers(context: Context, case: Case, pending: tuple[Pending, ...]) -> list[Offer]:
    """Return every step that the state of the case allows, open or not."""
    if not may_change(context):
        return []
    return sorted(_offers(context, case, pending), key=lambda one: ORDER.index(one.code))


def _offers(context: Context, case: Case, pending: tuple[Pending, ...]) -> Iterator[Offer]:
    for verb in legal(case.machine, case.status):
        who = step(case.machine, case.status, verb).who
        if who != "house":
            yield Offer(verb, codes.VERBS[verb], _why_not(context, case, verb, who, pending))


def _why_not(
    context: Context, case: Case, verb: str, who: str, pending: tuple[Pending, ...]
) -> Label:
    if not rules.GUARDS[who](context, case):
        return words.GUARDS[who]
    if verb in {"submit", "close"} and any(one.blocks_closing for one in pending):
        return words.REFUSED["case-not-finished"]
    if verb == "offer":
        try:
            demand_movable(context, case)
        except Conflict:
            return words.REFUSED["case-not-movable"]
    return ""


def keeping_acts(context: Context, *, is_held: bool) -> tuple[str, ...]:
    """Return what may be done about the term of a case: those who lead place and lift holds."""
    leads = "supervisor" in context.roles and may_change(context)
    if not leads:
        return ()
    return ("release-hold",) if is_held else ("hold",)


def may_ask_to_unseal(context: Context) -> bool:
    """Say whether this reader may ask for a sealed identity; an inspector opens nothing."""
    return bool(context.roles & WORKERS) and may_change(context)


def part_verbs(context: Context, record: Staged) -> tuple[str, ...]:
    """Return what may be done to a part of a case, by the verbs of its machine."""
    return rules.possible(context, record) if may_change(context) else ()


def delivery_verbs(context: Context, delivery: Delivery) -> tuple[str, ...]:
    """Return what may be done to what another agency sent."""
    if not may_change(context):
        return ()
    verbs = rules.possible(context, delivery)
    told = delivery.kind == Delivery.Kind.DISSEMINATION
    if told:
        verbs = tuple(verb for verb in verbs if verb != "answer")
    return (*verbs, "adopt") if told and delivery.status == "accepted" else verbs


def sends_now(recipients: list[Recipient]) -> bool:
    """Say whether something is prepared that needs no approval."""
    return any(one.status == "prepared" and not one.abroad for one in recipients)
