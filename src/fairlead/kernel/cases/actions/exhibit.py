"""Evidence in a case: a file under its digest, and an unbroken account of who had it."""

import uuid
from collections.abc import Iterable

from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import live_case, make, part_of_live_case
from fairlead.kernel.cases.models import Case, CustodyStep, Exhibit
from fairlead.kernel.files import actions as files
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention.actions.opening import open_identity


def add_exhibit(
    context: Context,
    *,
    case: uuid.UUID,
    stream: Iterable[bytes],
    name: str,
    title: str,
    source: str,
    seal: str = "",
) -> Exhibit:
    """Keep a file as evidence under the digest of its bytes; its custody begins."""
    for place, words in (("title", title), ("source", source)):
        if not words.strip():
            raise BadInput("is empty", place=place)
    with entered():
        found = live_case(context, case)
        file = files.store_file(
            context=context,
            agency=Agency.objects.get(pk=found.agency_id),
            stream=stream,
            name=name,
            belonging=files.Belonging(
                belongs_to=found.reference, kept_as=Case.record_class, collected_for=context.purpose
            ),
        )
        held = open_identity(context=context, record=file, unmask=True)
        exhibit = make(
            context,
            Exhibit,
            identity={"title": title, "source": source, "digest": held["digest"]},
            case=found,
            file=file,
        )
        _step(context, exhibit, "received", words=source, holder="", seal=seal)
        record_act(context, "cases.exhibit.added", Verb.COLLECT, exhibit, file, found)
    return exhibit


def note_custody(
    context: Context,
    *,
    exhibit: uuid.UUID,
    step: str,
    words: str,
    holder: str = "",
    seal: str = "",
) -> CustodyStep:
    """Note what was done with an exhibit."""
    codes.check(step, codes.CUSTODY_STEPS, "step")
    if not words.strip():
        raise BadInput("say what was done", place="words")
    with entered():
        found = part_of_live_case(context, Exhibit, exhibit)
        noted = _step(context, found, step, words=words, holder=holder, seal=seal)
        record_act(context, "cases.custody.noted", Verb.ALTER, noted, found, reason=step)
    return noted


def _step(
    context: Context, exhibit: Exhibit, step: str, *, words: str, holder: str, seal: str
) -> CustodyStep:
    return make(
        context,
        CustodyStep,
        identity={"words": words, "holder": holder, "seal": seal},
        exhibit=exhibit,
        step=step,
    )
