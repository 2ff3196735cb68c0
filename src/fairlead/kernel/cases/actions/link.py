"""What subjects and cases have to do with one another."""

import uuid
from typing import Any

from fairlead.core.cases.moments import Moment
from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import find, live_case, make, part_of_live_case, store
from fairlead.kernel.cases.keeping import follow_cases
from fairlead.kernel.cases.models import Case, Link, Subject
from fairlead.kernel.clock import now


def add_link(  # noqa: PLR0913 - all that one link says
    context: Context,
    *,
    case: uuid.UUID,
    kind: str,
    from_: tuple[str, uuid.UUID],
    to: tuple[str, uuid.UUID],
    certainty: str,
    source: str,
    words: str = "",
    since: Moment | None = None,
    until: Moment | None = None,
) -> Link:
    """Say that two have to do with one another; ends are ("subject" or "case", id)."""
    codes.check(kind, codes.LINKS, "kind")
    codes.check(certainty, codes.CERTAINTIES, "certainty")
    if from_ == to:
        raise BadInput("a link has two different ends", place="to")
    if not source.strip():
        raise BadInput("a link needs its source", place="source")
    with entered():
        found = live_case(context, case)
        require(context, Verb.COMBINE, Link.data_class)
        link = make(
            context,
            Link,
            identity=_values(source, words, since, until),
            case=found,
            kind=kind,
            certainty=certainty,
            **_end(context, "from", from_),
            **_end(context, "to", to),
        )
        follow_cases(context, filter(None, (link.from_subject, link.to_subject)))
        record_act(
            context,
            "cases.link.added",
            Verb.COMBINE,
            link,
            found,
            f"{from_[0]}:{from_[1]}",
            f"{to[0]}:{to[1]}",
        )
    return link


def end_link(context: Context, *, link: uuid.UUID, version: int) -> Link:
    """Say that a link does not hold, or no longer; that it was drawn remains."""
    with entered():
        found = part_of_live_case(context, Link, link, version=version)
        if found.ended_at is None:
            found.ended_at, found.ended_by_id = now(), context.account
            store(context, found)
        record_act(context, "cases.link.ended", Verb.ALTER, found)
    return found


def _end(context: Context, side: str, named: tuple[str, uuid.UUID]) -> dict[str, Any]:
    kind, key = named
    if kind == "subject":
        return {f"{side}_subject": find(context, Subject, key)}
    if kind == "case":
        return {f"{side}_case": find(context, Case, key)}
    raise BadInput("a link joins subjects and cases", place=side)


def _values(source: str, words: str, since: Moment | None, until: Moment | None) -> dict[str, Any]:
    return {
        "source": source,
        "words": words,
        "since": since.write() if since else None,
        "until": until.write() if until else None,
    }
