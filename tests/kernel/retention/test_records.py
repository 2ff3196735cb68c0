"""Personal values are sealed when they are kept, and nothing else of them is stored."""

import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.core.exceptions import FieldError
from django.db import connection

from fairlead.core.errors import Conflict
from fairlead.core.retention import NoTerm
from fairlead.core.sealing import KeyDestroyed, SealBroken
from fairlead.kernel.access.context import Context
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention import records
from fairlead.kernel.retention.keystore import FolderKeyStore
from fairlead.kernel.retention.models import Keeping, SearchToken
from tests.kernel.retention.conftest import MakeBooking
from tests.registry.models import Booking, Letter

pytestmark = pytest.mark.django_db


def test_a_record_knows_its_days_and_its_bucket(
    booking: MakeBooking, store: FolderKeyStore
) -> None:
    made = booking()
    assert made.next_action == "seal"
    assert f"{made.next_action_at:%Y-%m-%d}" == "2027-05-20"
    assert f"{made.erase_at:%Y-%m-%d}" == "2031-11-20"
    assert made.bucket == "travel.pnr.open.2027-05"
    assert [str(bucket) for bucket in store.buckets()] == ["travel.pnr.open.2027-05"]
    assert made.law_edition == 1
    assert made.keeping == Keeping.OPEN


def test_what_was_sealed_can_be_opened(booking: MakeBooking) -> None:
    assert records.unseal(booking()).values["names"] == ["Thomas More"]


def test_no_value_is_in_the_row_and_none_is_printed(booking: MakeBooking) -> None:
    made = booking("Thomas More")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM registry_booking")
        (row,) = cursor.fetchall()
    stored = b" ".join(
        bytes(column) if isinstance(column, bytes | memoryview) else str(column).encode()
        for column in row
    )
    assert b"UTO " in stored, "the coarse country is there to be found"
    assert b"More" not in stored
    assert b"UTO1234567" not in stored
    shown = f"{made.identity!r} {made.identity} {records.unseal(made)!r}"
    assert "More" not in shown
    assert "<sealed, " in shown


def test_the_envelope_can_be_asked_for_and_not_compared(
    booking: MakeBooking, officer: Context
) -> None:
    made = booking()
    opened = Booking.objects.for_context(officer)
    assert opened.filter(identity__isnull=False).count() == 1
    with pytest.raises(FieldError):
        opened.filter(identity=bytes(made.identity or b"")).count()
    with pytest.raises(FieldError):
        opened.filter(identity__contains=b"More").count()


def test_the_envelope_of_another_record_does_not_open(booking: MakeBooking) -> None:
    one, two = booking("Thomas More"), booking("Peter Giles")
    one.identity, one.sealed_key = two.identity, two.sealed_key
    with pytest.raises(SealBroken):
        records.unseal(one)


def test_new_values_replace_old_ones_under_a_fresh_key(
    booking: MakeBooking, officer: Context
) -> None:
    made = booking()
    before = bytes(made.sealed_key or b"")
    records.keep(made, {"names": ["Peter Giles"]}, context=officer, find_by={"name": ["Peter"]})
    again = Booking.objects.for_context(officer).get(pk=made.pk)
    assert records.unseal(again).values == {"names": ["Peter Giles"]}
    assert bytes(again.sealed_key or b"") != before
    assert list(SearchToken.objects.values_list("field", flat=True)) == ["name"]


def test_a_sealed_or_erased_record_takes_no_new_values(
    booking: MakeBooking, officer: Context
) -> None:
    made = booking()
    for keeping in (Keeping.SEALED, Keeping.ERASED):
        made.keeping = keeping
        with pytest.raises(Conflict):
            records.keep(made, {"names": ["Peter Giles"]}, context=officer)


def test_an_erased_record_says_so(booking: MakeBooking) -> None:
    made = booking()
    made.identity = None
    with pytest.raises(KeyDestroyed):
        records.unseal(made)


def test_what_has_no_term_is_not_kept(agency: Agency, officer: Context) -> None:
    made = Booking(agency=agency, country="UTO")  # its clock has not started
    with pytest.raises(NoTerm):
        records.keep(made, {"names": ["Thomas More"]}, context=officer)
    assert not Booking.objects.for_context(officer).exists()


def test_an_open_letter_is_in_the_bucket_of_its_review(letter: Callable[..., Letter]) -> None:
    made = letter()
    assert (made.next_action, made.bucket) == ("review", "cases.letter.open.2027-11")
    assert made.erase_at is None


# ---------------------------------------------------------------- finding


def test_a_record_is_found_by_an_exact_value(booking: MakeBooking, officer: Context) -> None:
    one, two = booking("Thomas More"), booking("Peter Giles")

    def found(field: str, value: str) -> set[uuid.UUID]:
        matching = records.find(Booking, context=officer, field=field, value=value)
        return set(matching.values_list("pk", flat=True))

    assert found("name", "Thomas More") == {one.pk}
    assert found("document", "UTO1234567") == {one.pk, two.pk}
    assert found("document", "UTO123456") == set()
    assert found("phone", "UTO1234567") == set()
    assert found("name", "thomas more") == set()


def test_finding_reaches_no_further_than_the_context(
    booking: MakeBooking, officer: Context
) -> None:
    from tests.contexts import make_context

    booking()
    stranger = make_context("supervisor", purpose="registry.keeping")
    assert records.find(Booking, context=officer, field="document", value="UTO1234567").count() == 1
    assert not records.find(
        Booking, context=stranger, field="document", value="UTO1234567"
    ).exists()


def test_records_of_different_months_are_found_together(
    clock: time_machine.Traveller, booking: MakeBooking, officer: Context
) -> None:
    booking()
    clock.shift(40 * 86400)
    booking()
    matching = records.find(Booking, context=officer, field="document", value="UTO1234567")
    assert len(set(matching.values_list("bucket", flat=True))) == 2


# ---------------------------------------------------------------- many at once


def test_many_are_kept_as_one_would_be(agency: Agency, officer: Context) -> None:
    from fairlead.kernel.clock import now

    pairs = (
        (
            Booking(agency=agency, clock_start=now(), country="UTO"),
            {"names": [f"Utopian {number}"]},
            {"name": [f"Utopian {number}"]},
        )
        for number in range(30)
    )
    assert records.keep_many(Booking, pairs, context=officer, batch=7) == 30
    matching = records.find(Booking, context=officer, field="name", value="Utopian 29")
    assert records.unseal(matching.get()).values == {"names": ["Utopian 29"]}
