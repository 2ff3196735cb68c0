"""What a backup says of itself: its parts with their digests, and what it was taken from.

::

    <node>-20261120T090000Z/
      manifest.json     this
      manifest.note     its digest, signed with the key of the node's ledger
      database.sqlite3  or database.dump, in the custom format of pg_dump
      files.tar         everything else in the data folder

Keys are in none of it; they have copies of their own, which are read here too, because a bare
machine needs them before it has a database. A manifest is data from outside: it is read as
strictly as a message.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from fairlead.core.errors import BadInput

FORMAT = "fairlead-backup/1"
KEYS_FORMAT = "fairlead/keys/1"
MANIFEST, NOTE = "manifest.json", "manifest.note"
ENGINES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
FILES = "files.tar"
LARGEST_MANIFEST = 4 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What was backed up, when, from what."""

    id: str
    node: str
    made_at: datetime
    version: str  # of Fairlead
    engine: str  # a key of ENGINES
    migrations: Mapping[str, str]  # app → the newest step
    rows: Mapping[str, int]  # table → count
    ledger_size: int
    ledger_checkpoint: str  # the signed note, "" if none was signed yet
    keys: Mapping[str, str]  # bucket → public id of the key that opens it
    parts: tuple[Part, ...] = field(default=())

    def text(self) -> str:
        """Return it as the file holds it."""
        plain = asdict(self) | {"format": FORMAT, "made_at": self.made_at.isoformat()}
        return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def part(self, name: str) -> Part | None:
        """Return the part of this name."""
        return next((part for part in self.parts if part.name == name), None)


def parse(text: str) -> Manifest:
    """Read a manifest, or raise `BadInput` that says what is wrong with it."""
    try:
        plain = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInput("is not JSON", place=MANIFEST) from error
    if not isinstance(plain, dict) or plain.pop("format", None) != FORMAT:
        raise BadInput(f"is not of the format {FORMAT}", place=MANIFEST)
    try:
        return _typed(plain)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("lacks something, or has it in another form", place=MANIFEST) from error


def _typed(plain: dict[str, Any]) -> Manifest:
    engine = _text(plain["engine"])
    parts = tuple(_part(each) for each in plain["parts"])
    if engine not in ENGINES or {part.name for part in parts} != {ENGINES[engine], FILES}:
        raise ValueError(engine)
    return Manifest(
        id=_text(plain["id"]),
        node=_text(plain["node"]),
        made_at=datetime.fromisoformat(plain["made_at"]),
        version=_text(plain["version"]),
        engine=engine,
        migrations=_mapping(plain["migrations"], str),
        rows=_mapping(plain["rows"], int),
        ledger_size=_count(plain["ledger_size"]),
        ledger_checkpoint=_text(plain["ledger_checkpoint"]),
        keys=_mapping(plain["keys"], str),
        parts=parts,
    )


def _part(plain: dict[str, Any]) -> Part:
    digest = _text(plain["sha256"])
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return Part(name=_text(plain["name"]), size=_count(plain["size"]), sha256=digest)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError
    return value


def _mapping(value: object, kind: type) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(
        isinstance(name, str) and type(item) is kind for name, item in value.items()
    ):
        raise TypeError
    return value


def read_keys(plain: bytes) -> dict[str, bytes]:
    """Return the files in an unlocked copy of a key folder, by their names inside it."""
    content = json.loads(plain)
    if not isinstance(content, dict) or content.get("format") != KEYS_FORMAT:
        raise BadInput("This is not a copy of a key folder.")
    files = {name: base64.b64decode(text) for name, text in content["files"].items()}
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise BadInput("A file in the copy would lie outside the key folder.", place=name)
    return files


def signed_text(digest: str) -> str:
    """Return what the ledger's key signs: it cannot be taken for a checkpoint."""
    return f"{FORMAT}\n{digest}\n"
