"""What a room declares about itself, as plain data.

Every kernel room and every desk has ``room = Room(...)`` on its ``AppConfig``. Whoever needs
the declarations of the whole house walks the app configurations and reads them, so that
adding a desk is adding a folder and one line. Functions are named by dotted path: declaring
something imports nothing.

Labels are any object whose ``str()`` is the text in the reader's language, which a lazy
translation is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from fairlead.core.ledger import Verb
from fairlead.core.states import Machine


class Label(Protocol):
    """Anything whose ``str()`` is a text in the reader's language."""

    def __str__(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Role:
    """A set of tasks that an account may be granted for a time."""

    code: str
    label: Label
    description: Label
    personal_data: bool = True  # such a role needs a second factor at sign-in


# In the place of a legal basis: each State has its own law for it, and its jurisdiction profile
# names that law. Where the profile in force names none, the purpose cannot be used.
BY_PROFILE = "named by the jurisdiction profile in force"


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """Why personal data may be worked with: a session has exactly one."""

    code: str
    label: Label
    legal_basis: str  # of a law, or BY_PROFILE
    data_classes: frozenset[str]
    verbs: frozenset[Verb]
    roles: frozenset[str]
    case_bound: bool = False  # chosen together with a case, and only for its records
    emergency: bool = False  # only while a break-glass grant is open
    supervises: bool = False  # its looks reach the agencies that the person's own supervises


EVERY_CLASS = "*"  # in a duty only: every class of data that any purpose names


@dataclass(frozen=True, kw_only=True)
class Duty:
    """What the house itself does by the clock, without a person: purpose and permit in one.

    ``Context.duty(code)`` acts under it, in every agency, and the ledger says so.
    """

    code: str
    label: Label
    legal_basis: str  # of a law, or BY_PROFILE
    verbs: frozenset[Verb]
    data_classes: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Permit:
    """One line of the policy: these roles, under these purposes, may do this to that.

    ``approval:<kind>`` is the role of an approved act while it is executed.
    """

    roles: frozenset[str]
    purposes: frozenset[str]
    verbs: frozenset[Verb]
    data_classes: frozenset[str]
    obligations: frozenset[str] = frozenset()  # of: mask, log, notify


@dataclass(frozen=True, kw_only=True)
class Term:
    """The record class of a model and where its clock starts; lengths are in the profiles.

    Also of rows without an envelope, such as words that staff wrote about their own acts: when
    their term is over the run deletes them, or calls ``ended_by`` with their keys, which takes
    the words away and stops the clock.
    """

    record_class: str
    model: str  # "<app label>.<Model>"
    clock_start: str  # the field that holds the moment, or the way to it: "approval__closed_at"
    purposes: frozenset[str] = frozenset()
    ended_by: str = ""  # dotted path: (keys) → None; "": the rows go


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """A job that runs again and again, under a duty of the house."""

    code: str
    job: str  # dotted path
    every: timedelta
    duty: str = "operation"  # a job that touches personal data names a duty that covers it


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """A question that ``fairlead doctor`` asks; the function returns a ``Health``."""

    code: str
    label: Label
    check: str  # dotted path


@dataclass(frozen=True, kw_only=True)
class Health:
    """The answer to one health check."""

    state: str  # "good", "warning" or "bad"
    words: Label
    figures: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ApprovalKind:
    """An act that one person proposes and another approves."""

    code: str
    label: Label
    execute: str  # dotted path of the act
    approvers: int = 1
    proposer_roles: frozenset[str] = frozenset()
    approver_roles: frozenset[str] = frozenset()
    describe: str = ""  # dotted path: payload → [(label, value)], for the approver to read
    approver_agency: str = "same"  # or "other", or "any": the approvers', seen from the proposer's
    expires: timedelta = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What the key of a service may be used for, for example ``travel.push``."""

    code: str
    label: Label
    purposes: frozenset[str] = frozenset()  # under which such a key may work


@dataclass(frozen=True, kw_only=True)
class Navigation:
    """An entry in the main navigation, shown to the roles that can use it."""

    label: Label
    url_name: str
    roles: frozenset[str] = frozenset()  # empty: everyone who is signed in
    order: int = 100
    place: str = "main"  # of the frame; or "purpose" and "own", of which there is one each


@dataclass(frozen=True, kw_only=True)
class Room:
    """All that one room declares."""

    label: Label
    roles: Sequence[Role] = ()
    purposes: Sequence[Purpose] = ()
    permits: Sequence[Permit] = ()
    duties: Sequence[Duty] = ()
    terms: Sequence[Term] = ()
    schedules: Sequence[Schedule] = ()
    health: Sequence[HealthCheck] = ()
    approvals: Sequence[ApprovalKind] = ()
    scopes: Sequence[Scope] = ()
    navigation: Sequence[Navigation] = ()
    notified: str = ""  # dotted path: (notice id) → None, called when a notice is committed
    machines: Sequence[Machine] = ()  # the documentation draws them
    case_check: str = ""  # dotted path: (context, case id) → may this context work on the case?
    tables: Sequence[str] = ()  # dotted paths of its tables: kernel/tables
