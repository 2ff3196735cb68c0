"""The run: everything that is due is done, in bounded steps, and then certified.

It goes through four stages, and each leaves the installation in a state from which any later run
goes on::

    1  keys whose destruction was decided and not carried out are destroyed
    2  due records, at most five hundred in one transaction: the rows change and the ledger says
       so, both or neither; the count of the run is part of the same transaction
       so too rows without an envelope, and payloads of the ledger
    3  buckets whose month has ended: what still lives in them (a hold, a longer law) moves on,
       then the key is destroyed
    4  the certificate

A run that was killed is found by the next one, which takes up its counts and finishes it.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction

from fairlead.core.ledger import Verb
from fairlead.core.retention import Action, Bucket, Step
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.clock import now
from fairlead.kernel.retention import certificates, holding, terms, writing
from fairlead.kernel.retention.actions.keys import destroy_ended_key
from fairlead.kernel.retention.actions.payloads import erase_payloads
from fairlead.kernel.retention.actions.rows import erase_rows
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.erasing import erase
from fairlead.kernel.retention.keystore import keystore
from fairlead.kernel.retention.laws import Adopted
from fairlead.kernel.retention.models import (
    Keeping,
    KeyDestruction,
    LawInForce,
    PersonalRecord,
    Run,
    SearchToken,
)
from fairlead.kernel.retention.queries import due_records, personal_models
from fairlead.kernel.retention.records import move, replace_tokens
from fairlead.kernel.retention.rescheduling import reschedule
from fairlead.kernel.retention.running import count, locked

BATCH = 500  # rows in one transaction: SQLite has one writer, and others wait for it
GRACE = timedelta(hours=1)  # no transaction that chose an ended bucket lives longer
_PAST = {
    Action.REVIEW: "asked",
    Action.MASK: "masked",
    Action.SEAL: "sealed",
    Action.ERASE: "erased",
}
Told = Callable[[str, int], None]


def run_due(*, context: Context | None = None, told: Told | None = None) -> Run:
    """Do what is due, and certify it. ``told`` hears the class and the number of each batch."""
    context, told = context or writing.house(), told or (lambda _class, _count: None)
    run = _begin()
    _finish_destructions()
    for model in personal_models():
        while number := _do_batch(model, run, context) or _dead_batch(model, run, context):
            told(model.record_class, number)
    _apply_new_law(run, told)
    erase_rows(context=context, run=run, told=told)
    while number := erase_payloads(context=context, run=run):
        told("audit.payload", number)
    for bucket in keystore().buckets():
        if bucket.ends_at + GRACE <= run.as_of:
            _close_bucket(bucket, run, context)
    run = _certify(run, context)
    _leave_no_journal()
    return run


def _begin() -> Run:
    """Take up a run that was interrupted, or begin a new one."""
    with transaction.atomic():
        unfinished = Run.objects.filter(finished_at=None).order_by("started_at").first()
        edition = current_law().edition
        if unfinished is None:
            return Run.objects.create(as_of=now(), edition=edition)
        unfinished.as_of, unfinished.edition = now(), edition
        unfinished.save(update_fields=["as_of", "edition"])
        return unfinished


def _finish_destructions() -> None:
    """Destroy what was to be destroyed and is still there, or there again."""
    store = keystore()
    for decided in KeyDestruction.objects.filter(bucket__in=store.files()):
        store.destroy(Bucket.parse(decided.bucket), decided.decided_at)


# ------------------------------------------------------------------ due records


def _do_batch(model: type[PersonalRecord], run: Run, context: Context) -> int:
    """Do one batch of one model: rows, counts and entries in one transaction."""
    with transaction.atomic():
        run = locked(run)
        due = due_records(model, run.as_of, writing.house())
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        rows = list(due[:BATCH])
        if not rows:
            return 0
        batch = _Batch(run, current_law())
        batch.sort(rows)
        batch.write(model)
        batch.note(context)
        return len(rows)


class _Batch:
    """What one batch of rows becomes."""

    def __init__(self, run: Run, adopted: Adopted) -> None:
        self.run, self.adopted = run, adopted
        self.done: dict[Action, list[tuple[PersonalRecord, Step]]] = defaultdict(list)
        self.later: list[PersonalRecord] = []
        self.moved: list[PersonalRecord] = []
        self.tokens: list[SearchToken] = []
        self.broken: list[PersonalRecord] = []

    def sort(self, rows: list[PersonalRecord]) -> None:
        """Decide for each row, by the law and the holds of this moment."""
        holds = holding.of([row.pk for row in rows])
        for row in rows:
            held = holds.get(row.pk, ())
            steps = terms.prospect(row, self.adopted, self.run.as_of, held).due(self.run.as_of)
            for step in steps:
                self._do(row, step)
            if Action.ERASE not in {step.action for step in steps}:
                self._go_on(row, terms.schedule(row, self.adopted, self.run.as_of, held))

    def _do(self, row: PersonalRecord, step: Step) -> None:
        self.done[step.action].append((row, step))
        match step.action:
            case Action.REVIEW:
                row.review_asked_at = self.run.as_of
            case Action.MASK:
                row.keeping = Keeping.MASKED
            case Action.SEAL:
                row.keeping = Keeping.SEALED

    def _go_on(self, row: PersonalRecord, bucket: Bucket) -> None:
        self.later.append(row)
        if terms.leaves(row, bucket):
            tokens = move(row, bucket)
            self.moved.append(row)
            self.tokens += tokens or ()
            if tokens is None:
                self.broken.append(row)

    def write(self, model: type[PersonalRecord]) -> None:
        """Change the rows."""
        if erased := [row for row, _step in self.done[Action.ERASE]]:
            erase(model, erased)
        writing.write(self.later, writing.DAYS)
        writing.write(self.later, ("keeping",))
        if self.moved:
            writing.write(self.moved, writing.FORM)
            replace_tokens(self.moved, self.tokens)

    def note(self, context: Context) -> None:
        """Count, and write an entry for each kind of thing that was done."""
        for action, done in self.done.items():
            if not done:
                continue
            tally = Counter((row.retention_class, step.rule.citation) for row, step in done)
            for (record_class, citation), number in tally.items():
                count(self.run, record_class, action, citation, number)
            audit.record(
                act=f"retention.records.{_PAST[action]}",
                verb=Verb.ERASE if action is Action.ERASE else Verb.ALTER,
                authority=context.authority(),
                objects=[f"run:{self.run.pk}", *(row.reference for row, _step in done)],
            )
        if self.broken:
            audit.record(
                act="retention.records.found_broken",
                verb=Verb.OPERATE,
                authority=context.authority(),
                objects=[f"run:{self.run.pk}", *(row.reference for row in self.broken)],
                outcome="failed",
            )


def _dead_batch(model: type[PersonalRecord], run: Run, context: Context) -> int:
    """Take away the rows of a bucket whose key was destroyed before its time."""
    with transaction.atomic():
        run = locked(run)
        early = KeyDestruction.objects.exclude(approval=None).values("bucket")
        opened = model.objects.for_context(writing.house(), verb=Verb.ERASE)
        rows = list(opened.filter(bucket__in=early).order_by()[:BATCH])
        if rows:
            erase(model, rows)
            count(run, model.record_class, Action.ERASE, "retention.destroy_keys", len(rows))
            audit.record(
                act="retention.records.erased",
                verb=Verb.ERASE,
                authority=context.authority(),
                objects=[f"run:{run.pk}", *(row.reference for row in rows)],
                reason="key-destroyed",
            )
        return len(rows)


def _apply_new_law(run: Run, told: Told) -> None:
    """Reckon anew the days of all records after another law was adopted; once for each law."""
    law = LawInForce.objects.get(edition=run.edition)
    if law.applied_at is not None:
        return
    for model in personal_models():
        last: uuid.UUID | None = None
        while rows := _reckon_anew(model, run.edition, last):
            last = rows[-1].pk
            told(model.record_class, len(rows))
    if law.adopted_at + GRACE <= run.as_of:  # who still worked by the old one has finished
        LawInForce.objects.filter(pk=law.pk).update(applied_at=now())


def _reckon_anew(
    model: type[PersonalRecord], edition: int, last: uuid.UUID | None
) -> list[PersonalRecord]:
    with transaction.atomic():
        opened = model.objects.for_context(writing.house(), verb=Verb.ALTER)
        old = opened.filter(law_edition__lt=edition).exclude(keeping=Keeping.ERASED)
        ahead = (old.filter(pk__gt=last) if last else old).order_by("pk")
        rows = list(ahead.select_for_update(of=("self",))[:BATCH])
        reschedule(rows)
        return rows


# ------------------------------------------------------------------ ended buckets


def _close_bucket(bucket: Bucket, run: Run, context: Context) -> None:
    """Move on what still lives in an ended bucket, then destroy its key.

    The payloads of the ledger do not move: their term was fixed when they were written.
    """
    for model in personal_models():
        while _move_on(model, bucket):
            pass
    key_id = keystore().key_id(bucket)
    with transaction.atomic():
        run = locked(run)
        run.keys = [*run.keys, {"bucket": str(bucket), "key": key_id}]
        run.save(update_fields=["keys"])
        destroy_ended_key(context=context, bucket=bucket, run=run)


def _move_on(model: type[PersonalRecord], bucket: Bucket) -> bool:
    with transaction.atomic():
        opened = model.objects.for_context(writing.house(), verb=Verb.ALTER)
        lying = opened.filter(bucket=str(bucket)).order_by("pk")
        rows = list(lying.select_for_update(of=("self",))[:BATCH])
        reschedule(rows)
        return bool(rows)


# ------------------------------------------------------------------ the end


def _certify(run: Run, context: Context) -> Run:
    with transaction.atomic():
        run = locked(run)
        if run.finished_at is not None:
            return run  # another process finished it
        run.certificate = certificates.write(run, current_law())
        digest = certificates.digest(run.certificate)
        run.entry = audit.record(
            act="retention.run.certified",
            verb=Verb.ERASE,
            authority=context.authority(),
            objects=[f"run:{run.pk}", f"sha256:{digest}"],
        )
        run.finished_at = now()
        run.save()
    return run


def _leave_no_journal() -> None:
    """Empty SQLite's write-ahead log, which otherwise keeps the old pages for a while."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
