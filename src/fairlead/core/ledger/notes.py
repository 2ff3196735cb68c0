"""Signed notes (c2sp.org/signed-note) and witness cosignatures (c2sp.org/tlog-cosignature).

A note is a text, an empty line, and signature lines::

    fairlead.example/ledger
    2000
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
    time 2026-11-20T09:00:00.000000Z

    — fairlead.example/ledger Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe…

A signature names its key and carries, in base64, four bytes that identify the key and then
the signature itself. Two kinds exist here: a **log** signs the text; a **witness** signs the
text together with the moment at which it saw it. Public keys are written as
``name+identifier+base64(kind ‖ key)``. Everything has one spelling only: whatever decodes but
would be written differently is refused, so that no bit of a note can change unnoticed.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from fairlead.core.errors import BadInput

MARK = "— "
KEY_ID_SIZE = 4
SIGNATURE_SIZE = 64
STAMP_SIZE = 8
MOST_SIGNATURES = 64
MOST_CHARACTERS = 1 << 16


class Kind(IntEnum):
    """What a key signs: the type byte of the signed-note specification."""

    LOG = 0x01
    WITNESS = 0x04


@dataclass(frozen=True, slots=True)
class Key:
    """A public key: its name, what it signs, and its 32 bytes."""

    name: str
    kind: Kind
    public: bytes

    @property
    def identifier(self) -> bytes:
        """Four bytes that tell keys of one name apart."""
        material = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return sha256(material).digest()[:KEY_ID_SIZE]

    def __str__(self) -> str:
        encoded = b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.identifier.hex()}+{encoded}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: whose it claims to be, and the bytes."""

    name: str
    identifier: bytes
    blob: bytes  # of a witness: eight bytes of POSIX time, then the signature

    def __str__(self) -> str:
        return f"{MARK}{self.name} {b64encode(self.identifier + self.blob).decode()}"

    @property
    def moment(self) -> int:
        """The POSIX time that a witness signed; 0 for a log."""
        timed = len(self.blob) == STAMP_SIZE + SIGNATURE_SIZE
        return int.from_bytes(self.blob[:STAMP_SIZE]) if timed else 0


@dataclass(frozen=True, slots=True)
class Note:
    """A text, ending in a newline, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{signature}\n" for signature in self.signatures)

    def signed_by(self, keys: Iterable[Key]) -> list[Key]:
        """Return those of the keys whose signature is here and right."""
        return [
            key
            for key in keys
            if any(verify(self.text, signature, key) for signature in self.signatures)
        ]


class Signer:
    """A private key with its name."""

    def __init__(self, name: str, kind: Kind, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.key = Key(check_name(name), kind, private.public_key().public_bytes_raw())

    def sign(self, text: str, *, moment: int = 0) -> Signature:
        """Sign a text; a witness says at which POSIX time."""
        stamp = b""
        if self.key.kind is Kind.WITNESS:
            stamp = moment.to_bytes(STAMP_SIZE)
        blob = stamp + self._private.sign(_message(self.key.kind, text, moment))
        return Signature(self.key.name, self.key.identifier, blob)


def verify(text: str, signature: Signature, key: Key) -> bool:
    """Say whether this key made this signature over this text."""
    if (signature.name, signature.identifier) != (key.name, key.identifier):
        return False
    stamp = STAMP_SIZE if key.kind is Kind.WITNESS else 0
    if len(signature.blob) != stamp + SIGNATURE_SIZE:
        return False
    message = _message(key.kind, text, signature.moment)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature.blob[stamp:], message)
    except InvalidSignature:
        return False
    return True


def parse(raw: str) -> Note:
    """Read a note; raise `BadInput` unless it is exactly in the form that we write."""
    if len(raw) > MOST_CHARACTERS:
        raise BadInput("a note this long is no checkpoint", place="note")
    text, gap, tail = raw.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise BadInput("a note is a text, an empty line and signature lines", place="note")
    if any(character < " " and character != "\n" for character in raw):
        raise BadInput("a note holds no control characters", place="note")
    signatures = parse_signatures(tail)
    if not signatures:
        raise BadInput("the note is not signed", place="note")
    return Note(text + "\n", signatures)


def parse_signatures(lines: str) -> tuple[Signature, ...]:
    """Read signature lines, each ended by a newline."""
    rows = lines.split("\n")
    if rows.pop() or len(rows) > MOST_SIGNATURES:
        raise BadInput("signature lines end with a newline, and are few", place="signature")
    return tuple(_parse_signature(row) for row in rows)


def parse_key(raw: str) -> Key:
    """Read a public key as ``name+identifier+base64``."""
    parts = raw.split("+", 2)  # base64 may hold a plus, a name may not
    if len(parts) != 3:  # noqa: PLR2004 - the parts of the form above
        raise BadInput("a public key is name+identifier+base64", place=raw)
    name, identifier, encoded = parts
    material = decode64(encoded)
    if not material or material[0] not in {Kind.LOG, Kind.WITNESS}:
        raise BadInput("the key is neither of a log nor of a witness", place=raw)
    key = Key(check_name(name), Kind(material[0]), material[1:])
    if len(key.public) != 32 or key.identifier.hex() != identifier:  # noqa: PLR2004 - Ed25519
        raise BadInput("the key does not fit its identifier", place=raw)
    return key


def check_name(name: str) -> str:
    """Return the name, or raise `BadInput` if a key may not be called so."""
    if not name or "+" in name or not name.isprintable() or any(map(str.isspace, name)):
        raise BadInput("the name of a key has no spaces and no plus", place=name)
    return name


def decode64(encoded: str) -> bytes:
    """Decode base64 that is written in its one canonical spelling."""
    try:
        decoded = b64decode(encoded, validate=True)
    except ValueError as error:
        raise BadInput(f"this is not base64 ({error})", place=encoded[:60]) from error
    if b64encode(decoded).decode() != encoded:
        raise BadInput("this base64 has another spelling", place=encoded[:60])
    return decoded


def encode64(raw: bytes) -> str:
    """Write base64."""
    return b64encode(raw).decode()


def _parse_signature(row: str) -> Signature:
    name, space, encoded = row.removeprefix(MARK).partition(" ")
    if not row.startswith(MARK) or not space:
        raise BadInput("a signature line is: dash, name, base64", place="signature")
    blob = decode64(encoded)
    if len(blob) <= KEY_ID_SIZE:
        raise BadInput("the signature is too short", place="signature")
    return Signature(check_name(name), blob[:KEY_ID_SIZE], blob[KEY_ID_SIZE:])


def _message(kind: Kind, text: str, moment: int) -> bytes:
    if kind is Kind.WITNESS:
        return f"cosignature/v1\ntime {moment}\n{text}".encode()
    return text.encode()


def merge(note: Note, signatures: Sequence[Signature]) -> Note:
    """Return the note with these signatures added behind its own."""
    fresh = tuple(one for one in signatures if one not in note.signatures)
    return Note(note.text, note.signatures + fresh)
