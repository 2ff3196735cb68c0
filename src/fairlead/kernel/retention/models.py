"""What every personal record carries, and what retention itself remembers."""

import hashlib
from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.retention import Action, Clocks, Orderer
from fairlead.core.sealing import Place
from fairlead.kernel.access.models import Protected
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.retention.fields import SealedField


class Erasure(models.TextChoices):
    """What is left of the row when its record is erased."""

    DELETE = "delete", _("Nothing: the row goes")
    BLANK = "blank", _("An empty row, so that what refers to it still stands")


class Keeping(models.TextChoices):
    """In which form a record is kept."""

    OPEN = "open", pgettext_lazy("form in which a record is kept", "Open")
    MASKED = "masked", pgettext_lazy("form in which a record is kept", "Masked")
    SEALED = "sealed", pgettext_lazy("form in which a record is kept", "Sealed")
    ERASED = "erased", pgettext_lazy("form in which a record is kept", "Erased")


_DONE: Mapping[str, frozenset[Action]] = {
    Keeping.OPEN: frozenset(),
    Keeping.MASKED: frozenset({Action.MASK}),
    Keeping.SEALED: frozenset({Action.MASK, Action.SEAL}),
    Keeping.ERASED: frozenset(Action),
}


class PersonalRecord(Protected):
    """A record about a person: values that identify live sealed in ``identity``, nowhere else.

    A model that inherits it says, as class variables:

    - ``record_class``: under which name the law speaks of it (``travel.pnr``, ``cases.subject``);
    - ``coarse``: its columns of words or days that stay readable when the identity is sealed,
      because they identify nobody: a country, a year, a code. A house test finds a column of
      words that is not named here;
    - ``on_erasure``: whether the row goes, or stays empty for those who refer to it;
    - ``after_erasure``: the dotted path of a function ``(records) -> None`` that clears what
      lies outside the database; it is called when the erasure is committed.

    ::

        booking = Booking(agency=agency, clock_start=transferred_at, country="UTO")
        keep(booking, {"name": "Thomas More"}, context=context, find_by={"document": ["UTO123"]})
        open_identity(context=context, record=booking)["name"]
    """

    record_class: ClassVar[str]
    coarse: ClassVar[tuple[str, ...]] = ()
    on_erasure: ClassVar[Erasure] = Erasure.DELETE
    after_erasure: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    identity = SealedField()
    sealed_key = models.BinaryField(null=True, editable=False)
    bucket = models.CharField(max_length=120, blank=True, editable=False, db_index=True)
    keeping = models.CharField(
        max_length=6, choices=Keeping.choices, default=Keeping.OPEN, editable=False
    )

    # The clocks, and the facts that a law's conditions ask for.
    recorded_at = models.DateTimeField(default=now, editable=False)
    clock_start = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    collected_for = models.CharField(max_length=100, blank=True, editable=False)
    legal_facts = models.JSONField(default=list, blank=True, editable=False)

    # What the law makes of them: written by ``terms.schedule`` and by nothing else.
    next_action = models.CharField(max_length=6, blank=True, editable=False)
    next_action_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    erase_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    law_edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta(Protected.Meta):
        abstract = True

    @property
    def retention_class(self) -> str:
        """The class whose terms apply; a file follows the record that it belongs to."""
        return self.record_class

    @property
    def place(self) -> Place:
        """Where its envelope belongs."""
        return Place(self.record_class, str(self.pk))

    @property
    def clocks(self) -> Clocks:
        """When its clocks started."""
        return Clocks(self.recorded_at, event=self.clock_start, reviewed=self.reviewed_at)

    @property
    def done(self) -> frozenset[Action]:
        """What has been done to it, or asked about it, and is not done again."""
        asked = frozenset({Action.REVIEW} if self.review_asked_at else ())
        return _DONE[self.keeping] | asked


class SearchToken(models.Model):
    """A keyed digest of one exact value, to find a record again; see ``core.sealing.tokens``."""

    token = models.BinaryField(max_length=16)
    record_class = models.CharField(max_length=60)
    record_id = models.UUIDField()
    field = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["token"], name="retention_token_value"),
            models.Index(fields=["record_id"], name="retention_token_record"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.record_class}:{self.record_id}"


class LawInForce(models.Model):
    """The law that this installation adopted: its very text, so that no file changes it."""

    edition = models.PositiveIntegerField(unique=True)
    profiles = models.JSONField()  # [[name, text], …], the first that speaks of a class decides
    digest = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    adopted_at = models.DateTimeField(default=now)
    approval = models.UUIDField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)  # to every record there was

    class Meta:
        ordering = ["-edition"]

    def __str__(self) -> str:
        return f"{self.edition}: {self.title}"


class LegalHold(models.Model):
    """Records that a proceeding needs: not erased until it ends."""

    class Reason(models.TextChoices):
        INVESTIGATION = "investigation", _("Ongoing investigation")
        PROCEEDING = "proceeding", _("Prosecution or court proceeding")
        REDRESS = "redress", _("Request or complaint of the person concerned")
        OVERSIGHT = "oversight", _("Inquiry of an oversight body")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    citation = models.CharField(max_length=200)  # the order or law; no name of a person
    placed_by = models.CharField(max_length=60)
    placed_at = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["placed_at"]

    def __str__(self) -> str:
        return self.citation


class HeldRecord(models.Model):
    """One record under one hold."""

    hold = models.ForeignKey(LegalHold, models.PROTECT, related_name="records")
    record_class = models.CharField(max_length=60)
    record_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hold", "record_id"], name="retention_held_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_class}:{self.record_id}"


class Unsealing(models.Model):
    """One sealed record, opened to one account for one case, for a time that ends by itself.

    It is asked for first, and opens nothing; a second person's approval sets the time.
    """

    class Kind(models.TextChoices):
        COURT = Orderer.COURT.value, _("Court")
        INDEPENDENT = Orderer.INDEPENDENT.value, _("Independent body")
        COMPETENT = Orderer.COMPETENT.value, _("Competent authority")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_class = models.CharField(max_length=60)
    record_id = models.UUIDField()
    account = models.UUIDField()
    case = models.UUIDField()
    authority = models.CharField(max_length=200)  # who ordered it
    authority_kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.COMPETENT)
    order_number = models.CharField(max_length=100, blank=True)  # by which it is found there
    minutes = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=now)
    approval = models.UUIDField(null=True, unique=True)
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["record_id", "account"], name="retention_unsealing_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened_at=None, closes_at=None, approval=None)
                | models.Q(closes_at__gt=models.F("opened_at"), approval__isnull=False),
                name="retention_unsealing_closes",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_class}:{self.record_id}"

    @property
    def frozen(self) -> dict[str, str | int]:
        """What the second person approves, in a form that cannot be changed afterwards."""
        return {
            "unsealing": str(self.pk),
            "record": f"{self.record_class}:{self.record_id}",
            "case": str(self.case),
            "account": str(self.account),
            "authority": hashlib.sha256(self.authority.encode()).hexdigest(),
            "authority_kind": self.authority_kind,
            "order_number": hashlib.sha256(self.order_number.encode()).hexdigest(),
            "minutes": self.minutes,
        }


class Run(models.Model):
    """One pass over everything that is due; it can be interrupted and goes on where it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    started_at = models.DateTimeField(default=now)
    as_of = models.DateTimeField()
    edition = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)  # {record class: {action: {rule: number}}}
    keys = models.JSONField(default=list)  # [{"bucket": …, "key": …}]
    finished_at = models.DateTimeField(null=True, blank=True)
    certificate = models.TextField(blank=True)
    entry = models.UUIDField(null=True, blank=True)  # the ledger's word for it

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.as_of:%Y-%m-%d %H:%M}"


class KeyDestruction(models.Model):
    """That a bucket's key was to be destroyed: the second witness beside the tombstone."""

    bucket = models.CharField(max_length=120, unique=True)
    key_id = models.CharField(max_length=16, blank=True)
    decided_at = models.DateTimeField(default=now)
    run = models.ForeignKey(Run, models.PROTECT, null=True, blank=True, related_name="+")
    approval = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["decided_at"]

    def __str__(self) -> str:
        return self.bucket
