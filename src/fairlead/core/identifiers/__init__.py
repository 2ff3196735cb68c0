"""Numbers that identify: of documents, companies, ships, aircraft, accounts, coins and mailboxes.

Every kind keeps one contract (``scheme.Scheme``): ``normalise`` to a compact form, ``check`` it,
``shown`` as people write it. ``candidates`` offers readings of a scan that pass the check.
``numbers_of`` takes the numbers out of an entity, ``keys`` says what to look it up by, and
``grade`` weighs the numbers of two entities.

    >>> from fairlead.core.identifiers import imo
    >>> imo.check(imo.normalise("IMO 1234567")), imo.shown("1234567")
    (True, 'IMO 1234567')
"""

from fairlead.core.identifiers.confusions import candidates, folded
from fairlead.core.identifiers.grading import RELATIONS, grade
from fairlead.core.identifiers.kinds import PROPERTIES, schemes
from fairlead.core.identifiers.numbers import (
    Identifier,
    information,
    keys,
    keys_of,
    numbers_of,
    read_back,
    written,
)
from fairlead.core.identifiers.scheme import Scheme

__all__ = [
    "PROPERTIES",
    "RELATIONS",
    "Identifier",
    "Scheme",
    "candidates",
    "folded",
    "grade",
    "information",
    "keys",
    "keys_of",
    "numbers_of",
    "read_back",
    "schemes",
    "written",
]
