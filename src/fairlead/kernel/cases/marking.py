"""What caveats allow to go out of a case."""

import uuid
from collections.abc import Iterable

from fairlead.core.cases.particulars import Particulars
from fairlead.core.caveats import (
    CaveatForbids,
    Tlp,
    check_onward,
    read_audience,
    read_marking,
    relaxes,
)
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.exchange import Message
from fairlead.kernel.cases.models import Case, Delivery, Subject


def check_outgoing(context: Context, case: Case, message: Message) -> None:
    """Raise if what others gave us under a caveat, or our own marking, forbids this.

    What we originated may go to whom we choose, and what we mark it so shall it be treated. Only
    a marking weaker than the case's own, and anything that came from others, needs permission.
    """
    marking, reach = read_marking(message.tlp), read_audience(message.audience)
    check_onward(
        held=held_markings(context, case, message.subjects),
        marked=marking,
        audience=reach,
        permission=message.permission,
    )
    if relaxes(marking, Tlp(case.tlp)) and not message.permission:
        raise CaveatForbids(
            f"the case is marked {case.tlp}; marking it {marking} needs a permission",
            reasons=["marking-relaxed"],
        )


def held_markings(context: Context, case: Case, subjects: Iterable[uuid.UUID]) -> Iterable[Tlp]:
    """Yield the markings under which others gave us what would go out."""
    if case.origin is not None:
        came = Delivery.objects.for_context(context).filter(pk=case.origin)
        yield from (Tlp(one.tlp) for one in came)
    for subject in Subject.objects.for_context(context).filter(pk__in=list(subjects)):
        held = Particulars.read(keeping.opened(context, subject))
        yield from (Tlp(source.tlp) for source in held.sources)
