"""Handling caveats: the Traffic Light Protocol, version 2.0 (FIRST, August 2022), as code.

==================== ====================================================================
marking              how far the receiver may share it
==================== ====================================================================
``TLP:RED``          nobody else: for the eyes and ears of the named recipients only
``TLP:AMBER+STRICT`` need to know, within the receiver's own organization only
``TLP:AMBER``        need to know, within the receiver's organization and its clients
``TLP:GREEN``        within the community: peers and partners, never public channels
``TLP:CLEAR``        everyone
==================== ====================================================================

Two rules hold for everybody. Whoever combines marked things marks the result as strictly as
the strictest of them. Whoever did not originate a thing asks its source before sharing it
further than its marking says; the source may say yes, and that *permission* is recorded.

>>> strictest([Tlp.GREEN, Tlp.AMBER])
<Tlp.AMBER: 'TLP:AMBER'>
>>> may_share(Tlp.AMBER, Audience.CLIENTS), may_share(Tlp.AMBER_STRICT, Audience.CLIENTS)
(True, False)
"""

from collections.abc import Iterable
from enum import StrEnum

from fairlead.core.errors import BadInput, Refused


class Tlp(StrEnum):
    """The five markings, written as the standard demands, strictest first."""

    RED = "TLP:RED"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    AMBER = "TLP:AMBER"
    GREEN = "TLP:GREEN"
    CLEAR = "TLP:CLEAR"


class Audience(StrEnum):
    """To whom something would be shown, nearest first."""

    RECIPIENT = "recipient"  # the very persons to whom it was given
    ORGANIZATION = "organization"  # others in the receiver's own organization
    CLIENTS = "clients"  # those whom the organization serves and protects
    COMMUNITY = "community"  # peers and partner organizations
    WORLD = "world"  # everyone


# TLP 2.0, section 4: the farthest audience that each marking allows.
REACH = {
    Tlp.RED: Audience.RECIPIENT,
    Tlp.AMBER_STRICT: Audience.ORGANIZATION,
    Tlp.AMBER: Audience.CLIENTS,
    Tlp.GREEN: Audience.COMMUNITY,
    Tlp.CLEAR: Audience.WORLD,
}
_STRICTNESS = {marking: place for place, marking in enumerate(Tlp)}
_DISTANCE = {audience: place for place, audience in enumerate(Audience)}


class CaveatForbids(Refused):
    """The marking does not let this go so far; only its source can allow it."""

    code = "caveat-forbids"


def read_marking(text: str, place: str = "tlp") -> Tlp:
    """Return the marking that is written so, or raise ``BadInput``."""
    if text not in set(Tlp):
        raise BadInput(f"{text!r} is not one of {', '.join(Tlp)}", place=place)
    return Tlp(text)


def read_audience(text: str, place: str = "audience") -> Audience:
    """Return the audience of this name, or raise ``BadInput``."""
    if text not in set(Audience):
        raise BadInput(f"{text!r} is not one of {', '.join(Audience)}", place=place)
    return Audience(text)


def strictest(markings: Iterable[Tlp]) -> Tlp:
    """Return the marking that the combination must bear; nothing marked is ``CLEAR``."""
    return min(markings, key=_STRICTNESS.__getitem__, default=Tlp.CLEAR)


def relaxes(new: Tlp, old: Tlp) -> bool:
    """Say whether ``new`` lets a thing travel further than ``old`` did."""
    return _STRICTNESS[new] > _STRICTNESS[old]


def may_share(marking: Tlp, audience: Audience) -> bool:
    """Say whether a receiver may share onward to this audience without asking."""
    return _DISTANCE[audience] <= _DISTANCE[REACH[marking]]


def check_onward(
    *, held: Iterable[Tlp], marked: Tlp, audience: Audience, permission: str = ""
) -> None:
    """Let others' material go out, or raise :class:`CaveatForbids`.

    ``held`` are the markings under which it was received, ``marked`` is the marking under
    which it would go out. ``permission`` is the reference of the source's consent.
    """
    limit = strictest(held)
    reasons = []
    if relaxes(marked, limit):
        reasons.append("marking-relaxed")
    if not may_share(limit, audience):
        reasons.append("audience-too-far")
    if reasons and not permission:
        raise CaveatForbids(
            f"{limit} does not go to {audience} as {marked} without its source's permission",
            reasons=reasons,
        )
