"""Have others keep our checkpoints, and keep theirs.

`deliver` brings the newest checkpoint to every witness that does not have it, with the proof
that the ledger only grew since the one it confirmed last. That proof comes out of the
database as it is now: if somebody rewrote the past, it does not verify, the witness refuses,
and the doctor says so at the next minute.

`receive` is the other side: this node as a witness for another ledger.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from fairlead.core.errors import BadInput
from fairlead.core.ledger import Authority, Verb, notes, witness
from fairlead.core.ledger.checkpoints import read
from fairlead.core.ledger.witness import Offer, Verdict
from fairlead.kernel.audit import checkpoints, keys
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import (
    Checkpoint,
    SeenCheckpoint,
    WitnessReceipt,
    WitnessStanding,
    reference,
)
from fairlead.kernel.audit.witnesses.configured import configured
from fairlead.kernel.audit.witnesses.port import Contradicted, Elsewhere, Unreachable, Witness
from fairlead.kernel.clock import now

LONGEST_OFFER = 1 << 16
TEXT, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"
_LOCK = 0x7769_746E_6573_73  # "witness"
_DUTY = Authority(actor="duty:audit.witness")


# ---------------------------------------------------------------- ours to others


def deliver() -> int:
    """Bring the newest checkpoint to every witness that lacks it; return how many took it.

    Runs outside any transaction: a witness may be slow, and the database must not wait.
    """
    checkpoint = checkpoints.latest()
    if checkpoint is None:
        return 0
    return sum(_bring(one, checkpoint) for one in configured())


def _bring(to: Witness, checkpoint: Checkpoint) -> bool:
    receipts = WitnessReceipt.objects.filter(witness=to.name, checkpoint__origin=checkpoint.origin)
    last = receipts.order_by("-pk").first()
    if last is not None and last.checkpoint_id >= checkpoint.pk:
        return False
    confirmed = last.checkpoint.size if last else 0
    try:
        cosignature = _offer(to, checkpoint, confirmed)
    except (Contradicted, Unreachable) as error:
        _note_failure(to, error.message, refused=isinstance(error, Contradicted))
        return False
    with transaction.atomic():
        WitnessReceipt.objects.get_or_create(
            witness=to.name,
            checkpoint=checkpoint,
            defaults={"cosignature": cosignature, "key": str(to.key or "")},
        )
        WitnessStanding.objects.update_or_create(
            witness=to.name,
            defaults={
                "tried_at": now(),
                "failing_since": None,
                "failures": 0,
                "refused": False,
                "words": "",
            },
        )
    return True


def _offer(to: Witness, checkpoint: Checkpoint, confirmed: int) -> str:
    try:
        return to.take(checkpoints.offer(checkpoint, confirmed))
    except Elsewhere as elsewhere:
        seen = elsewhere.size
    # It took a checkpoint of which we have no receipt, or it is not what it was.
    if seen > checkpoint.size:
        raise Contradicted(
            f"it has seen {seen} entries, and here are only {checkpoint.size}", place=to.name
        )
    if seen < confirmed:
        raise Contradicted(
            f"it confirmed {confirmed} entries and now knows only {seen}", place=to.name
        )
    try:
        return to.take(checkpoints.offer(checkpoint, seen))
    except Elsewhere as again:
        raise Unreachable("it takes checkpoints from somebody else too", place=to.name) from again


def _note_failure(to: Witness, words: str, *, refused: bool) -> None:
    with transaction.atomic():
        standing, _ = WitnessStanding.objects.select_for_update().get_or_create(
            witness=to.name, defaults={"tried_at": now()}
        )
        standing.tried_at = now()
        standing.failing_since = standing.failing_since or now()
        standing.failures += 1
        standing.refused = refused
        standing.words = words
        standing.save()


# ---------------------------------------------------------------- others' to us


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP."""

    status: int
    body: str = ""
    content_type: str = TEXT


def receive(body: bytes) -> Answer:
    """Answer an ``add-checkpoint`` request (c2sp.org/tlog-witness) of another ledger.

    Nobody needs an account for it: the signature on the checkpoint is the authentication.
    The watched ledgers are the public keys in ``FAIRLEAD_WATCHED_LEDGERS``.
    """
    if len(body) > LONGEST_OFFER:
        return Answer(413, "the offer is too long\n")
    try:
        offer = witness.parse_offer(body.decode())
    except (BadInput, UnicodeDecodeError) as error:
        return Answer(Verdict.MALFORMED.value, f"{error}\n")
    signer = keys.signer(notes.Kind.WITNESS)
    with transaction.atomic():
        verdict, seen = _consider(offer)
    if verdict is Verdict.STALE:
        return Answer(verdict.value, f"{seen}\n", SIZE)
    if verdict is not Verdict.ACCEPTED:
        same_size = verdict is Verdict.INCONSISTENT and offer.old == offer.signed.size
        status = Verdict.STALE if same_size else verdict  # what the protocol asks for
        return Answer(status.value, f"{verdict.name.lower()}\n")
    moment = int(now().timestamp())
    return Answer(verdict.value, f"{signer.sign(offer.signed.note.text, moment=moment)}\n")


def _consider(offer: Offer) -> tuple[Verdict, int]:
    """Compare with what was seen and remember, so that nobody comes in between."""
    _alone()
    watched = [notes.parse_key(spelled) for spelled in settings.FAIRLEAD_WATCHED_LEDGERS]
    state = offer.signed.checkpoint
    last = SeenCheckpoint.objects.filter(origin=state.origin).order_by("-pk").first()
    seen = read(last.note).checkpoint if last else None
    verdict = witness.judge(offer, seen=seen, keys=watched)
    if verdict is Verdict.ACCEPTED and seen != state:
        SeenCheckpoint.objects.create(
            origin=state.origin,
            size=state.size,
            root=state.root,
            time=state.time,
            note=str(offer.signed.note),
        )
    if verdict is Verdict.INCONSISTENT:  # signed by its own key: evidence, so it is kept
        record(
            act="audit.witness.refused",
            verb=Verb.OPERATE,
            authority=_DUTY,
            objects=(reference("ledger", state.origin),),
            outcome="refused",
            reason=verdict.name.lower(),
        )
    return verdict, seen.size if seen else 0


def _alone() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
