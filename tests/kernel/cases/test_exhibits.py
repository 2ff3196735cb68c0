"""Evidence: a file under its digest, an account of who had it, and both go with the case."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.actions.exhibit import add_exhibit, note_custody
from fairlead.kernel.cases.actions.transfer import accept_transfer, offer_transfer
from fairlead.kernel.cases.models import Case, CustodyStep, Exhibit
from fairlead.kernel.cases.queries.page import case_page
from fairlead.kernel.clock import now
from fairlead.kernel.files.actions import read_file
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.retention.actions.runs import run_due
from tests.kernel.cases.conftest import Unit, again, closed, only_delivery, work_on

TEXT = b"%PDF-1.7\n" + b"Ticket of an invented traveller to Amaurot. " * 4_000


def exhibit(here: Unit, case: Case, content: bytes = TEXT) -> Exhibit:
    pieces = [content[start : start + 1_000] for start in range(0, len(content), 1_000)]
    return add_exhibit(
        here.analyst,
        case=case.pk,
        stream=pieces,
        name="ticket.pdf",
        title="A ticket",
        source="Found in a coat",
        seal="UTO-0001",
    )


def read(context: Context, file: StoredFile | None) -> bytes:
    assert file is not None
    with transaction.atomic():
        _name, stream = read_file(context=context, file=again(context, file), unmask=True)
        return b"".join(stream)


def test_an_exhibit_keeps_the_digest_of_its_bytes_and_begins_its_custody(
    here: Unit, case: Case
) -> None:
    made = exhibit(here, case)

    shown = case_page(here.analyst, case.pk, unmask=True).exhibits[0]

    assert shown.values == {
        "title": "A ticket",
        "source": "Found in a coat",
        "digest": hashlib.sha256(TEXT).hexdigest(),
    }
    first = shown.custody[0]
    assert isinstance(first.record, CustodyStep)
    assert (first.record.step, first.values["seal"]) == ("received", "UTO-0001")
    assert hashlib.sha256(read(here.analyst, made.file)).hexdigest() == shown.values["digest"]


def test_custody_goes_on_and_is_never_rewritten(here: Unit, case: Case) -> None:
    made = exhibit(here, case)
    note_custody(
        here.supervisor,
        exhibit=made.pk,
        step="handed-over",
        words="To the laboratory",
        holder="Laboratory of Utopia",
    )

    steps = case_page(here.analyst, case.pk, unmask=True).exhibits[0].custody
    assert [one.values["words"] for one in steps] == ["Found in a coat", "To the laboratory"]
    assert [one.record.created_by_id for one in steps] == [here.analyst.account, here.colleague]
    house = Context.duty("cases.exchange")
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        CustodyStep.objects.for_context(house).update(step="destroyed")


@pytest.mark.parametrize("wrong", [{"step": "lost"}, {"words": " "}])
def test_a_step_is_known_and_said(here: Unit, case: Case, wrong: dict[str, str]) -> None:
    made = exhibit(here, case)
    with pytest.raises(BadInput):
        note_custody(here.analyst, exhibit=made.pk, **({"step": "copied", "words": "x"} | wrong))


def test_what_is_no_document_is_no_exhibit(here: Unit, case: Case) -> None:
    with pytest.raises(BadInput):
        exhibit(here, case, b"MZ\x90\x00 a program")
    with transaction.atomic():
        assert not Exhibit.objects.for_context(here.analyst).exists()


def test_evidence_of_another_agency_cannot_be_read(here: Unit, there: Unit, case: Case) -> None:
    made = exhibit(here, case)
    assert made.file is not None
    with transaction.atomic():
        assert not StoredFile.objects.for_context(there.analyst).exists()
    with pytest.raises(Refused):
        note_custody(there.analyst, exhibit=made.pk, step="copied", words="Mine")


def test_evidence_goes_with_its_case(here: Unit, there: Unit, case: Case) -> None:
    made = exhibit(here, case)
    case = again(here.analyst, case)
    offer_transfer(
        here.supervisor,
        case=case.pk,
        version=case.version,
        receiver=there.agency.pk,
        cover="Yours",
    )
    delivery = only_delivery(there.analyst)
    accept_transfer(there.analyst, delivery=delivery.pk, version=delivery.version)

    assert read(there.analyst, made.file) == TEXT
    shown = case_page(there.analyst, case.pk, unmask=True).exhibits[0]
    assert [one.values["words"] for one in shown.custody] == ["Found in a coat"]
    with transaction.atomic():
        assert not StoredFile.objects.for_context(here.supervisor).exists()


@pytest.mark.django_db(transaction=True)
def test_evidence_ends_with_its_case() -> None:
    here = Unit.make("piu")
    with time_machine.travel(now(), tick=False) as clock:
        case = work_on(here)
        made = exhibit(here, case)
        case = closed(here, case)
        assert made.file is not None
        assert again(here.analyst, made.file).clock_start == case.closed_at
        with pytest.raises(Conflict):
            note_custody(here.analyst, exhibit=made.pk, step="copied", words="Late")
        clock.shift(timedelta(days=5 * 366 + 40))
        run_due()
        with transaction.atomic():
            assert not StoredFile.objects.for_context(here.analyst).exists()
            assert not Exhibit.objects.for_context(here.analyst).exists()
