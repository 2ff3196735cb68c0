"""From what the rooms declare to one table, or a refusal that names the mistake."""

from collections.abc import Iterable, Iterator
from itertools import product

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import OBLIGATIONS
from fairlead.core.policy.tables import Ceiling, Table, merge, with_log
from fairlead.core.registration import EVERY_CLASS, Duty, Permit, Purpose

Cell = tuple[str, Verb, str, str]  # purpose, verb, class of data, role
Cells = dict[tuple[str, Verb, str], dict[str, frozenset[str]]]
HOUSE = ("duty:", "approval:")  # roles that no person holds


def compile_table(
    purposes: Iterable[Purpose], permits: Iterable[Permit], duties: Iterable[Duty] = ()
) -> Table:
    """Compile; a permit beyond its purpose, or without any effect, is a mistake."""
    known, duties = _by_code(purposes), list(duties)
    ceilings = {
        code: Ceiling(
            each.legal_basis, each.roles, each.case_bound, each.emergency, each.supervises
        )
        for code, each in known.items()
    }
    cells: Cells = {}
    for permit in permits:
        _add(cells, known, permit)
    classes = _every_class(known.values(), duties)
    for duty in duties:
        _add_duty(cells, ceilings, duty, classes)
    return Table(ceilings, cells)


def _by_code(purposes: Iterable[Purpose]) -> dict[str, Purpose]:
    known: dict[str, Purpose] = {}
    for purpose in purposes:
        if purpose.code in known or purpose.code.startswith(HOUSE):
            raise Misconfigured("this code of a purpose is taken", place=purpose.code)
        _check_law(purpose.legal_basis, purpose.code)
        known[purpose.code] = purpose
    return known


def _check_law(legal_basis: str, code: str) -> None:
    if not legal_basis.strip():
        raise Misconfigured("what is done with personal data has a legal basis", place=code)


def _every_class(purposes: Iterable[Purpose], duties: Iterable[Duty]) -> frozenset[str]:
    named: set[str] = set()
    for purpose in purposes:
        named |= purpose.data_classes
    for duty in duties:
        named |= duty.data_classes
    return frozenset(named - {EVERY_CLASS})


def _add_duty(
    cells: Cells, ceilings: dict[str, Ceiling], duty: Duty, classes: frozenset[str]
) -> None:
    role = f"duty:{duty.code}"
    if role in ceilings:
        raise Misconfigured("two duties have one code", place=duty.code)
    _check_law(duty.legal_basis, duty.code)
    ceilings[role] = Ceiling(duty.legal_basis, frozenset({role}))
    reached = classes if EVERY_CLASS in duty.data_classes else duty.data_classes
    for verb, data_class in product(duty.verbs, reached):
        cells[role, verb, data_class] = {role: with_log(frozenset())}


def _add(cells: Cells, known: dict[str, Purpose], permit: Permit) -> None:
    if unknown := permit.purposes - known.keys():
        raise Misconfigured("a permit names an unknown purpose", place=", ".join(sorted(unknown)))
    if unknown := permit.obligations - OBLIGATIONS:
        raise Misconfigured("unknown obligation", place=", ".join(sorted(unknown)))
    reached = list(_reach(known, permit))
    if idle := _idle(permit, reached):
        raise Misconfigured("this in a permit never takes effect", place=", ".join(sorted(idle)))
    here = with_log(permit.obligations)
    for purpose, verb, data_class, role in reached:
        cell = cells.setdefault((purpose, verb, data_class), {})
        cell[role] = merge(cell[role], here) if role in cell else here


def _reach(known: dict[str, Purpose], permit: Permit) -> Iterator[Cell]:
    for code in permit.purposes:
        purpose = known[code]
        for verb, data_class, role in product(
            permit.verbs & purpose.verbs,
            permit.data_classes & purpose.data_classes,
            permit.roles,
        ):
            if role in purpose.roles or role.startswith(HOUSE):
                yield code, verb, data_class, role


def _idle(permit: Permit, reached: Iterable[Cell]) -> set[str]:
    """Return the words of a permit that no ceiling lets through: a slip of the author."""
    columns = list(zip(*reached, strict=True)) or [()] * 4
    named = (permit.purposes, permit.verbs, permit.data_classes, permit.roles)
    return {
        str(word)
        for words, effective in zip(named, columns, strict=True)
        for word in words - set(effective)
    }
