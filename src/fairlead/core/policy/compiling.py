"""From what the rooms declare to one table, or a refusal that names the mistake."""

from collections.abc import Iterable, Iterator
from itertools import product

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import OBLIGATIONS
from fairlead.core.policy.tables import Ceiling, Table, merge, with_log
from fairlead.core.registration import EVERY_CLASS, Duty, Permit, Purpose

Cells = dict[tuple[str, Verb, str], dict[str, frozenset[str]]]
HOUSE = ("duty:", "approval:")  # roles that no person holds


def compile_table(
    purposes: Iterable[Purpose], permits: Iterable[Permit], duties: Iterable[Duty] = ()
) -> Table:
    """Compile; a permit beyond its purpose, or without any effect, is a mistake."""
    known = _by_code(purposes)
    duties = list(duties)
    cells: Cells = {}
    for permit in permits:
        _add(cells, known, permit)
    everything = frozenset().union(
        *(purpose.data_classes for purpose in known.values()),
        *(duty.data_classes for duty in duties),
    ) - {EVERY_CLASS}
    ceilings = {
        code: Ceiling(purpose.legal_basis, purpose.roles, purpose.case_bound, purpose.emergency)
        for code, purpose in known.items()
    }
    for duty in duties:
        role = f"duty:{duty.code}"
        ceilings[role] = Ceiling(duty.legal_basis, frozenset({role}))
        classes = everything if EVERY_CLASS in duty.data_classes else duty.data_classes
        for verb, data_class in product(duty.verbs, classes):
            cells.setdefault((role, verb, data_class), {})[role] = with_log(frozenset())
    return Table(ceilings, cells)


def _by_code(purposes: Iterable[Purpose]) -> dict[str, Purpose]:
    known: dict[str, Purpose] = {}
    for purpose in purposes:
        if purpose.code in known or purpose.code.startswith(HOUSE):
            raise Misconfigured("two purposes have one code", place=purpose.code)
        if not purpose.legal_basis:
            raise Misconfigured("a purpose needs a legal basis", place=purpose.code)
        known[purpose.code] = purpose
    return known


def _add(cells: Cells, known: dict[str, Purpose], permit: Permit) -> None:
    if unknown := permit.purposes - known.keys():
        raise Misconfigured("a permit names an unknown purpose", place=", ".join(sorted(unknown)))
    if unknown := permit.obligations - OBLIGATIONS:
        raise Misconfigured("unknown obligation", place=", ".join(sorted(unknown)))
    idle = {*permit.roles, *permit.purposes, *permit.verbs, *permit.data_classes}
    for purpose, verb, data_class, role in _reach(known, permit):
        idle -= {purpose, verb, data_class, role}
        cell = cells.setdefault((purpose, verb, data_class), {})
        here = with_log(permit.obligations)
        cell[role] = merge(cell[role], here) if role in cell else here
    if idle:
        raise Misconfigured(
            "these words of a permit never take effect under its purposes",
            place=", ".join(sorted(idle)),
        )


def _reach(known: dict[str, Purpose], permit: Permit) -> Iterator[tuple[str, Verb, str, str]]:
    for code in permit.purposes:
        purpose = known[code]
        for verb, data_class, role in product(
            permit.verbs & purpose.verbs,
            permit.data_classes & purpose.data_classes,
            permit.roles,
        ):
            if role in purpose.roles or role.startswith(HOUSE):
                yield code, verb, data_class, role
