"""What an entry says, how it becomes bytes, and how those become a leaf of the tree.

An entry has two parts. The **header** says who did what to which objects, when, and by what
right; it holds codes and references and never a personal value, so it can stay for ever. The
**payload** holds what may have to be erased one day. The tree commits to both::

    commitment = SHA-256(salt ‖ payload)      32 zero bytes when there is no payload
    leaf       = SHA-256(0x00 ‖ header ‖ commitment)

Once payload and salt are erased, the commitment tells nothing about them, and the leaf is
still the same leaf: erasing keeps every proof valid.

The header is JSON in the canonical form of RFC 8785 (keys sorted, no spaces, UTF-8), built
from texts and lists of texts only; a field without a value is left out. So there is exactly
one way to write a header, and `decode` accepts no other.
"""

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

from fairlead.core.errors import BadInput
from fairlead.core.ledger import merkle

HEADER_VERSION = "1"
SALT_SIZE = 32
NO_PAYLOAD = bytes(32)
MOST_REFERENCES = 10_000
LONGEST_TEXT = 300

# Codes and references cannot hold a space, so they cannot hold a person's name by accident.
_ACT = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){2}")
_CODE = re.compile(r"[!-~]{0,300}")
_REFERENCE = re.compile(r"[a-z][a-z0-9_.-]*:[!-~]{1,280}")
_ANONYMOUS = "anonymous"


class Verb(StrEnum):
    """The six data verbs of Directive (EU) 2016/680, Article 25, then the security verbs."""

    COLLECT = "collect"
    ALTER = "alter"
    CONSULT = "consult"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    ERASE = "erase"

    SIGN_IN = "sign-in"
    SIGN_OUT = "sign-out"
    GRANT = "grant"
    REVOKE = "revoke"
    APPROVE = "approve"
    REFUSE = "refuse"
    DENY = "deny"
    BREAK_GLASS = "break-glass"
    CONFIGURE = "configure"
    OPERATE = "operate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who acts, for which agency, under which purpose, legal basis and case; "" means none."""

    actor: str
    agency: str = ""
    session: str = ""
    purpose: str = ""
    legal_basis: str = ""
    case: str = ""
    request: str = ""
    policy: str = ""
    behalf: str = ""


AUTHORITY_FIELDS = (
    "actor",
    "agency",
    "behalf",
    "case",
    "legal_basis",
    "policy",
    "purpose",
    "request",
    "session",
)
# The only field of an authority that is prose: the citation of a law may be in any language.
_AUTHORITY_CODES = tuple(name for name in AUTHORITY_FIELDS if name not in {"actor", "legal_basis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryHeader:
    """The part of an entry that stays: codes, references, one moment."""

    id: uuid.UUID
    time: datetime
    act: str
    verb: Verb
    authority: Authority
    objects: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    outcome: str = "done"
    reason: str = ""

    def encode(self) -> bytes:
        """Return the canonical bytes; raise `BadInput` when a field may not stand here."""
        _check(self)
        authority = self.authority
        fields: dict[str, str | tuple[str, ...]] = {
            "act": self.act,
            "actor": authority.actor,
            "agency": authority.agency,
            "behalf": authority.behalf,
            "case": authority.case,
            "id": str(self.id),
            "legal_basis": authority.legal_basis,
            "objects": self.objects,
            "outcome": self.outcome,
            "policy": authority.policy,
            "purpose": authority.purpose,
            "reason": self.reason,
            "recipients": self.recipients,
            "request": authority.request,
            "session": authority.session,
            "time": write_time(self.time),
            "v": HEADER_VERSION,
            "verb": self.verb.value,
        }
        return _CANONICAL({key: value for key, value in fields.items() if value}).encode()


def decode(header: bytes) -> EntryHeader:
    """Read a header; raise `BadInput` unless it is exactly what `encode` writes."""
    try:
        fields = json.loads(header)
        entry = EntryHeader(
            id=uuid.UUID(fields["id"]),
            time=read_time(fields["time"]),
            act=fields["act"],
            verb=Verb(fields["verb"]),
            authority=Authority(**{name: fields.get(name, "") for name in AUTHORITY_FIELDS}),
            objects=tuple(fields.get("objects", ())),
            recipients=tuple(fields.get("recipients", ())),
            outcome=fields.get("outcome", ""),
            reason=fields.get("reason", ""),
        )
        again = entry.encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput(f"this is not the header of an entry ({error})", place="header") from error
    if again != header:
        raise BadInput("the header is not in its canonical form", place="header")
    return entry


def encode_payload(payload: Mapping[str, object]) -> bytes:
    """Return the payload as JSON; identifiers, dates and exact numbers become texts."""
    try:
        return _CANONICAL(payload).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise BadInput(f"the payload cannot be written ({error})", place="payload") from error


def commitment(salt: bytes, payload: bytes) -> bytes:
    """Bind a payload without telling it; the salt makes guessing hopeless."""
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt has {SALT_SIZE} bytes")
    return sha256(salt + payload).digest()


def leaf_hash(header: bytes, committed: bytes) -> bytes:
    """Return the leaf of an entry: what the tree commits to."""
    return merkle.leaf_hash(header + committed)


def write_time(moment: datetime) -> str:
    """Write a moment in UTC to the microsecond: ``2026-11-20T09:00:00.000000Z``."""
    if moment.utcoffset() is None:
        raise BadInput("a moment needs its time zone", place="time")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_time(text: str) -> datetime:
    """Read what `write_time` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _check(header: EntryHeader) -> None:
    authority = header.authority
    if not _ACT.fullmatch(header.act):
        raise BadInput(f"{header.act!r} is not of the form room.noun.verb", place="act")
    if authority.actor != _ANONYMOUS and not _REFERENCE.fullmatch(authority.actor):
        raise BadInput("an entry says who acts, as a reference or anonymous", place="actor")
    if not header.outcome:
        raise BadInput("an entry says how the act ended", place="outcome")
    for name, code in (("outcome", header.outcome), ("reason", header.reason)):
        _check_code(name, code)
    for name in _AUTHORITY_CODES:
        _check_code(name, getattr(authority, name))
    if not authority.legal_basis.isprintable() or len(authority.legal_basis) > LONGEST_TEXT:
        raise BadInput("is one line of at most 300 characters", place="legal_basis")
    _check_references("objects", header.objects)
    _check_references("recipients", header.recipients)


def _check_code(name: str, code: str) -> None:
    if code and not _CODE.fullmatch(code):
        raise BadInput(f"{code!r} is not a code: ASCII without spaces, at most 300", place=name)


def _check_references(name: str, references: Sequence[str]) -> None:
    if len(references) > MOST_REFERENCES:
        raise BadInput(f"an entry names at most {MOST_REFERENCES} references", place=name)
    for reference in references:
        if not _REFERENCE.fullmatch(reference):
            raise BadInput(f"{reference!r} is not of the form kind:identifier", place=name)


def _plain(value: object) -> str:
    """Turn the values that a payload commonly holds, and JSON does not know, into text."""
    if isinstance(value, datetime):
        return write_time(value)
    if isinstance(value, uuid.UUID | date | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a payload")


_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False, default=_plain
).encode
