"""A case as it was at a past date, and what is different between two dates, in words."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.cases.differences import Difference
from fairlead.core.registration import Label
from fairlead.desks.casework.queries import words
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.policy import purposes
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.errors import NotWithinReach
from fairlead.kernel.cases.models import Case, Revision, Subject
from fairlead.kernel.cases.queries import history
from fairlead.kernel.people.models import Account, Agency
from fairlead.kernel.wording import listed

FIELDS: Mapping[str, Label] = {
    "status": _("State"),
    "owner": pgettext_lazy("of a case", "Owner"),
    "agency": _("Agency"),
    "purpose": _("Purpose"),
    "legal_basis": _("Legal basis"),
    "tlp": _("Handling"),
    "deadline": _("Deadline"),
    "waiting_until": _("Waiting until"),
    "reason": _("Reason"),
    "closed_at": pgettext_lazy("a case, when", "Closed"),
    "subjects": _("Subjects"),
    "title": pgettext_lazy("of a case", "Title"),
    "summary": pgettext_lazy("of a case", "Summary"),
    "outcome": _("What came of it"),
    "returned": _("What is missing"),
    "names": _("Names"),
    "identifiers": _("Numbers"),
    "facts": _("Facts"),
    "sources": _("Sources"),
    "kind": pgettext_lazy("of a name, a number or a subject", "Kind"),
}
_REASONS = {
    **codes.WAITING_REASONS,
    **codes.CLOSING_REASONS,
    **codes.ANNULMENT_REASONS,
    **codes.REOPENING_REASONS,
}
_MOMENTS = frozenset({"deadline", "waiting_until", "closed_at"})


@dataclass(frozen=True, slots=True)
class Told:
    """One value of a state, in words; ``kind`` says how it is written."""

    label: Label
    value: object
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise between two dates."""

    label: Label
    before: Sequence[Told]
    after: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Past:
    """A case as it stood, its subjects with it, and what was different from another date."""

    at: datetime
    number: int
    state: Sequence[Told]
    subjects: Sequence[tuple[Label, Sequence[Told]]]
    changes: Sequence[Change]
    between: Sequence[Revision]


def revisions(context: Context, case: Case) -> list[Revision]:
    """Return every change of the case, the newest first."""
    found = Revision.objects.for_context(context).filter(case=case)
    return list(found.select_related("created_by").order_by("-number"))


def past(
    context: Context, case: Case, at: datetime, other: datetime | None, *, unmasks: bool
) -> Past:
    """Return how a case stood, and what was different at another moment."""
    names = _Names()
    then, subjects = history.case_as_of(context, case.pk, at, unmask=unmasks)
    compared = _compared(context, case, at, other, unmasks=unmasks) if other else None
    return Past(
        at=at,
        number=then.revision.number if then.revision else 0,
        state=list(names.told(then.state)),
        subjects=[
            (_title(found.state), list(names.told(found.state))) for found in subjects.values()
        ],
        changes=[names.change(one) for one in compared.differences] if compared else (),
        between=compared.between if compared else (),
    )


def subject_changes(
    context: Context, case: Case, at: datetime, other: datetime, *, unmasks: bool
) -> list[tuple[Label, list[Change]]]:
    """Return what is different in each subject that was in the case at either moment."""
    keys: dict[str, None] = {}
    for moment in (at, other):
        then = history.as_of(context, Case, case.pk, moment, unmask=unmasks)
        keys |= {one["subject"]: None for one in then.state.get("subjects", [])}
    found, names = [], _Names()
    for key in keys:
        try:
            compared = history.compare(
                context, Subject, uuid.UUID(key), (at, other), unmask=unmasks
            )
        except NotWithinReach:  # it stayed with the agency that had the case before
            continue
        if compared.differences:
            changes = [names.change(one) for one in compared.differences]
            found.append((_title(compared.later.state or compared.earlier.state), changes))
    return found


def _compared(
    context: Context, case: Case, at: datetime, other: datetime, *, unmasks: bool
) -> history.Compared:
    return history.compare(context, Case, case.pk, (at, other), unmask=unmasks)


def _title(state: Mapping[str, Any]) -> Label:
    names = state.get("names") or ()
    held = [one for one in names if one.get("kind") == "primary"] or list(names)
    return held[0]["text"] if held else pgettext_lazy("a name", "(covered)")


class _Names:
    """Puts codes and keys into words; each table is read once."""

    def __init__(self) -> None:
        self.agencies = {str(one.pk): str(one) for one in Agency.objects.all()}
        self.people = {str(key): name for key, name in Account.objects.values_list("pk", "name")}

    def told(self, state: Mapping[str, Any]) -> Iterator[Told]:
        """Yield what stands in a state, without what is empty."""
        for field in FIELDS:
            yield from self._all(field, state.get(field))

    def change(self, found: Difference) -> Change:
        """Return a difference in words."""
        label = FIELDS.get(found.path, found.path)
        before, after = (list(self._all(found.path, one)) for one in (found.before, found.after))
        return Change(label, before, after)

    def _all(self, field: str, value: Any) -> Iterator[Told]:  # noqa: ANN401 - any JSON
        label = FIELDS.get(field, field)
        for one in value if isinstance(value, list) else [value]:
            if one not in ("", None):
                yield self.one(field, label, one)

    def one(self, field: str, label: Label, value: Any) -> Told:  # noqa: ANN401 - any JSON
        """Return one value as a reader writes it."""
        if field in _MOMENTS:
            return Told(label, parse_datetime(value), "moment")
        return Told(label, self._plain(field, value))

    def _plain(self, field: str, value: Any) -> Label:  # noqa: ANN401 - any JSON
        tables: Mapping[str, Mapping[str, Label]] = {
            "status": codes.CASE_STATES,
            "reason": _REASONS,
            "agency": self.agencies,
            "owner": self.people,
            "kind": codes.SUBJECT_KINDS,
        }
        if field in tables:
            return tables[field].get(value, str(value))
        if field == "purpose":
            known = purposes().get(value)
            return known.label if known else str(value)
        return _statement(field, value) if isinstance(value, Mapping) else str(value)


def _statement(field: str, value: Mapping[str, Any]) -> Label:
    """Write one row of a list: a role, a name, a number, a fact, a source."""
    if field == "subjects":
        return listed([codes.ROLES.get(value["role"], value["role"]), value["subject"][-8:]])
    said = {
        "names": (words.NAME_KINDS.get(value.get("kind", ""), ""), value.get("text")),
        "identifiers": (words.IDENTIFIER_KINDS.get(value.get("kind", ""), ""), value.get("value")),
        "facts": (words.FACTS.get(value.get("key", ""), ""), value.get("value")),
        "sources": (value.get("origin"), value.get("reference")),
    }.get(field, tuple(value.values()))
    return listed(one for one in said if one)
