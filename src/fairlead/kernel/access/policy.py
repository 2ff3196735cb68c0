"""The policy of this installation, compiled from what its rooms declare."""

from functools import cache

from fairlead.core.policy import Table, compile_table
from fairlead.core.registration import Purpose
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


def is_case_bound(purpose: str) -> bool:
    """Say whether a purpose is chosen for one case, and only for its records."""
    ceiling = table().ceilings.get(purpose)
    return ceiling is not None and ceiling.case_bound


def supervises(purpose: str) -> bool:
    """Say whether looks under a purpose reach the agencies that one's own supervises."""
    ceiling = table().ceilings.get(purpose)
    return ceiling is not None and ceiling.supervises


@cache
def purposes() -> dict[str, Purpose]:
    """Return every purpose that a room registers, by its code."""
    return {each.code: each for room in rooms().values() for each in room.purposes}
