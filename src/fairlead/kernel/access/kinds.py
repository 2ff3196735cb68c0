"""The acts that need a second person, as the rooms declare them."""

from functools import cache

from fairlead.core.errors import BadInput, Misconfigured
from fairlead.core.registration import ApprovalKind
from fairlead.kernel.rooms import rooms

AGENCY_RULES = frozenset({"same", "other", "any"})


@cache
def kinds() -> dict[str, ApprovalKind]:
    """Return every declared kind by its code; a kind that anyone may approve is a mistake."""
    found: dict[str, ApprovalKind] = {}
    for room in rooms().values():
        for kind in room.approvals:
            if kind.code in found:
                raise Misconfigured("two kinds of approval have one code", place=kind.code)
            if not kind.approver_roles or kind.approvers < 1:
                raise Misconfigured("an approval needs approvers", place=kind.code)
            if kind.approver_agency not in AGENCY_RULES:
                raise Misconfigured("unknown agency rule", place=kind.code)
            found[kind.code] = kind
    return found


def kind_of(code: str) -> ApprovalKind:
    """Return the declaration of a kind."""
    try:
        return kinds()[code]
    except KeyError:
        raise BadInput("no room declares this kind of approval", place=code) from None
