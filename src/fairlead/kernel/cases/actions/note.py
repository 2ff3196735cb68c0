"""What people write to one another about a case."""

import uuid
from collections.abc import Iterable

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import find, live_case, make, part_of_live_case
from fairlead.kernel.cases.models import Mention, Note
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account

LONGEST = 20_000


def add_note(
    context: Context, *, case: uuid.UUID, words: str, mentions: Iterable[uuid.UUID] = ()
) -> Note:
    """Write a note and name colleagues who should read it."""
    with entered():
        found = live_case(context, case)
        note = make(context, Note, identity={"words": _words(words)}, case=found)
        _mention(context, note, mentions)
        record_act(context, "cases.note.added", Verb.COLLECT, note, found)
    return note


def correct_note(
    context: Context, *, note: uuid.UUID, words: str, mentions: Iterable[uuid.UUID] = ()
) -> Note:
    """Write another note in the place of one's own; the first remains."""
    with entered():
        earlier = part_of_live_case(context, Note, note)
        if earlier.created_by_id != context.account:
            raise Conflict("a note is corrected by who wrote it", place=earlier.reference)
        if Note.objects.for_context(context).filter(corrects=earlier).exists():
            raise Conflict("the note was corrected already", place=earlier.reference)
        later = make(
            context, Note, identity={"words": _words(words)}, case=earlier.case, corrects=earlier
        )
        _mention(context, later, mentions)
        record_act(
            context, "cases.note.corrected", Verb.ALTER, later, earlier, f"case:{earlier.case_id}"
        )
    return later


def read_mention(context: Context, *, mention: uuid.UUID) -> Mention:
    """Note that a colleague read where he was named."""
    with entered():
        found = find(context, Mention, mention, account_id=context.account)
        found.read_at = found.read_at or now()
        found.save()
        record_act(context, "cases.mention.read", Verb.CONSULT, f"note:{found.note_id}")
    return found


def _mention(context: Context, note: Note, accounts: Iterable[uuid.UUID]) -> None:
    wanted = set(accounts)
    known = Account.objects.filter(
        pk__in=wanted, agency_id=note.agency_id, status=Account.Status.ACTIVE
    ).values_list("pk", flat=True)
    if missing := wanted - set(known):
        raise BadInput(
            "only colleagues of the same agency can be named",
            place=f"mentions: {', '.join(sorted(map(str, missing)))}",
        )
    Mention.objects.for_context(context, verb=Verb.COLLECT).bulk_create(
        Mention(agency_id=note.agency_id, note=note, account_id=account)
        for account in sorted(wanted)
    )


def _words(words: str) -> str:
    if not words.strip():
        raise BadInput("a note needs words", place="words")
    if len(words) > LONGEST:
        raise BadInput(f"a note has at most {LONGEST} characters", place="words")
    return words
