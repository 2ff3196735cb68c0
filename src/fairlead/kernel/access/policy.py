"""The policy of this installation, compiled from what its rooms declare."""

from collections.abc import Callable, Mapping
from functools import cache

from fairlead.core.policy import Table, compile_table
from fairlead.core.registration import BY_PROFILE, Label, Purpose
from fairlead.kernel.rooms import rooms


@cache
def table() -> Table:
    """Return the compiled policy; a mistake in a declaration stops the process."""
    declared = rooms().values()
    return compile_table(
        purposes=[purpose for room in declared for purpose in room.purposes],
        permits=[permit for room in declared for permit in room.permits],
        duties=[duty for room in declared for duty in room.duties],
    )


Bases = Callable[[], Mapping[str, str]]


class _Law:
    """Who says which legal bases the law in force names: a room above this one."""

    bases: Bases = staticmethod(dict)


def install_law(bases: Bases) -> Bases:
    """Let this function say, by code, which legal bases the law in force names; return the last."""
    before, _Law.bases = _Law.bases, staticmethod(bases)
    return before


def bases() -> dict[str, str]:
    """Return the legal basis of every purpose and duty; "" where the law in force names none."""
    named: Mapping[str, str] | None = None
    found = {}
    for code, ceiling in table().ceilings.items():
        if ceiling.legal_basis == BY_PROFILE:
            named = _Law.bases() if named is None else named
            found[code] = named.get(code.removeprefix("duty:"), "")
        else:
            found[code] = ceiling.legal_basis
    return found


def basis_of(code: str) -> str:
    """Return the legal basis of one purpose or duty; "" if there is none, or no such purpose."""
    ceiling = table().ceilings.get(code)
    if ceiling is None:
        return ""
    if ceiling.legal_basis == BY_PROFILE:
        return _Law.bases().get(code.removeprefix("duty:"), "")
    return ceiling.legal_basis


def is_case_bound(purpose: str) -> bool:
    """Say whether a purpose is chosen for one case, and only for its records."""
    ceiling = table().ceilings.get(purpose)
    return ceiling is not None and ceiling.case_bound


def supervises(purpose: str) -> bool:
    """Say whether looks under a purpose reach the agencies that one's own supervises."""
    ceiling = table().ceilings.get(purpose)
    return ceiling is not None and ceiling.supervises


def labels() -> dict[str, Label]:
    """Return what every purpose and duty is called, by its code in the table."""
    declared = rooms().values()
    duties = {f"duty:{duty.code}": duty.label for room in declared for duty in room.duties}
    return {code: purpose.label for code, purpose in purposes().items()} | duties


@cache
def purposes() -> dict[str, Purpose]:
    """Return every purpose that a room registers, by its code."""
    return {each.code: each for room in rooms().values() for each in room.purposes}
