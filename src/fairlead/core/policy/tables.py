"""The compiled policy: an index that answers in microseconds."""

import hashlib
import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import (
    LOG,
    MASK,
    Circumstances,
    Decision,
    Reason,
    Resource,
    Subject,
)
from fairlead.core.registration import BY_PROFILE

CALM = Circumstances()
Cell = Mapping[str, frozenset[str]]  # role → obligations


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What a purpose allows at most."""

    legal_basis: str
    roles: frozenset[str]
    case_bound: bool = False
    emergency: bool = False
    supervises: bool = False


def _deny(*reasons: str) -> Decision:
    return Decision(permit=False, reasons=reasons)


_NO_PURPOSE = _deny(Reason.PURPOSE_MISSING)
_UNKNOWN = _deny(Reason.PURPOSE_UNKNOWN)
_NOT_OF_ROLE = _deny(Reason.PURPOSE_NOT_OF_ROLE)
_NARROWER = _deny(Reason.PURPOSE_NARROWER)
_NO_ROLE = _deny(Reason.ROLE_MISSING)
_NO_CASE = _deny(Reason.CASE_MISSING)
_OTHER_CASE = _deny(Reason.CASE_OTHER)
_OTHER_AGENCY = _deny(Reason.AGENCY_OTHER)
_NO_BASIS = _deny(Reason.BASIS_MISSING)
_OVER = _deny(Reason.EMERGENCY_OVER)
_CLOSED = _deny(Reason.DOOR_CLOSED)


class Table:
    """Cells by (purpose, verb, class of data), each with the roles that it permits."""

    __slots__ = ("_cells", "_classes", "ceilings", "version")

    def __init__(
        self, ceilings: Mapping[str, Ceiling], cells: Mapping[tuple[str, Verb, str], Cell]
    ) -> None:
        self.ceilings = dict(ceilings)
        self._cells = {key: dict(cell) for key, cell in cells.items() if cell}
        self._classes = _classes_by_purpose(self._cells)
        self.version = hashlib.sha256(self.canonical()).hexdigest()[:32]

    def decide(  # noqa: PLR0917 - the six things that RIGHTS names
        self,
        subject: Subject,
        action: Verb,
        resource: Resource,
        purpose: str,
        case: Hashable | None = None,
        context: Circumstances = CALM,
    ) -> Decision:
        """Permit or deny, with reasons and obligations."""
        cell = self._cells.get((purpose, action, resource.data_class))
        if cell is None:
            return self._why_no_cell(subject, purpose)
        permitting = [role for role in subject.roles if role in cell]
        if not permitting:
            return _NO_ROLE
        refusal = self._bounds(subject, action, resource, purpose, case, context)
        if refusal is not None:  # a refusal is false, so "or" would pass it over
            return refusal
        return _permit(cell, permitting, subject, resource)

    def classes(self, purpose: str, roles: frozenset[str]) -> frozenset[str]:
        """Return the classes of data on which these roles may do anything at all."""
        found = self._classes.get(purpose, {})
        return frozenset().union(*(found[role] for role in roles if role in found))

    def lines(self) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
        """Return every permitted cell: purpose, verb, class, role, obligations; sorted."""
        return sorted(
            (purpose, verb.value, data_class, role, tuple(sorted(obligations)))
            for (purpose, verb, data_class), cell in self._cells.items()
            for role, obligations in cell.items()
        )

    def canonical(self) -> bytes:
        """Return the table as bytes that are the same wherever it is compiled."""
        ceilings = [
            [
                code,
                ceiling.legal_basis,
                sorted(ceiling.roles),
                ceiling.case_bound,
                ceiling.emergency,
                ceiling.supervises,
            ]
            for code, ceiling in sorted(self.ceilings.items())
        ]
        content = {"purposes": ceilings, "permits": self.lines()}
        return json.dumps(content, separators=(",", ":"), sort_keys=True).encode()

    def _why_no_cell(self, subject: Subject, purpose: str) -> Decision:
        if not purpose:
            return _NO_PURPOSE
        ceiling = self.ceilings.get(purpose)
        if ceiling is None:
            return _UNKNOWN
        return _NARROWER if ceiling.roles & subject.roles else _NOT_OF_ROLE

    def _bounds(  # noqa: PLR0917 - what `decide` was asked
        self,
        subject: Subject,
        action: Verb,
        resource: Resource,
        purpose: str,
        case: Hashable | None,
        context: Circumstances,
    ) -> Decision | None:
        ceiling = self.ceilings[purpose]
        refusal = _closed(ceiling, resource, case, context)
        if refusal is not None:
            return refusal
        agency = resource.agency
        if agency is None or subject.everywhere or agency in subject.agencies or resource.shared:
            return None
        if resource.supervised and ceiling.supervises and action is Verb.CONSULT:
            return None
        return _OTHER_AGENCY


def _closed(
    ceiling: Ceiling, resource: Resource, case: Hashable | None, context: Circumstances
) -> Decision | None:
    """Refuse where the purpose itself does not open now, whoever asks."""
    if context.closed:
        return _CLOSED
    if ceiling.legal_basis == BY_PROFILE and not context.founded:
        return _NO_BASIS
    if ceiling.emergency and not context.emergency:
        return _OVER
    return _outside_case(resource, case) if ceiling.case_bound else None


def _outside_case(resource: Resource, case: Hashable | None) -> Decision | None:
    """Refuse what is not of the one case: also a record that belongs to none."""
    if case is None:
        return _NO_CASE
    asked_for_one = resource.agency is not None or resource.case is not None
    return _OTHER_CASE if asked_for_one and resource.case != case else None


def _permit(cell: Cell, roles: list[str], subject: Subject, resource: Resource) -> Decision:
    """Permit, with the reasons that a reader of the ledger needs."""
    obligations = cell[roles[0]]
    for role in roles[1:]:
        obligations = merge(obligations, cell[role])
    where = Reason.OWN_AGENCY
    if subject.everywhere:
        where = Reason.DUTY
    elif resource.agency is not None and resource.agency not in subject.agencies:
        where = Reason.SHARED if resource.shared else Reason.SUPERVISED
    return Decision(True, (Reason.PERMITTED, where, *roles), obligations)


def _classes_by_purpose(
    cells: Mapping[tuple[str, Verb, str], Cell],
) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for (purpose, _verb, data_class), cell in cells.items():
        for role in cell:
            found.setdefault(purpose, {}).setdefault(role, set()).add(data_class)
    return found


def merge(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Two lines permit the same: masked only if both mask, and every other duty of either."""
    both = one | other
    return both if MASK in one and MASK in other else both - {MASK}


def with_log(obligations: frozenset[str]) -> frozenset[str]:
    """Nothing is permitted without an entry in the ledger."""
    return obligations | {LOG}
