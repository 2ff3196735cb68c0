"""Invented ledgers, as an honest node and as an attacker would write them."""

import importlib.machinery
import importlib.util
import io
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from types import ModuleType, SimpleNamespace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fairlead.core.ledger import checkpoints, entries, export, merkle, notes
from tests import servers

ORIGIN = "utopia.example/ledger"
START = datetime(2026, 11, 20, 9, tzinfo=UTC)
VERIFIER = servers.ROOT / "script" / "verify-ledger"


def make_signer(
    name: str = ORIGIN, kind: notes.Kind = notes.Kind.LOG, *, seed: str = "honest"
) -> notes.Signer:
    secret = sha256(f"{seed} {name}".encode()).digest()
    return notes.Signer(name, kind, Ed25519PrivateKey.from_private_bytes(secret))


def make_header(number: int, **fields: Any) -> entries.EntryHeader:
    authority = entries.Authority(
        actor=f"account:{uuid.UUID(int=number % 7)}",
        agency="agency:utopia-border",
        purpose="travel.screening",
        legal_basis="Loi d’Utopie, art. 6",
    )
    usual: dict[str, Any] = {
        "id": uuid.UUID(int=0x70000000000000000000 + number),
        "time": START + timedelta(milliseconds=250 * number),
        "act": "travel.traveller.shown",
        "verb": entries.Verb.CONSULT,
        "authority": authority,
        "objects": (f"traveller:{number}",),
    }
    return entries.EntryHeader(**usual | fields)


@dataclass
class Ledger:
    """Entries, and the keys of whoever signs their checkpoints."""

    signer: notes.Signer = field(default_factory=make_signer)
    witnesses: Sequence[notes.Signer] = ()
    headers: list[bytes] = field(default_factory=list)
    payloads: list[export.Disclosed | None] = field(default_factory=list)

    def add(self, header: bytes, payload: bytes = b"") -> None:
        salt = sha256(b"salt %d" % len(self.headers)).digest()
        self.headers.append(header)
        self.payloads.append(export.Disclosed(salt, payload) if payload else None)

    def commitment(self, index: int) -> bytes:
        disclosed = self.payloads[index]
        if disclosed is None:
            return entries.NO_PAYLOAD
        return entries.commitment(disclosed.salt, disclosed.payload)

    def leaves(self) -> list[bytes]:
        return [
            entries.leaf_hash(header, self.commitment(index))
            for index, header in enumerate(self.headers)
        ]

    def checkpoint(self, size: int) -> notes.Note:
        time = START + timedelta(seconds=size)
        state = checkpoints.Checkpoint(
            self.signer.key.name, size, merkle.root(self.leaves()[:size]), time
        )
        note = state.sign(self.signer)
        seen = int(time.timestamp())
        return notes.merge(note, [w.sign(note.text, moment=seen) for w in self.witnesses])

    def lines(self, *, every: int = 100, disclose: bool = False) -> list[bytes]:
        """Return the export, with a checkpoint behind each so many entries and at the end."""
        size = len(self.headers)
        keys = [self.signer.key, *(witness.key for witness in self.witnesses)]
        written = [export.head_line(origin=self.signer.key.name, size=size, keys=keys)]
        tree = merkle.Frontier()
        for index, leaf in enumerate(self.leaves()):
            tree.append(leaf)
            shown = self.payloads[index] if disclose else None
            committed = self.commitment(index)
            line = export.Line(index, leaf.hex(), committed, self.headers[index], shown)
            written.append(export.entry_line(line))
            if tree.size % every == 0 or tree.size == size:
                written.append(export.checkpoint_line(str(self.checkpoint(tree.size))))
        return written


def make_ledger(size: int, **fields: Any) -> Ledger:
    """Make a ledger whose every third entry has a payload."""
    ledger = Ledger(**fields)
    for number in range(size):
        payload = b'{"name":"Ana Utopiana %d"}' % number if number % 3 == 0 else b""
        ledger.add(make_header(number).encode(), payload)
    return ledger


def load_verifier() -> ModuleType:
    """Import the stand-alone verifier, which has no ending in .py."""
    loader = importlib.machinery.SourceFileLoader("verify_ledger", str(VERIFIER))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


verifier: Any = load_verifier()


def stand_alone(
    raw: bytes,
    *,
    trusted: Iterable[notes.Key] = (),
    copies: Iterable[notes.Note] = (),
) -> SimpleNamespace:
    """Verify with the stand-alone verifier; its findings as (check, entry, line)."""
    arranged: dict[int, list[Any]] = {}
    for note in copies:
        copy = verifier.Checkpoint(str(note))
        arranged.setdefault(copy.size, []).append(copy)
    keys = [verifier.Key(str(key)) for key in trusted]
    reader = verifier.Export(keys, arranged, headers=True)
    reader.read(io.BytesIO(raw), lambda *_: None)
    found = [(one["check"], one["entry"], one["line"]) for one in reader.findings.kept]
    return SimpleNamespace(found=found, report=reader.report())
