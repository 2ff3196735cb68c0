"""A case or a subject as it was at a past date, and what is different between two dates."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairlead.core.cases.differences import Difference, differences
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.errors import NotWithinReach
from fairlead.kernel.cases.looking import values_of
from fairlead.kernel.cases.models import Case, Revision, Subject
from fairlead.kernel.cases.revisions import held_at

Kept = type[Case] | type[Subject]


@dataclass(frozen=True, slots=True)
class AsOf:
    """How a record stood: the state, and which revision says so; none before it was made."""

    revision: Revision | None
    state: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of a record, what is different, and the acts that lie between."""

    earlier: AsOf
    later: AsOf
    differences: tuple[Difference, ...]
    between: tuple[Revision, ...]


def as_of(
    context: Context, model: Kept, key: uuid.UUID, moment: datetime, *, unmask: bool = False
) -> AsOf:
    """Return how a case or a subject stood at this moment."""
    revision = held_at(context, find(context, model, key), moment)
    return _state(context, revision, unmask=unmask)


def compare(
    context: Context,
    model: Kept,
    key: uuid.UUID,
    moments: tuple[datetime, datetime],
    *,
    unmask: bool = False,
) -> Compared:
    """Return what is different between two moments, and by whose acts."""
    record = find(context, model, key)
    first, last = sorted(moments)
    earlier = _state(context, held_at(context, record, first), unmask=unmask)
    later = _state(context, held_at(context, record, last), unmask=unmask)
    owner = {"case": record} if isinstance(record, Case) else {"subject": record}
    between = Revision.objects.for_context(context).filter(
        recorded_at__gt=first, recorded_at__lte=last, **owner
    )
    return Compared(
        earlier,
        later,
        differences(earlier.state, later.state),
        tuple(between.select_related("created_by").order_by("number")),
    )


def case_as_of(
    context: Context, key: uuid.UUID, moment: datetime, *, unmask: bool = False
) -> tuple[AsOf, dict[uuid.UUID, AsOf]]:
    """Return a case as it stood, with each subject that was in it as that stood."""
    case = as_of(context, Case, key, moment, unmask=unmask)
    keys = {uuid.UUID(one["subject"]) for one in case.state.get("subjects", [])}
    return case, {
        subject: _subject_as_of(context, subject, moment, unmask=unmask) for subject in sorted(keys)
    }


def _subject_as_of(context: Context, key: uuid.UUID, moment: datetime, *, unmask: bool) -> AsOf:
    """Return a subject as it stood; nothing for one that stayed with the agency before ours."""
    try:
        return as_of(context, Subject, key, moment, unmask=unmask)
    except NotWithinReach:
        return AsOf(None, {})


def _state(context: Context, revision: Revision | None, *, unmask: bool) -> AsOf:
    if revision is None:
        return AsOf(None, {})
    return AsOf(revision, values_of(context, [revision], unmask=unmask)[revision.pk])
