"""What people write and decide: corrected by something new, never edited, and by whom."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from fairlead.core.cases.snapshots import Snapshot
from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.actions.decision import correct_decision, give_opinion, take_decision
from fairlead.kernel.cases.actions.note import add_note, correct_note, read_mention
from fairlead.kernel.cases.actions.subject import add_subject
from fairlead.kernel.cases.actions.task import add_task, complete_task, edit_task, start_task
from fairlead.kernel.cases.codes import QUESTION_LABELS, QUESTIONS
from fairlead.kernel.cases.models import (
    Case,
    Decision,
    Mention,
    Revision,
    SecondOpinion,
    Subject,
)
from fairlead.kernel.cases.pending import pending
from fairlead.kernel.cases.queries.page import case_page
from fairlead.kernel.cases.queries.register import tasks_for, unread_mentions
from fairlead.kernel.cases.queries.relations import held_about
from tests.kernel.cases.conftest import Make, Unit, again, closed, particulars, worker

SHOWN = {"score": "0.87", "parts": [{"part": "surname equal", "points": "+0.40"}]}


def decide(here: Unit, case: Case, **fields: object) -> Decision:
    values = {
        "question": "same-person",
        "outcome": "different",
        "reason": "biographic",
        "words": "Born thirty years apart",
        "shown": SHOWN,
    } | fields
    return take_decision(here.analyst, case=case.pk, **values)  # type: ignore[arg-type]


def test_a_decision_keeps_who_why_and_what_was_shown(
    here: Unit, case: Case, subject: Subject
) -> None:
    taken = decide(here, case, subject=subject.pk)

    values = keeping.opened(here.analyst, taken)
    assert (taken.created_by_id, taken.reason) == (here.analyst.account, "biographic")
    assert values["words"] == "Born thirty years apart"
    assert Snapshot.read(values["shown"], digest=taken.shown_digest).content == SHOWN
    entry = Entry.objects.get(act="cases.decision.taken")
    assert b"thirty years" not in bytes(entry.header)


def test_what_was_shown_cannot_be_guessed_from_its_digest(here: Unit, case: Case) -> None:
    assert decide(here, case).shown_digest != decide(here, case).shown_digest
    assert decide(here, case, shown=None).shown_digest == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": "guilty"},
        {"outcome": "probably"},
        {"outcome": "no-measure"},
        {"reason": "a feeling"},
        {"reason": "other", "words": "  "},
    ],
)
def test_codes_come_from_closed_lists(here: Unit, case: Case, wrong: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        decide(here, case, **wrong)


def test_every_question_has_its_words_and_can_be_answered_unsurely_or_not_at_all() -> None:
    assert set(QUESTION_LABELS) == set(QUESTIONS)
    assert all(len(outcomes) >= 3 for outcomes in QUESTIONS.values())


def test_a_decision_is_corrected_by_another_and_remains(here: Unit, case: Case) -> None:
    first = decide(here, case, outcome="unsure")
    with transaction.atomic():
        assert [one.code for one in pending(here.analyst, case)] == ["settle-decision"]

    second = correct_decision(
        here.supervisor,
        decision=first.pk,
        outcome="same",
        reason="document",
        words="Same passport",
        shown=SHOWN,
    )

    kept = again(here.analyst, first)
    assert (kept.outcome, second.outcome, second.corrects_id) == ("unsure", "same", first.pk)
    assert keeping.opened(here.analyst, kept)["words"] == "Born thirty years apart"
    with transaction.atomic():
        assert pending(here.analyst, case) == []
    with pytest.raises(Conflict):
        correct_decision(
            here.analyst, decision=first.pk, outcome="same", reason="document", words="Again"
        )


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Decision, {"outcome": "same"}),
        (Decision, {"reason": "order"}),
        (Decision, {"question": "concern"}),
        (Decision, {"shown_digest": "0" * 64}),
        (Decision, {"created_by": None}),
        (Decision, {"recorded_at": "2020-01-01T00:00:00Z"}),
        (SecondOpinion, {"agrees": False}),
        (SecondOpinion, {"reason": "order"}),
        (Revision, {"number": 77}),
        (Revision, {"act": "cases.case.closed"}),
        (Revision, {"recorded_at": "2020-01-01T00:00:00Z"}),
    ],
)
def test_the_database_itself_refuses_to_edit_them(
    here: Unit, case: Case, model: type[Decision], changes: dict[str, object]
) -> None:
    taken = decide(here, case)
    give_opinion(
        here.supervisor, decision=taken.pk, agrees=True, reason="biographic", words="Indeed"
    )
    house = Context.duty("cases.exchange")

    with pytest.raises(DatabaseError, match="corrected, never edited"), transaction.atomic():
        model.objects.for_context(house).update(**changes)
    with transaction.atomic():
        assert model.objects.for_context(house).update(version=5) > 0, "other columns may change"


def test_a_second_opinion_is_another_persons_and_given_once(here: Unit, case: Case) -> None:
    taken = decide(here, case)
    with pytest.raises(Conflict):
        give_opinion(here.analyst, decision=taken.pk, agrees=True, reason="history", words="Yes")

    given = give_opinion(
        here.supervisor, decision=taken.pk, agrees=False, reason="history", words="No"
    )
    assert (given.agrees, given.created_by_id) == (False, here.colleague)
    with pytest.raises(Conflict):
        give_opinion(here.supervisor, decision=taken.pk, agrees=True, reason="history", words="Yes")
    assert Entry.objects.filter(act="cases.opinion.given").count() == 1


def test_a_decision_names_a_subject_of_its_own_case(
    here: Unit, subject: Subject, make_case: Make
) -> None:
    with pytest.raises(BadInput):
        decide(here, make_case(), subject=subject.pk)


def test_all_that_is_about_a_subject_is_gathered_for_its_dossier(
    here: Unit, case: Case, subject: Subject
) -> None:
    decide(here, case, subject=subject.pk)
    with transaction.atomic():
        held = held_about(here.officer, subject.pk)

    assert (len(held.revisions), len(held.decisions), len(held.involvements)) == (1, 1, 1)
    assert {type(one) for one in held.sealed} == {Subject, Revision}


# ------------------------------------------------------------------ notes, mentions, tasks


def test_a_mention_waits_until_it_is_read(here: Unit, case: Case) -> None:
    add_note(here.analyst, case=case.pk, words="Please look", mentions=[here.colleague])
    with transaction.atomic():
        waiting = unread_mentions(here.supervisor).get()
        assert not unread_mentions(here.analyst).exists()

    read_mention(here.supervisor, mention=waiting.pk)

    with transaction.atomic():
        assert not unread_mentions(here.supervisor).exists()
    assert again(here.supervisor, waiting).read_at is not None


def test_nobody_reads_for_another(here: Unit, case: Case) -> None:
    add_note(here.analyst, case=case.pk, words="Please look", mentions=[here.colleague])
    with transaction.atomic():
        waiting = Mention.objects.for_context(here.analyst).get()
    with pytest.raises(Refused):
        read_mention(here.analyst, mention=waiting.pk)


def test_only_colleagues_are_named(here: Unit, there: Unit, case: Case) -> None:
    with pytest.raises(BadInput):
        add_note(here.analyst, case=case.pk, words="Hello", mentions=[there.colleague])
    assert case_page(here.analyst, case.pk).notes == ()


def test_a_note_is_corrected_by_its_author_and_remains(here: Unit, case: Case) -> None:
    first = add_note(here.analyst, case=case.pk, words="He is 30")
    with pytest.raises(Conflict):
        correct_note(here.supervisor, note=first.pk, words="He is 40")
    correct_note(here.analyst, note=first.pk, words="He is 50")

    page = case_page(here.analyst, case.pk, unmask=True)
    assert [one.values["words"] for one in page.notes] == ["He is 30", "He is 50"]
    with pytest.raises(Conflict):
        correct_note(here.analyst, note=first.pk, words="He is 60")


@pytest.mark.parametrize("words", ["", "   ", "x" * 20_001])
def test_a_note_has_words_and_not_too_many(here: Unit, case: Case, words: str) -> None:
    with pytest.raises(BadInput):
        add_note(here.analyst, case=case.pk, words=words)


def test_a_task_belongs_to_who_begins_it(here: Unit, case: Case) -> None:
    task = add_task(here.analyst, case=case.pk, words="Ask")
    task = start_task(here.analyst, task=task.pk, version=task.version)
    assert task.assignee_id == here.analyst.account

    colleague = worker("analyst", here.agency)
    with pytest.raises(Refused) as caught:
        complete_task(colleague, task=task.pk, version=task.version)
    assert caught.value.reasons == ("guard:assignee",)
    complete_task(here.supervisor, task=task.pk, version=task.version)


def test_tasks_are_listed_by_urgency_until_they_are_done(here: Unit, case: Case) -> None:
    me = here.analyst.account
    some_day = add_task(here.analyst, case=case.pk, words="Some day", assignee=me)
    today = add_task(
        here.analyst, case=case.pk, words="Today", assignee=me, deadline=case.recorded_at
    )
    with transaction.atomic():
        assert list(tasks_for(here.analyst, me)) == [today, some_day]
    complete_task(here.analyst, task=today.pk, version=today.version)
    edit_task(here.analyst, task=some_day.pk, version=some_day.version, assignee=here.colleague)
    with transaction.atomic():
        assert list(tasks_for(here.analyst, me)) == []
        assert list(tasks_for(here.supervisor, here.colleague)) == [some_day]


@pytest.mark.parametrize("fields", [{"words": " "}, {"kind": "wish"}])
def test_a_task_says_what_it_is(here: Unit, case: Case, fields: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        add_task(here.analyst, case=case.pk, **({"words": "Ask"} | fields))


def test_a_task_is_given_to_a_colleague(here: Unit, there: Unit, case: Case) -> None:
    with pytest.raises(BadInput):
        add_task(here.analyst, case=case.pk, words="Ask", assignee=there.colleague)


def test_what_is_written_stays_out_of_a_closed_case(here: Unit, case: Case) -> None:
    subject = add_subject(here.analyst, case=case.pk, particulars=particulars())
    note = add_note(here.analyst, case=case.pk, words="Before")
    decision = decide(here, case)
    closed(here, case)

    for attempt in (
        lambda: correct_note(here.analyst, note=note.pk, words="After"),
        lambda: decide(here, case),
        lambda: correct_decision(
            here.analyst, decision=decision.pk, outcome="same", reason="document", words="x"
        ),
        lambda: give_opinion(
            here.supervisor, decision=decision.pk, agrees=True, reason="history", words="x"
        ),
        lambda: add_subject(here.analyst, case=case.pk, particulars=particulars("B", "UTO2")),
    ):
        with pytest.raises(Conflict) as caught:
            attempt()
        assert caught.value.code == "case-not-live"
    assert subject.kind == "person"
