"""What is asked of the policy, and what it answers.

Named tuples rather than frozen dataclasses: millions are made, and they are made three times
as fast.
"""

from collections.abc import Hashable
from enum import StrEnum
from typing import NamedTuple

MASK = "mask"  # identifying fields are covered until asked for
LOG = "log"  # the ledger gets an entry in the same transaction
NOTIFY = "notify"  # oversight is told at once
OBLIGATIONS = frozenset({MASK, LOG, NOTIFY})
NOTHING: frozenset[str] = frozenset()


class Reason(StrEnum):
    """Why: a closed list, put into words by the pages."""

    PERMITTED = "permitted"
    OWN_AGENCY = "own-agency"
    SHARED = "shared"
    SUPERVISED = "supervised"
    DUTY = "duty"

    PURPOSE_MISSING = "purpose-missing"
    PURPOSE_UNKNOWN = "purpose-unknown"
    PURPOSE_NARROWER = "purpose-narrower"  # it does not cover this verb on this class of data
    PURPOSE_NOT_OF_ROLE = "purpose-not-of-role"
    ROLE_MISSING = "role-missing"
    CASE_MISSING = "case-missing"
    CASE_OTHER = "case-other"
    AGENCY_OTHER = "agency-other"
    BASIS_MISSING = "no-legal-basis"
    EMERGENCY_OVER = "emergency-over"
    DOOR_CLOSED = "door-closed"


class Subject(NamedTuple):
    """Who asks: roles held now, and the agencies whose records they work on."""

    roles: frozenset[str]
    agencies: frozenset[Hashable] = frozenset()
    everywhere: bool = False  # a duty of the house, which no agency bounds


class Resource(NamedTuple):
    """What is asked for: a class of data, or one record of it."""

    data_class: str
    agency: Hashable | None = None  # None: the class, not one record
    case: Hashable | None = None  # a record that belongs to no case is in none
    shared: bool = False
    supervised: bool = False  # the asker's agency supervises the record's


class Circumstances(NamedTuple):
    """What else counts at this moment."""

    emergency: bool = False  # an open break-glass grant
    closed: bool = False  # behind a door through which no personal data is shown
    founded: bool = False  # the law in force names a legal basis for the purpose


class Decision(NamedTuple):
    """The answer, with its reasons and what must be done along with it."""

    permit: bool
    reasons: tuple[str, ...]
    obligations: frozenset[str] = NOTHING

    def __bool__(self) -> bool:
        return self.permit
