"""Rows without an envelope that have a term all the same: words of staff about their own acts.

A room declares them like its records, in ``Room.terms``. Nothing in them is sealed; when the term
is over, the run takes them away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Min, Model, QuerySet

from fairlead.core.registration import Term
from fairlead.core.retention import Action, Law, Rule
from fairlead.kernel.retention.models import PersonalRecord
from fairlead.kernel.rooms import rooms


@dataclass(frozen=True, slots=True)
class Ending:
    """A term, the rule of today's law that ends it, and from when rows have to have been."""

    term: Term
    rule: Rule
    until: datetime

    def rows(self) -> "QuerySet[Any]":
        """Return the rows whose term is over."""
        began = {f"{self.term.clock_start}__lte": self.until}
        found: QuerySet[Any] = manager_of(self.term).filter(**began)
        return found

    @property
    def earliest(self) -> datetime | None:
        """When the clock of the first of them started."""
        found: dict[str, datetime | None] = self.rows().aggregate(at=Min(self.term.clock_start))
        return found["at"]


def terms() -> list[Term]:
    """Return the declared terms of models that seal nothing, in the order of their rooms."""
    return [
        term
        for room in rooms().values()
        for term in room.terms
        if not issubclass(apps.get_model(term.model), PersonalRecord)
    ]


def endings(law: Law, at: datetime) -> Iterator[Ending]:
    """Yield what ends by this law at this moment; nothing for a class that it does not know."""
    for term in terms():
        rules = [
            rule
            for rule in law.schedule(term.record_class).rules(term.record_class)
            if rule.action is Action.ERASE and rule.in_force(at.date())
        ]
        if rules:
            shortest = max(rules, key=lambda rule: rule.term.before(at))
            yield Ending(term, shortest, shortest.term.before(at))


def manager_of(term: Term) -> Any:  # noqa: ANN401 - of any model
    """Return the manager of the model that a term speaks of."""
    model: type[Model] = apps.get_model(term.model)
    return model._default_manager
