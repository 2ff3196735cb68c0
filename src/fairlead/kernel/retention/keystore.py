"""Where the keys of buckets live: outside the database, and outside its backups.

``KeyStore`` is what the rest of the house knows. ``FolderKeyStore`` keeps each key in a file of
its own, wrapped by the node's master key; a hardware module takes its place by giving the same
answers, and then no bucket key is ever in this process's memory.

A destroyed key leaves a *tombstone*, a small file that says when. A bucket with a tombstone has
no key: not from memory, not from a file that somebody put back, and none is ever made for it
again. Every use of a key looks at its file first, so that a key which one process destroyed is
dead in all of them at their next use.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from fairlead.core.errors import Misconfigured, Unavailable
from fairlead.core.retention import Bucket
from fairlead.core.sealing import (
    BucketKey,
    KeyDestroyed,
    Place,
    SealBroken,
    Wrapping,
    pack_bucket_key,
    token,
    unpack_bucket_key,
)
from fairlead.kernel.retention import keyfiles

MASTER = "node.key"
BUCKETS = "buckets"
KEY_SUFFIX, TOMBSTONE_SUFFIX = ".key", ".destroyed"
_KEY_BYTES = 32


class KeyMissing(Unavailable):
    """A key that nobody destroyed is not there: the wrong folder, or a lost one."""

    code = "retention.key-missing"


class KeyStore(Protocol):
    """Makes, uses and destroys bucket keys."""

    def wrapping(self, bucket: Bucket) -> Wrapping:
        """Return what wraps and unwraps under an existing key."""
        ...

    def prepared(self, bucket: Bucket) -> Wrapping:
        """Return the same, and make the key first where there has never been one."""
        ...

    def token(self, bucket: Bucket, field: str, value: str) -> bytes:
        """Return the search token of a value, under a key that ends with the bucket's."""
        ...

    def destroy(self, bucket: Bucket, at: datetime) -> str:
        """Destroy a key for ever; return the public id it had. Safe to repeat."""
        ...

    def key_id(self, bucket: Bucket) -> str:
        """Return the public id of a key; "" when there is none, or none that can be read."""
        ...

    def buckets(self) -> list[Bucket]:
        """Return every bucket that has a living key, in order."""
        ...

    def destroyed(self) -> Mapping[str, "Tombstone"]:
        """Return what is left of every key that was destroyed, by the name of its bucket."""
        ...


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a key: its public id, when it was destroyed, and whether its file is gone."""

    key_id: str
    destroyed_at: str
    gone: bool


class FolderKeyStore:
    """Bucket keys as files, wrapped by the master key of this node."""

    def __init__(self, folder: Path, *, may_create_master: bool = False) -> None:
        self._folder, self._buckets = folder, folder / BUCKETS
        self._prefix = f"{self._buckets}{os.sep}"
        self._may_create_master = may_create_master
        self._known: dict[str, tuple[BucketKey, int, int]] = {}

    # ------------------------------------------------------------------ using

    def wrapping(self, bucket: Bucket) -> Wrapping:
        name = str(bucket)
        self._key(name)
        return _LiveKey(self, name)

    def prepared(self, bucket: Bucket) -> Wrapping:
        name = str(bucket)
        if name not in self._known and not self._path(name).exists():
            self._create(name)
        return self.wrapping(bucket)

    def token(self, bucket: Bucket, field: str, value: str) -> bytes:
        key = self._key(str(bucket)).derive("tokens")
        return token(key, record_class=bucket.record_class, field=field, value=value)

    def _key(self, name: str) -> BucketKey:
        """Return the key as it is on disk at this moment, from memory where that is the same."""
        try:
            found = os.stat(f"{self._prefix}{name}{KEY_SUFFIX}")  # noqa: PTH116 - on every use
        except FileNotFoundError:
            self._known.pop(name, None)
            raise self._absent(name) from None
        known = self._known.get(name)
        if known and known[1:] == (found.st_ino, found.st_mtime_ns):
            return known[0]
        return self._load(name, self._path(name))

    def _load(self, name: str, path: Path) -> BucketKey:
        self._known.pop(name, None)
        if self._path(name, TOMBSTONE_SUFFIX).exists():
            raise KeyDestroyed("The key of this bucket was destroyed.", place=name)
        try:
            stored, found = keyfiles.read(path)
        except FileNotFoundError:
            raise self._absent(name) from None
        key = BucketKey(name, unpack_bucket_key(name, stored, self.master()), os.urandom)
        self._known[name] = (key, found.st_ino, found.st_mtime_ns)
        return key

    def _absent(self, name: str) -> Exception:
        if self._path(name, TOMBSTONE_SUFFIX).exists():
            return KeyDestroyed("The key of this bucket was destroyed.", place=name)
        return KeyMissing("There is no key for this bucket in the key folder.", place=name)

    # ------------------------------------------------------------------ making

    def _create(self, name: str) -> None:
        self._make_folders()
        master = self.master()
        with keyfiles.locked(self._buckets):
            if self._path(name, TOMBSTONE_SUFFIX).exists():
                raise KeyDestroyed("A destroyed key is never made again.", place=name)
            if not self._path(name).exists():
                key = pack_bucket_key(name, os.urandom(_KEY_BYTES), master, os.urandom)
                keyfiles.create(self._path(name), key)

    def create_master(self) -> bool:
        """Make the node's master key, unless there is one; tell whether it was made."""
        self._make_folders()
        with keyfiles.locked(self._buckets):
            if (self._folder / MASTER).exists():
                return False
            if any(self._buckets.glob(f"*{KEY_SUFFIX}")):
                raise Misconfigured(
                    "is missing, but keys that it wraps are there: restore it from its backup",
                    place=str(self._folder / MASTER),
                )
            text = os.urandom(_KEY_BYTES).hex() + "\n"
            keyfiles.create(self._folder / MASTER, text.encode())
            return True

    def master(self) -> bytes:
        """Return the node's master key."""
        path = self._folder / MASTER
        try:
            text, _found = keyfiles.read(path)
        except FileNotFoundError:
            if not self._may_create_master:
                raise Misconfigured(
                    "is missing: make it with `fairlead keys create`, or restore it",
                    place=str(path),
                ) from None
            self.create_master()
            text, _found = keyfiles.read(path)
        try:
            key = bytes.fromhex(text.decode("ascii"))
        except ValueError:
            key = b""
        if len(key) != _KEY_BYTES:
            raise Misconfigured("must be 64 hexadecimal digits", place=str(path))
        return key

    def _make_folders(self) -> None:
        for folder in (self._folder, self._buckets):
            keyfiles.make_folder(folder)

    # ------------------------------------------------------------------ destroying

    def destroy(self, bucket: Bucket, at: datetime) -> str:
        """Tombstone first: whatever happens after it, the key is not used again."""
        name = str(bucket)
        self._make_folders()
        with keyfiles.locked(self._buckets):
            stone = self._path(name, TOMBSTONE_SUFFIX)
            if not stone.exists():
                key_id = self.key_id(bucket)
                words = json.dumps({"bucket": name, "key": key_id, "destroyed_at": at.isoformat()})
                keyfiles.create(stone, words.encode() + b"\n")
            keyfiles.destroy(self._path(name))
            self._known.pop(name, None)
            return self._tombstone(stone).key_id

    # ------------------------------------------------------------------ looking

    def key_id(self, bucket: Bucket) -> str:
        try:
            return self._key(str(bucket)).key_id
        except (KeyMissing, KeyDestroyed, SealBroken, Misconfigured):
            return ""

    def buckets(self) -> list[Bucket]:
        living = self.files() - self.destroyed().keys()
        return sorted(Bucket.parse(name) for name in living)

    def files(self) -> set[str]:
        """Return the names of all key files, also of those that should not be there any more."""
        return {
            path.name.removesuffix(KEY_SUFFIX) for path in self._buckets.glob(f"[!.]*{KEY_SUFFIX}")
        }

    def destroyed(self) -> Mapping[str, Tombstone]:
        return {
            path.name.removesuffix(TOMBSTONE_SUFFIX): self._tombstone(path)
            for path in sorted(self._buckets.glob(f"*{TOMBSTONE_SUFFIX}"))
        }

    def _tombstone(self, path: Path) -> Tombstone:
        words = json.loads(path.read_bytes())
        gone = not self._path(words["bucket"]).exists()
        return Tombstone(words["key"], words["destroyed_at"], gone)

    def _path(self, name: str, suffix: str = KEY_SUFFIX) -> Path:
        return self._buckets / (name + suffix)


@dataclass(frozen=True, slots=True)
class _LiveKey:
    """A key by name: each use asks anew whether it still lives."""

    store: FolderKeyStore
    name: str

    def wrap(self, record_key: bytes, place: Place) -> bytes:
        return self.store._key(self.name).wrap(record_key, place)  # noqa: SLF001 - one unit

    def unwrap(self, wrapped: bytes, place: Place) -> bytes:
        return self.store._key(self.name).unwrap(wrapped, place)  # noqa: SLF001 - one unit


@cache
def _folder_store(folder: Path, may_create_master: bool) -> FolderKeyStore:  # noqa: FBT001 - cached
    return FolderKeyStore(folder, may_create_master=may_create_master)


def keystore() -> FolderKeyStore:
    """Return the key store of this installation.

    The master key makes itself in a demonstration or a test. In production an administrator
    makes it once: a process that finds none must not begin to seal under another.
    """
    return _folder_store(Path(settings.FAIRLEAD_KEYS), settings.FAIRLEAD_MODE != "production")
