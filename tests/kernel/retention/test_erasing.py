"""Erasing takes key, envelope, tokens and everything coarse; and one refusal shows nothing."""

from collections.abc import Callable

import pytest
from django.db import transaction

from fairlead.core.errors import BadInput, Refused
from fairlead.core.sealing import KeyDestroyed
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.retention.actions.erasure import erase_records
from fairlead.kernel.retention.actions.opening import open_identities
from fairlead.kernel.retention.models import HeldRecord, SearchToken
from tests.contexts import make_context
from tests.kernel.retention.conftest import PURPOSE, MakeBooking
from tests.registry.models import Booking, Letter

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_row_that_stays_says_nothing(letter: Callable[..., Letter], officer: Context) -> None:
    made = letter()
    erase_records(context=officer, records=[made], reason="mistake")
    with transaction.atomic():
        (row,) = Letter.objects.for_context(officer).values()
    kept = {"id", "agency_id", "keeping", "recorded_at", "pages", "law_edition"}
    empty = {name: value for name, value in row.items() if name not in kept}
    assert set(map(str, empty.values())) <= {"None", "", "[]"}
    assert row["keeping"] == "erased"
    assert row["pages"] == 1, "the default, not the three that there were"


def test_several_tables_are_erased_in_one_act(
    booking: MakeBooking, letter: Callable[..., Letter], officer: Context
) -> None:
    records = [booking(), letter(), booking("Peter Giles")]
    erase_records(context=officer, records=records, reason="granted-request")
    with transaction.atomic():
        assert not Booking.objects.for_context(officer).exists()
    assert not SearchToken.objects.exists()
    assert not HeldRecord.objects.exists()
    (entry,) = Entry.objects.filter(act="retention.records.erased")
    said = bytes(entry.header).decode()
    assert all(record.reference in said for record in records)
    assert "granted-request" in said


@pytest.mark.parametrize("reason", ["", "because", "Granted-Request"])
def test_a_reason_is_from_the_list(booking: MakeBooking, officer: Context, reason: str) -> None:
    with pytest.raises(BadInput):
        erase_records(context=officer, records=[booking()], reason=reason)


def test_who_may_not_erase_one_of_them_erases_none(
    booking: MakeBooking, analyst: Context, officer: Context
) -> None:
    mine = booking()
    stranger = make_context("supervisor", purpose=PURPOSE)
    for context in (analyst, stranger):
        with pytest.raises(Refused):
            erase_records(context=context, records=[mine], reason="mistake")
    with transaction.atomic():
        assert Booking.objects.for_context(officer).count() == 1


def test_one_record_out_of_reach_and_none_of_the_page_is_shown(
    booking: MakeBooking, officer: Context
) -> None:
    from fairlead.kernel.clock import now
    from fairlead.kernel.retention.records import keep
    from tests.people import make_agency

    elsewhere = make_agency()
    foreign = Booking(agency=elsewhere, clock_start=now(), country="UTO")
    other = make_context("supervisor", purpose=PURPOSE, agency=elsewhere)
    keep(foreign, {"names": ["Peter Giles"]}, context=other)
    with pytest.raises(Refused):
        open_identities(context=officer, records=[booking(), foreign])
    assert not Entry.objects.filter(act="retention.identity.opened").exists()


def test_one_erased_record_and_none_of_the_page_is_shown(
    booking: MakeBooking, officer: Context
) -> None:
    gone, there = booking(), booking("Peter Giles")
    erase_records(context=officer, records=[gone], reason="mistake")
    gone.identity = None
    with pytest.raises(KeyDestroyed):
        open_identities(context=officer, records=[there, gone])
    assert not Entry.objects.filter(act="retention.identity.opened").exists()
