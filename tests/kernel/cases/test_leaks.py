"""Planted values: found where they belong, and nowhere else, before and after their end.

Every action that takes words gets a canary of its own. Then all tables, the ledger and the
files on disk are read byte by byte.
"""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from fairlead.core.errors import Conflict, Refused
from fairlead.core.sealing import SealingError
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Protected
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.actions.case import edit_case, return_case, submit_case
from fairlead.kernel.cases.actions.decision import give_opinion, take_decision
from fairlead.kernel.cases.actions.delivery import confirm_recall
from fairlead.kernel.cases.actions.dissemination import (
    Addressee,
    note_receipt,
    prepare_dissemination,
    recall_dissemination,
    send_dissemination,
)
from fairlead.kernel.cases.actions.exhibit import add_exhibit, note_custody
from fairlead.kernel.cases.actions.link import add_link
from fairlead.kernel.cases.actions.note import add_note
from fairlead.kernel.cases.actions.redress import (
    answer_redress,
    close_redress,
    identify_redress,
    receive_redress,
)
from fairlead.kernel.cases.actions.referral import accept_referral, answer_referral, send_referral
from fairlead.kernel.cases.actions.subject import (
    add_subject,
    edit_subject,
    erase_subject,
    involve_subject,
)
from fairlead.kernel.cases.actions.task import add_task, complete_task
from fairlead.kernel.cases.actions.timeline import add_entry
from fairlead.kernel.cases.exchange import Message
from fairlead.kernel.cases.models import (
    Case,
    Delivery,
    Involvement,
    Recipient,
    Redress,
    Revision,
    Subject,
)
from fairlead.kernel.cases.models.record import Record
from fairlead.kernel.cases.queries.history import as_of
from fairlead.kernel.cases.queries.page import CasePage, case_page
from fairlead.kernel.cases.queries.register import CaseRow, cases, first_page
from fairlead.kernel.clock import now
from fairlead.kernel.retention.actions.clocks import confirm_review
from fairlead.kernel.retention.actions.holds import place_hold
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.models import Keeping, SearchToken
from tests.kernel.cases.conftest import Unit, again, closed, only_delivery, particulars, work_on
from tests.kernel.cases.test_timeline import MAY

COMMITTING = pytest.mark.django_db(transaction=True)
MODELS: list[Any] = [
    model for model in apps.get_app_config("cases").get_models() if issubclass(model, Protected)
]


def shown(context: Context, key: uuid.UUID, *, unmask: bool = False) -> CasePage:
    """Read a case page as a door would: in a transaction."""
    with transaction.atomic():
        return case_page(context, key, unmask=unmask)


def listed(context: Context) -> list[CaseRow]:
    with transaction.atomic():
        return first_page(context)


class Canaries:
    """Words that occur nowhere by chance; each remembers where it was planted."""

    def __init__(self) -> None:
        self.planted: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        canary = f"canary{uuid.uuid4().hex[:12]}"
        self.planted[canary] = place
        return canary

    def in_(self, data: bytes) -> set[str]:
        """Return where those were planted that are in these bytes, however they are spelled."""
        lowered = data.lower()
        return {place for canary, place in self.planted.items() if canary.encode() in lowered}


def a_full_case(here: Unit, there: Unit, plant: Canaries) -> Case:
    """Use every action that takes words, with a canary in each of them."""
    by = here.analyst
    case = work_on(here, plant("title"), summary=plant("summary"))
    case = edit_case(by, case=case.pk, version=case.version, summary=plant("new summary"))
    held = particulars(plant("name"), plant("document"), origin=plant("source"))
    subject = add_subject(by, case=case.pk, particulars=held)
    changed = particulars(plant("new name"), plant("new document"), reference=plant("reference"))
    edit_subject(by, subject=subject.pk, version=subject.version, particulars=changed)
    add_note(by, case=case.pk, words=plant("note"))
    task = add_task(by, case=case.pk, words=plant("task"))
    complete_task(by, task=task.pk, version=task.version)
    add_link(
        by,
        case=case.pk,
        kind="owns",
        from_=("subject", subject.pk),
        to=("case", case.pk),
        certainty="possible",
        source=plant("link source"),
        words=plant("link"),
    )
    entry = add_entry(
        by, case=case.pk, begins=MAY, words=plant("entry"), source=plant("entry source")
    )
    exhibit = add_exhibit(
        by,
        case=case.pk,
        stream=[f"%PDF-1.7 {plant('file')}".encode()],
        name=plant("file name"),
        title=plant("exhibit"),
        source=plant("exhibit source"),
        seal=plant("seal"),
    )
    note_custody(
        by,
        exhibit=exhibit.pk,
        step="stored",
        words=plant("custody"),
        holder=plant("holder"),
    )
    decision = take_decision(
        by,
        case=case.pk,
        question="concern",
        outcome="no-concern",
        reason="explained",
        words=plant("decision"),
        shown={"explanation": plant("shown")},
        subject=subject.pk,
    )
    give_opinion(
        here.supervisor,
        decision=decision.pk,
        agrees=True,
        reason="explained",
        words=plant("opinion"),
    )
    message = Message(
        words=plant("message"),
        subjects=[subject.pk],
        entries=[entry.pk],
        instructions=plant("instructions"),
        permission=plant("permission"),
    )
    send_referral(
        by,
        case=case.pk,
        receiver=there.agency.pk,
        ask="opinion",
        cover=plant("cover"),
        message=message,
    )
    delivery = only_delivery(there.analyst)
    accept_referral(there.analyst, delivery=delivery.pk, version=delivery.version)
    delivery = again(there.analyst, delivery)
    answer_referral(
        there.analyst, delivery=delivery.pk, version=delivery.version, words=plant("answer")
    )
    told = prepare_dissemination(
        by,
        case=case.pk,
        message=message,
        recipients=[
            Addressee(receiver=there.agency.pk),
            Addressee(name=plant("recipient"), address=plant("address")),
        ],
    )
    send_dissemination(by, dissemination=told.pk)
    with transaction.atomic():
        outside = Recipient.objects.for_context(by).get(dissemination=told, receiver=None)
    note_receipt(by, recipient=outside.pk, version=outside.version, evidence=plant("evidence"))
    case = again(by, case)
    case = submit_case(
        by, case=case.pk, version=case.version, reason="resolved", words=plant("outcome")
    )
    return return_case(here.supervisor, case=case.pk, version=case.version, words=plant("returned"))


def a_request(here: Unit, plant: Canaries) -> Redress:
    request = receive_redress(
        here.officer,
        kind="access",
        name=plant("requester"),
        address=plant("requester's address"),
        words=plant("request"),
    )
    request = identify_redress(here.officer, redress=request.pk, version=request.version)
    request = answer_redress(
        here.officer,
        redress=request.pk,
        version=request.version,
        outcome="granted",
        reason="nothing-held",
        words=plant("answer to the request"),
    )
    return close_redress(here.officer, redress=request.pk, version=request.version)


def every_row() -> Iterator[bytes]:
    """Yield every value of every table, as the database holds it."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            classes = ",".join(sorted({model.data_class for model in MODELS}))
            for name, value in (("everywhere", "yes"), ("classes", classes), ("purpose", "test")):
                cursor.execute("SELECT set_config(%s, %s, true)", [f"fairlead.{name}", value])
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            for row in cursor.fetchall():
                for value in row:
                    yield (
                        bytes(value)
                        if isinstance(value, bytes | memoryview)
                        else str(value).encode()
                    )


def files_on_disk(keys: Path) -> Iterator[bytes]:
    """Yield every file of the data and the keys; on SQLite with database and journal."""
    folders = [settings.FAIRLEAD_DATA, keys]
    if connection.vendor == "sqlite":
        folders.append(Path(str(connection.settings_dict["NAME"])).parent)
    for folder in folders:
        for path in Path(folder).rglob("*"):
            if path.is_file():
                yield path.read_bytes()


@COMMITTING
def test_no_personal_value_lies_anywhere_in_the_clear(keys: Path) -> None:
    plant, here, there = Canaries(), Unit.make("piu"), Unit.make("fiu")
    case = a_full_case(here, there, plant)
    a_request(here, plant)

    found = set().union(*(plant.in_(data) for data in (*every_row(), *files_on_disk(keys))))

    assert found == set()
    assert len(plant.planted) == 39
    page = repr(shown(here.analyst, case.pk, unmask=True))
    assert len(plant.in_(page.encode())) > 15, "they are there, and can be read by who may"


@COMMITTING
def test_a_search_for_canaries_finds_one_that_was_not_sealed() -> None:
    """The test above could not fail otherwise."""
    plant, here = Canaries(), Unit.make("piu")
    case = work_on(here)
    with transaction.atomic():
        rows = Case.objects.for_context(here.analyst).filter(pk=case.pk)
        rows.update(legal_basis=plant("basis"))

    assert set().union(*(plant.in_(data) for data in every_row())) == {"basis"}


def test_another_agency_reads_no_row_of_any_kind(here: Unit, there: Unit) -> None:
    plant, third = Canaries(), Unit.make("third")
    a_full_case(here, there, plant)
    a_request(here, plant)

    seen = 0
    for model in MODELS:
        for context in (third.analyst, third.supervisor, third.officer):
            try:
                with transaction.atomic():
                    assert list(model.objects.for_context(context)) == [], model
            except Refused:
                seen += 1
    assert seen > 0, "analysts do not reach redress at all"
    with transaction.atomic():
        rows = {
            model.__name__: model.objects.for_context(
                here.officer if model.data_class == "redress" else here.analyst
            ).count()
            for model in MODELS
        }
    empty = {"Delivery", "Favourite", "Transfer", "Visit", "Mention"}
    assert {name for name, count in rows.items() if not count} == empty, "the others are planted"


def test_what_the_receiver_holds_is_what_was_sent_and_no_more(here: Unit, there: Unit) -> None:
    plant = Canaries()
    a_full_case(here, there, plant)
    with transaction.atomic():
        theirs = cases(there.analyst).get()
        lying = [
            keeping.opened(there.analyst, one)
            for one in Delivery.objects.for_context(there.analyst)
        ]
    page = shown(there.analyst, theirs.pk, unmask=True)

    reached = plant.in_(repr((page, lying)).encode())

    assert reached == {
        *("cover", "instructions", "message", "entry", "new name", "new document", "answer"),
    }


def test_masked_until_asked(here: Unit, there: Unit) -> None:
    plant = Canaries()
    case = a_full_case(here, there, plant)

    covered = plant.in_(repr(shown(here.analyst, case.pk)).encode())

    assert covered == {
        "title",
        "new summary",
        "outcome",
        "returned",
        "decision",
        "shown",
        "opinion",
    }


def test_the_protection_officer_sees_what_is_held_for_redress(here: Unit, there: Unit) -> None:
    plant = Canaries()
    case = a_full_case(here, there, plant)

    page = shown(here.officer, case.pk, unmask=True)

    assert plant.in_(repr(page).encode()) >= {"new name", "note", "decision"}
    with pytest.raises(Refused):
        add_note(here.officer, case=case.pk, words="An officer writes nothing into a case")


# ------------------------------------------------------------------ the end

AFTER_THE_TERM = timedelta(days=5 * 366 + 40)


@COMMITTING
def test_when_its_term_is_over_nothing_of_a_case_can_be_read_by_anybody(keys: Path) -> None:
    plant, here, there = Canaries(), Unit.make("piu"), Unit.make("fiu")
    begun = now()
    with time_machine.travel(begun, tick=False) as clock:
        case = closed(here, a_full_case(here, there, plant))
        theirs = _case_of(there)
        a_request(here, plant)
        with transaction.atomic():
            revision = Revision.objects.for_context(here.analyst).filter(case=case).first()
            subject = Subject.objects.for_context(here.analyst).get()
        assert revision is not None
        sealed = (case, revision, subject)
        assert all(keeping_of(here, one) == Keeping.OPEN for one in sealed)

        clock.shift(AFTER_THE_TERM)
        run_due()

        with transaction.atomic():
            assert not Revision.objects.for_context(here.analyst).exists()
            husk = Case.objects.for_context(here.analyst).get(pk=case.pk)
            empty = Subject.objects.for_context(here.analyst).get(pk=subject.pk)
        assert (husk.keeping, husk.number, husk.identity, husk.purpose) == (
            *(Keeping.ERASED, None, None),
            "",
        )
        assert (empty.keeping, empty.kind, empty.identity) == (Keeping.ERASED, "", None)
        assert listed(here.analyst) == []
        assert not SearchToken.objects.filter(record_id=subject.pk).exists()
        for record in sealed:
            with pytest.raises((SealingError, Conflict)), transaction.atomic():
                keeping.opened(here.analyst, record)
        with transaction.atomic():
            assert not Redress.objects.for_context(here.officer).exists()
            kept = Case.objects.for_context(there.analyst).get(pk=theirs.pk)
        assert kept.keeping == Keeping.OPEN, "the receiver's own case is still open"
        remaining = set().union(*(plant.in_(data) for data in (*every_row(), *files_on_disk(keys))))
        assert remaining == set()


def keeping_of(unit: Unit, record: Record) -> str:
    return str(again(unit.analyst, record).keeping)


def _case_of(unit: Unit) -> Case:
    with transaction.atomic():
        return cases(unit.analyst).get()


@COMMITTING
def test_a_subject_lives_as_long_as_its_last_case() -> None:
    here = Unit.make("piu")
    with time_machine.travel(now(), tick=False) as clock:
        first, second = work_on(here), work_on(here)
        subject = add_subject(here.analyst, case=first.pk, particulars=particulars())
        involve_subject(here.analyst, subject=subject.pk, case=second.pk, role="witness")
        closed(here, first)
        assert again(here.analyst, subject).clock_start is None
        clock.shift(timedelta(days=365))
        second = closed(here, second)
        assert again(here.analyst, subject).clock_start == second.closed_at

        clock.shift(AFTER_THE_TERM - timedelta(days=365))
        run_due()
        assert again(here.analyst, first).keeping == Keeping.ERASED
        assert again(here.analyst, subject).keeping == Keeping.OPEN


@COMMITTING
def test_a_held_part_outlives_its_case() -> None:
    """A legal hold on one note keeps the note, although the case around it ends."""
    here = Unit.make("piu")
    with time_machine.travel(now(), tick=False) as clock:
        case = work_on(here)
        held = add_note(here.analyst, case=case.pk, words="Evidence")
        gone = add_note(here.analyst, case=case.pk, words="Chatter")
        closed(here, case)
        with transaction.atomic():
            place_hold(
                context=here.supervisor,
                records=[again(here.analyst, held)],
                reason="proceeding",
                citation="Court of Amaurot, order 7",
            )
        clock.shift(AFTER_THE_TERM)
        run_due()

        assert again(here.analyst, case).keeping == Keeping.ERASED
        with transaction.atomic():
            assert keeping.opened(here.analyst, again(here.analyst, held)) == {"words": "Evidence"}
            assert not type(gone).objects.for_context(here.analyst).filter(pk=gone.pk).exists()


@COMMITTING
def test_an_open_case_is_asked_about_every_year_and_never_erased_by_the_clock() -> None:
    here = Unit.make("piu")
    with time_machine.travel(now(), tick=False) as clock:
        case = work_on(here)
        clock.shift(timedelta(days=370))
        run_due()
        asked = again(here.analyst, case)
        assert asked.review_asked_at is not None
        with transaction.atomic():
            confirm_review(context=here.analyst, records=[asked])
        clock.shift(AFTER_THE_TERM)
        run_due()
        assert [row.title for row in listed(here.analyst)] == ["A journey to Amaurot"]


SEALING = """
[profile]
code = "utopia"
title = "Act of Utopia on files"
version = "1"

[[source]]
code = "act"
title = "Act of Utopia on files"
reference = "Act 1"
url = "https://utopia.example/act"
verified = "Invented."

[[rule]]
record_class = "cases"
clock = "reviewed"
term = "P1Y"
action = "review"
source = "act"
citation = "section 1"
valid_from = 2000-01-01

[[rule]]
record_class = "cases"
clock = "closed"
term = "P6M"
action = "seal"
source = "act"
citation = "section 1"
valid_from = 2000-01-01

[[rule]]
record_class = "cases"
clock = "closed"
term = "P5Y"
action = "erase"
source = "act"
citation = "section 2"
valid_from = 2000-01-01

[[rule]]
record_class = "travel"
clock = "recorded"
term = "P1Y"
action = "erase"
source = "act"
citation = "section 3"
valid_from = 2000-01-01

[[basis]]
purpose = "cases.work"
source = "act"
citation = "section 4"
valid_from = 2000-01-01

[[basis]]
purpose = "cases.exchange"
source = "act"
citation = "section 5"
valid_from = 2000-01-01
"""


@COMMITTING
def test_a_depersonalised_case_shows_its_codes_and_no_value(tmp_path: Path) -> None:
    """Where a State's law seals cases, pages, lists, history and tokens show nothing any more."""
    profile = tmp_path / "utopia.toml"
    profile.write_text(SEALING, encoding="utf-8")
    plant = Canaries()
    with override_settings(FAIRLEAD_PROFILE=str(profile)):
        here, there = Unit.make("piu"), Unit.make("fiu")
        with time_machine.travel(now(), tick=False) as clock:
            case = closed(here, a_full_case(here, there, plant))
            moment = now()
            clock.shift(timedelta(days=200))
            run_due()

            for context in (here.analyst, here.supervisor, here.officer):
                page = shown(context, case.pk, unmask=True)
                assert page.case.keeping == Keeping.SEALED
                assert (page.values, page.case.status) == ({}, "closed")
                assert plant.in_(repr(page).encode()) == set()
                with transaction.atomic():
                    assert as_of(context, Case, case.pk, moment, unmask=True).state == {}
            assert plant.in_(repr(listed(here.analyst)).encode()) == set()
            with pytest.raises(Conflict):
                _open_again(here.analyst, case)
            with transaction.atomic():
                open_still = {
                    model.__name__
                    for model in MODELS
                    if issubclass(model, Record) and model is not Redress
                    for one in model.objects.for_context(here.analyst)
                    if one.keeping == Keeping.OPEN
                }
            assert open_still == set()


def _open_again(context: Context, case: Case) -> None:
    with transaction.atomic():
        keeping.opened(context, again(context, case))


@COMMITTING
def test_one_subject_is_erased_at_once_with_its_revisions() -> None:
    plant, here = Canaries(), Unit.make("piu")
    case = work_on(here)
    document = plant("document")
    held = particulars(plant("name"), document)
    subject = add_subject(here.analyst, case=case.pk, particulars=held)
    with transaction.atomic():
        assert keeping.found_by(here.analyst, [("passport", document.upper())]) != {}
    other = add_subject(here.analyst, case=case.pk, particulars=particulars("Raphael", "UTO2"))

    erase_subject(here.officer, subject=subject.pk, reason="granted-request")

    page = shown(here.analyst, case.pk, unmask=True)
    assert [one.values for one in page.subjects if one.record.pk == subject.pk] in ([], [{}])
    assert [one.record.pk for one in page.subjects if one.values] == [other.pk]
    with transaction.atomic():
        assert not Revision.objects.for_context(here.analyst).filter(subject=subject).exists()
        assert Involvement.objects.for_context(here.analyst).filter(subject=subject).exists()
        found = keeping.found_by(here.analyst, [("passport", document.upper())])
        assert found == {}, "not even its token is left"


def test_only_the_protection_officer_erases_at_once(here: Unit, subject: Subject) -> None:
    for context in (here.analyst, here.supervisor):
        with pytest.raises(Refused):
            erase_subject(context, subject=subject.pk, reason="granted-request")


def test_recalled_content_is_gone_from_the_receivers_rows(here: Unit, there: Unit) -> None:
    plant = Canaries()
    case = work_on(here)
    told = prepare_dissemination(
        here.analyst,
        case=case.pk,
        message=Message(words=plant("message"), instructions=plant("instructions")),
        recipients=[Addressee(receiver=there.agency.pk)],
    )
    send_dissemination(here.analyst, dissemination=told.pk)
    lying = only_delivery(there.analyst)
    assert plant.in_(repr(_opened(there.analyst, lying)).encode()) == {"message", "instructions"}

    recall_dissemination(here.analyst, dissemination=told.pk, reason="unlawful")

    lying = again(there.analyst, lying)
    assert _opened(there.analyst, lying) == {}
    confirm_recall(
        there.analyst, delivery=lying.pk, version=lying.version, confirmation="never-used"
    )
    assert _opened(there.analyst, lying) == {}


def _opened(context: Context, record: Any) -> dict[str, Any]:
    with transaction.atomic():
        return keeping.opened(context, again(context, record))
