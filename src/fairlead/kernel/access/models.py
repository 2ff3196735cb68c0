"""What is protected, what is shared, and what waits for a second person."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.ledger import Verb
from fairlead.core.policy import Resource
from fairlead.kernel.access import bounds
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.querysets import (
    ProtectedCollector,
    ProtectedManager,
    context_of,
    no_context,
)
from fairlead.kernel.access.ways import Way
from fairlead.kernel.audit.models import reference
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.people.models import Agency


class Protected(models.Model):
    """A record that is reached, made, changed and erased under a context only.

    ::

        Case.objects.for_context(context).filter(…)              # rows
        Case.objects.for_context(context, verb=Verb.COLLECT).create(…)
        case.notes.for_context(context)                          # from a record to others
        case.under(context).save()                               # a record made by a form
    """

    data_class: ClassVar[str]
    share_field: ClassVar[str] = ""  # the field that holds the id under which it is shared
    case_field: ClassVar[str] = ""  # the field that holds the id of its case
    case_ways: ClassVar[tuple[Way, ...]] = ()  # how else one gets to its case, over other tables

    # No way back from the agency: a reverse name would be a way around the manager.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    objects: ClassVar[ProtectedManager[Self]] = ProtectedManager()

    if TYPE_CHECKING:  # the type plugin knows it of concrete models only
        agency_id: uuid.UUID

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    @property
    def reference(self) -> str:
        """Name this record for the ledger."""
        return reference(str(self._meta.model_name), self.pk)

    def under(self, context: Context) -> Self:
        """Bind a record that was made outside a queryset to the context that will save it."""
        self._state.context = context  # type: ignore[attr-defined]
        return self

    def as_resource(self, context: Context, verb: Verb) -> Resource:
        """Return what the policy must know of this record."""
        foreign = self.agency_id not in context.agencies and not context.everywhere
        return Resource(
            self.data_class,
            agency=self.agency_id,
            case=bounds.case_of(self, context),
            shared=foreign and bounds.is_shared(self, context, verb),
            supervised=foreign and bounds.is_supervised(self.agency_id, context, verb),
        )

    def save_base(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Save under the context that this record carries, if the policy permits.

        Asked here, before Django opens a transaction that a refusal would break.
        """
        require(self._context(), Verb.COLLECT if self._state.adding else Verb.ALTER, self)
        super().save_base(*args, **kwargs)

    def delete(
        self,
        using: str | None = None,
        keep_parents: bool = False,  # noqa: FBT001, FBT002 - Django's signature
    ) -> tuple[int, dict[str, int]]:
        """Erase this record, under the context that it was found with."""
        context = self._context()
        require(context, Verb.ERASE, self)
        collector = ProtectedCollector(context, using=using or self._state.db, origin=self)
        collector.collect([self], keep_parents=keep_parents)
        return collector.delete()

    def _context(self) -> Context:
        context = context_of(self)
        if context is None:
            raise no_context(type(self))
        return context

    # Django saves through these two; both get the context that the record carries.
    def _do_update(self, base_qs: Any, using: str | None, *rest: Any) -> Any:  # noqa: ANN401
        bound = base_qs.for_context(self._context(), verb=Verb.ALTER)
        return super()._do_update(bound, using, *rest)

    def _do_insert(self, manager: Any, *rest: Any) -> Any:  # noqa: ANN401
        bound = manager.for_context(self._context(), verb=Verb.COLLECT)
        return super()._do_insert(bound, *rest)  # type: ignore[misc]  # left out of the stubs


class ShareQuerySet(models.QuerySet["Share"]):
    def open_to(self, agencies: Iterable[uuid.UUID]) -> Self:
        """Return the shares that are open now to one of these agencies."""
        moment = now()
        return self.filter(agency__in=sorted(agencies), starts_at__lte=moment).filter(
            models.Q(ends_at=None) | models.Q(ends_at__gt=moment)
        )


class Share(models.Model):
    """A record, and what hangs on it, made visible to another agency for a time.

    It names the record by its id alone: what the record is, only its own table knows.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.UUIDField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    alters = models.BooleanField(default=False)  # may the receiver change it as well?
    starts_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.CharField(max_length=60)

    objects = ShareQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record", "agency"], name="access_share_record")]

    def __str__(self) -> str:
        return f"{self.record} for {self.agency_id}"


class SupervisionQuerySet(models.QuerySet["Supervision"]):
    def in_force(self) -> Self:
        """Return the relations that hold now."""
        moment = now()
        return self.filter(starts_at__lte=moment).filter(
            models.Q(ends_at=None) | models.Q(ends_at__gt=moment)
        )


class Supervision(models.Model):
    """That one agency oversees another: it may look into the other's records, and only look.

    Which purposes look that far, the rooms declare. Two persons adopt it and two end it; both
    agencies see that it is so.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supervisor = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    supervised = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField(null=True)
    adopted_by = models.UUIDField()  # the approvals
    ended_by = models.UUIDField(null=True)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["supervisor", "supervised"],
                condition=models.Q(ends_at=None),
                name="access_supervision_is_single",
            ),
            models.CheckConstraint(
                condition=~models.Q(supervisor=models.F("supervised")),
                name="access_nobody_supervises_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervisor_id} over {self.supervised_id}"

    @property
    def reference(self) -> str:
        """Name this relation for the ledger."""
        return reference("supervision", self.pk)


class Approval(models.Model):
    """An act that one person proposed and others must approve before it happens."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("state of a proposal", "Waiting for approval")
        APPROVED = "approved", pgettext_lazy("state of a proposal", "Approved, not carried out yet")
        EXECUTED = "executed", pgettext_lazy("state of a proposal", "Carried out")
        REFUSED = "refused", pgettext_lazy("state of a proposal", "Refused")
        EXPIRED = "expired", pgettext_lazy("state of a proposal", "Expired")
        WITHDRAWN = "withdrawn", pgettext_lazy("state of a proposal", "Withdrawn")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=100)
    payload = models.TextField()  # canonical JSON: these bytes were hashed, shown and approved
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    purpose = models.CharField(max_length=100, blank=True)
    case = models.UUIDField(null=True, blank=True)
    needed = models.PositiveSmallIntegerField(default=1)
    proposed_at = models.DateTimeField(default=now)
    entry = models.UUIDField(null=True)  # of the ledger: what was proposed, unalterable
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=100, blank=True)  # why the last execution failed

    class Meta:
        indexes = [models.Index(fields=["state", "expires_at"], name="access_approval_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def reference(self) -> str:
        """Name this approval for the ledger."""
        return reference("approval", self.pk)


class Vote(models.Model):
    """What one other person said about a proposal, and which bytes that person saw."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    approval = models.ForeignKey(Approval, models.PROTECT, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approves = models.BooleanField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    voted_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["approval", "voter"], name="access_one_vote_each")
        ]

    def __str__(self) -> str:
        return f"{self.voter_id}: {self.approves}"


class Emergency(models.Model):
    """A person broke the glass: what is not hers otherwise, for an hour at most, and watched."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of an emergency", "Open")
        OVER = "over", pgettext_lazy("state of an emergency", "Over, waiting for review")
        OVERDUE = (
            "overdue",
            pgettext_lazy("state of an emergency", "Not reviewed in time, account suspended"),
        )
        REVIEWED = "reviewed", pgettext_lazy("state of an emergency", "Reviewed")

    class Cause(models.TextChoices):
        LIFE = "danger-to-life", _("Danger to somebody's life")
        ATTACK = "imminent-attack", _("An attack is imminent")
        MISSING = "missing-person", _("A missing person must be found")
        OUTAGE = "nobody-else", _("Nobody who may do this can be reached")

    class Verdict(models.TextChoices):
        JUSTIFIED = "justified", pgettext_lazy("verdict on an emergency", "Justified")
        UNJUSTIFIED = "unjustified", pgettext_lazy("verdict on an emergency", "Not justified")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    session = models.CharField(max_length=60)
    purpose = models.CharField(max_length=100)
    cause = models.CharField(max_length=20, choices=Cause.choices)
    words = models.CharField(max_length=500)  # for the reviewer; emptied with the review
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()
    review_due_at = models.DateTimeField()
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "emergencies"
        indexes = [models.Index(fields=["state", "review_due_at"], name="access_emergency_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(state="open"),
                name="access_one_open_emergency_each",
            ),
            models.CheckConstraint(
                condition=~models.Q(reviewer=models.F("account")),
                name="access_nobody_reviews_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.state}"

    @property
    def reference(self) -> str:
        """Name this emergency for the ledger."""
        return reference("emergency", self.pk)


class Notice(models.Model):
    """Something that a role must learn at once: a glass broken, a look that notifies."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=100)  # a reference, or a class of data
    actor = models.CharField(max_length=60)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["role", "seen_at"], name="access_notice_unseen")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.about}"


class PolicyText(models.Model):
    """A policy that was in force here, word for word, under the version that entries name."""

    version = models.CharField(primary_key=True, max_length=32)
    text = models.TextField()
    adopted_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.version
