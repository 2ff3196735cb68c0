"""The tables of the ledger. ``guards`` says which of them the database never lets change."""

import uuid
from typing import ClassVar

from django.db import models

from fairlead.kernel.clock import new_id, now

LONGEST_REFERENCE = 300


class Entry(models.Model):
    """One act or one look. Append-only.

    ``header`` and ``commitment`` are the entry; the other columns repeat fields of the header,
    and verification compares them. It has one index only, because every request waits for
    this table; what it is searched by stands with its leaf.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    time = models.DateTimeField()
    act = models.CharField(max_length=100)
    verb = models.CharField(max_length=20)
    actor = models.CharField(max_length=LONGEST_REFERENCE)
    purpose = models.CharField(max_length=LONGEST_REFERENCE)
    header = models.BinaryField()
    commitment = models.BinaryField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["time"], name="entry_time"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"


class Mention(models.Model):
    """An object or a recipient that an entry names, to find the entry by it. Append-only."""

    OBJECT = "object"
    RECIPIENT = "recipient"

    pk = models.CompositePrimaryKey("entry_id", "role", "reference")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="mentions", db_index=False)
    role = models.CharField(max_length=10)
    reference = models.CharField(max_length=LONGEST_REFERENCE)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["reference", "entry"], name="mention_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.reference}"


class Payload(models.Model):
    """Salt and payload of an entry, sealed. Deleting the row, or the seal's key, erases it."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="payload")
    key_id = models.CharField(max_length=200, db_index=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"


class Waiting(models.Model):
    """An entry that has no place in the tree yet.

    The database itself writes the row with the entry, and lets it go only when the entry has
    its leaf.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="waiting")

    def __str__(self) -> str:
        return f"{self.entry_id} waits"


class Leaf(models.Model):
    """The place of an entry in the tree: indexes run from 0 without a gap. Append-only.

    Written a few seconds after the entry, many at once, so this is also where an entry is
    found by who, what and why.
    """

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="leaf")
    hash = models.BinaryField()
    act = models.CharField(max_length=100)
    verb = models.CharField(max_length=20)
    actor = models.CharField(max_length=LONGEST_REFERENCE)
    purpose = models.CharField(max_length=LONGEST_REFERENCE)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["actor", "index"], name="leaf_actor"),
            models.Index(fields=["act", "index"], name="leaf_act"),
            models.Index(fields=["verb", "index"], name="leaf_verb"),
            models.Index(fields=["purpose", "index"], name="leaf_purpose"),
        ]

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Node(models.Model):
    """A complete subtree above the leaves, kept so that proofs are served at once. Append-only."""

    pk = models.CompositePrimaryKey("level", "position")
    level = models.SmallIntegerField()
    position = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"node {self.level}/{self.position}"


class Checkpoint(models.Model):
    """The tree at one moment, signed. Append-only."""

    origin = models.CharField(max_length=LONGEST_REFERENCE)
    size = models.BigIntegerField(db_index=True)
    root = models.BinaryField()
    time = models.DateTimeField()
    note = models.TextField()

    def __str__(self) -> str:
        return f"checkpoint of {self.size}"


class WitnessReceipt(models.Model):
    """A witness has taken a checkpoint. Append-only."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="receipts")
    witness = models.CharField(max_length=LONGEST_REFERENCE)
    time = models.DateTimeField(default=now)
    cosignature = models.TextField(blank=True)  # signature lines, of a witness that signs
    key = models.TextField(blank=True)  # its public key at that time

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["witness", "checkpoint"], name="one_receipt")
        ]

    def __str__(self) -> str:
        return f"{self.witness} has {self.checkpoint_id}"


class WitnessStanding(models.Model):
    """How it goes with a witness: what the doctor shows. The only table here that changes."""

    witness = models.CharField(max_length=LONGEST_REFERENCE, primary_key=True)
    tried_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    refused = models.BooleanField(default=False)  # it says that the ledger was rewritten
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.witness}: {self.failures} failures"


class SeenCheckpoint(models.Model):
    """A checkpoint of another ledger that this node witnesses. Append-only."""

    origin = models.CharField(max_length=LONGEST_REFERENCE)
    size = models.BigIntegerField()
    root = models.BinaryField()
    time = models.DateTimeField()
    note = models.TextField()
    seen_at = models.DateTimeField(default=now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["origin", "-id"], name="seen_latest")]

    def __str__(self) -> str:
        return f"{self.origin} at {self.size}"


class Verification(models.Model):
    """One stretch of the ledger read again and compared. Append-only.

    Two readers walk through the ledger: one over what is new, one over everything again and
    again. Each goes on where its last stretch ended.
    """

    FIRST = "first"
    AGAIN = "again"

    reader = models.CharField(max_length=10)
    time = models.DateTimeField(default=now)
    start = models.BigIntegerField()
    size = models.BigIntegerField()  # the tree whose peaks these are, to go on from
    peaks = models.BinaryField()
    problems = models.IntegerField()
    words = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["reader", "-id"], name="verification_latest")]

    def __str__(self) -> str:
        return f"read {self.start} to {self.size}: {self.problems} problems"


def reference(kind: str, key: uuid.UUID | str) -> str:
    """Name an object for the ledger, for example ``case:0192…``."""
    return f"{kind}:{key}"
