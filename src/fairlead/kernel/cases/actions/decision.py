"""What persons decide: who, why, and what they were shown."""

import os
import uuid
from collections.abc import Mapping
from typing import Any

from fairlead.core.cases.snapshots import SALT_BYTES, Snapshot
from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import find, live_case, make, part_of_live_case
from fairlead.kernel.cases.models import Case, Decision, Involvement, SecondOpinion, Subject


def take_decision(
    context: Context,
    *,
    case: uuid.UUID,
    question: str,
    outcome: str,
    reason: str,
    words: str,
    shown: Mapping[str, Any] | None = None,
    subject: uuid.UUID | None = None,
) -> Decision:
    """Decide; ``shown`` is the explanation that the person saw, and is kept with its digest."""
    with entered():
        found = live_case(context, case)
        decision = _write(
            context,
            found,
            codes_=_checked(question, outcome, reason),
            words=words,
            shown=shown,
            subject=_subject(context, found, subject),
        )
        record_act(
            context,
            "cases.decision.taken",
            Verb.ALTER,
            decision,
            found,
            reason=reason,
            outcome=outcome,
        )
    return decision


def correct_decision(
    context: Context,
    *,
    decision: uuid.UUID,
    outcome: str,
    reason: str,
    words: str,
    shown: Mapping[str, Any] | None = None,
) -> Decision:
    """Decide anew in the place of an earlier decision, which remains as it was."""
    with entered():
        earlier = part_of_live_case(context, Decision, decision)
        found = earlier.case
        if Decision.objects.for_context(context).filter(corrects=earlier).exists():
            raise Conflict(
                "the decision was corrected already; correct the later one",
                place=earlier.reference,
            )
        later = _write(
            context,
            found,
            codes_=_checked(earlier.question, outcome, reason),
            words=words,
            shown=shown,
            subject=earlier.subject,
            corrects=earlier,
        )
        record_act(
            context,
            "cases.decision.corrected",
            Verb.ALTER,
            later,
            earlier,
            found,
            reason=reason,
            outcome=outcome,
        )
    return later


def give_opinion(
    context: Context, *, decision: uuid.UUID, agrees: bool, reason: str, words: str
) -> SecondOpinion:
    """Say what another person thinks of a decision; nobody gives it on her own."""
    codes.check(reason, codes.DECISION_REASONS, "reason")
    with entered():
        found = find(context, Decision, decision)
        live_case(context, found.case_id)
        if found.created_by_id == context.account:
            raise Conflict("a second opinion is another person's", place=found.reference)
        earlier = SecondOpinion.objects.for_context(context).filter(
            decision=found, created_by_id=context.account
        )
        if earlier.exists():
            raise Conflict("this opinion was given already", place=found.reference)
        opinion = make(
            context,
            SecondOpinion,
            identity={"words": words},
            decision=found,
            agrees=agrees,
            reason=reason,
        )
        record_act(
            context,
            "cases.opinion.given",
            Verb.ALTER,
            opinion,
            found,
            reason=reason,
            outcome="agrees" if agrees else "differs",
        )
    return opinion


def _checked(question: str, outcome: str, reason: str) -> dict[str, Any]:
    codes.check(question, codes.QUESTION_LABELS, "question")
    codes.check(outcome, codes.QUESTIONS[question], "outcome")
    codes.check(reason, codes.DECISION_REASONS, "reason")
    return {"question": question, "outcome": outcome, "reason": reason}


def _write(
    context: Context,
    case: Case,
    *,
    codes_: Mapping[str, Any],
    words: str,
    shown: Mapping[str, Any] | None,
    subject: Subject | None,
    corrects: Decision | None = None,
) -> Decision:
    if codes_["reason"] == "other" and not words.strip():
        raise BadInput("this reason needs words", place="words")
    snapshot = Snapshot.take(shown, salt=os.urandom(SALT_BYTES)) if shown is not None else None
    return make(
        context,
        Decision,
        identity={"words": words, "shown": snapshot.write() if snapshot else None},
        case=case,
        subject=subject,
        corrects=corrects,
        shown_digest=snapshot.digest if snapshot else "",
        **codes_,
    )


def _subject(context: Context, case: Case, key: uuid.UUID | None) -> Subject | None:
    if key is None:
        return None
    subject = find(context, Subject, key)
    if not Involvement.objects.for_context(context).filter(case=case, subject=subject).exists():
        raise BadInput("the subject is not in this case", place="subject")
    return subject
