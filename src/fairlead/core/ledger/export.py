"""The export of a ledger: JSON lines in the one form that docs/formats/ledger-export.md gives.

::

    {"format":"fairlead-ledger-export/1","keys":["…"],"origin":"…","size":2000}
    {"index":0,"leaf":"<hex>","commitment":"<hex>","header":{…}}
    …
    {"checkpoint":"<signed note>"}

Every line can be read by any JSON reader, and has exactly one spelling, so that a verifier
hashes the bytes of a header as they stand and compares the rest as text.
"""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.core.ledger import notes

FORMAT = "fairlead-ledger-export/1"
# Base64 in its one spelling: the bits that padding leaves over are zero.
_BASE64 = rb"(?:[+/-9A-Za-z]{4})*(?:[+/-9A-Za-z][AQgw]==|[+/-9A-Za-z]{2}[048AEIMQUYcgkosw]=)?"
_ENTRY = re.compile(
    rb'\{"index":(0|[1-9][0-9]{0,14}),"leaf":"([0-9a-f]{64})","commitment":"([0-9a-f]{64})"'
    rb'(?:,"salt":"([0-9a-f]{64})","payload":"(%b)")?,"header":(\{.*\})\}\n' % _BASE64
)
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A payload that is still there, and the salt that shows it is the right one."""

    salt: bytes
    payload: bytes


@dataclass(frozen=True, slots=True)
class Line:
    """What an entry line says, before anything of it is believed."""

    index: int
    leaf: str
    commitment: bytes
    header: bytes
    disclosed: Disclosed | None = None


def head_line(*, origin: str, size: int, keys: Sequence[notes.Key]) -> bytes:
    """Return the first line: whose ledger, how many entries, which public keys."""
    spelled = sorted(str(key) for key in keys)
    return canonical({"format": FORMAT, "keys": spelled, "origin": origin, "size": size})


def entry_line(line: Line) -> bytes:
    """Return the line of an entry, with its payload only if that is to be disclosed."""
    commitment = line.commitment.hex()
    parts = [f'{{"index":{line.index},"leaf":"{line.leaf}","commitment":"{commitment}"'.encode()]
    if line.disclosed:
        salt, payload = line.disclosed.salt.hex(), b64encode(line.disclosed.payload)
        parts.append(b',"salt":"%b","payload":"%b"' % (salt.encode(), payload))
    return b"".join((*parts, b',"header":', line.header, b"}\n"))


def checkpoint_line(note: str) -> bytes:
    """Return the line of a checkpoint; it stands right behind the last entry it covers."""
    return canonical({"checkpoint": note})


def canonical(value: dict[str, object]) -> bytes:
    """Return the one spelling of a line that is not an entry."""
    return _JSON(value).encode() + b"\n"


def parse_entry(raw: bytes) -> Line | None:
    """Take an entry line apart; None unless it is in its one spelling."""
    match = _ENTRY.fullmatch(raw)
    if match is None:
        return None
    index, leaf, commitment, salt, payload, header = match.groups()
    disclosed = None
    if salt is not None:
        disclosed = Disclosed(bytes.fromhex(salt.decode()), b64decode(payload))
    committed = bytes.fromhex(commitment.decode())
    return Line(int(index), leaf.decode(), committed, header, disclosed)


def parse_object(raw: bytes) -> dict[str, object] | None:
    """Read a line that is not an entry; None unless it is in its one spelling."""
    try:
        value = json.loads(raw)
        if isinstance(value, dict) and canonical(value) == raw:
            return value
    except (ValueError, RecursionError):
        return None
    return None
