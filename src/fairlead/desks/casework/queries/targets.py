"""On what an act is done: the record of the page, and the part of it that was pointed at."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fairlead.core.cases.particulars import Particulars
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.looking import values_of
from fairlead.kernel.cases.models import Case, Involvement, Subject
from fairlead.kernel.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Who acts on what; ``unmasks`` says whether the person asked to see identities here."""

    context: Context
    record: Any = None  # a case, a delivery or a redress request; None to make one
    part: Any = None
    unmasks: bool = False
    names: Mapping[uuid.UUID, str] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """The case, where the record is one."""
        assert isinstance(self.record, Case)  # noqa: S101 - the address says so
        return self.record

    @property
    def version(self) -> int:
        """What is to be unchanged when the act is done."""
        changed = self.part or self.record
        return getattr(changed, "version", 0)


def subject_names(
    context: Context, case: Case, *, unmasks: bool, shortly: int = 8
) -> dict[uuid.UUID, str]:
    """Return how each subject of a case is called on a form: its name, or what tells it apart."""
    involved = Involvement.objects.for_context(context).filter(case=case, ended_at=None)
    roles: dict[uuid.UUID, list[Any]] = {}
    for one in involved.order_by("recorded_at", "id"):
        roles.setdefault(one.subject_id, []).append(codes.ROLES.get(one.role, one.role))
    subjects = list(Subject.objects.for_context(context).filter(pk__in=roles).order_by("id"))
    opened = values_of(context, subjects, unmask=unmasks)
    names = {}
    for subject in subjects:
        title = Particulars.read(opened[subject.pk]).title if opened[subject.pk] else ""
        plain = (
            f"{codes.SUBJECT_KINDS.get(subject.kind, subject.kind)} {str(subject.pk)[-shortly:]}"
        )
        names[subject.pk] = str(listed([title or plain, *roles[subject.pk]]))
    return names
