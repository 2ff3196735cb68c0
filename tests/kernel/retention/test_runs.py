"""The run does what is due, once, and certifies it; and it can be interrupted anywhere."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection, transaction

from fairlead.core.errors import Conflict
from fairlead.core.sealing import KeyDestroyed
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry, Payload
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention import certificates, queries, writing
from fairlead.kernel.retention.actions.clocks import (
    confirm_review,
    note_facts,
    start_clocks,
    stop_clocks,
)
from fairlead.kernel.retention.actions.erasure import erase_records
from fairlead.kernel.retention.actions.opening import open_identity
from fairlead.kernel.retention.actions.rekeying import rekey_records
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.keystore import FolderKeyStore
from fairlead.kernel.retention.models import Keeping, KeyDestruction, Run, SearchToken
from fairlead.kernel.retention.records import keep, unseal
from tests.contexts import make_context
from tests.kernel.retention.conftest import PURPOSE, MakeBooking
from tests.registry import models as registry
from tests.registry.models import Booking, Letter, Stamp

# Keys are destroyed when a transaction is committed, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)
HALF_A_YEAR, SIX_YEARS = timedelta(days=182), timedelta(days=6 * 366)


def bookings(context: Context) -> list[Booking]:
    with transaction.atomic():
        return list(Booking.objects.for_context(context).order_by("pk"))


def letters(context: Context) -> list[Letter]:
    with transaction.atomic():
        return list(Letter.objects.for_context(context).order_by("pk"))


def names(store: FolderKeyStore, record_class: str = "travel.pnr") -> list[str]:
    found = [bucket for bucket in store.buckets() if bucket.record_class == record_class]
    return [str(bucket) for bucket in found]


# ---------------------------------------------------------------- nothing, sealing, erasing


def test_a_run_with_nothing_due_changes_nothing_and_certifies_that(
    booking: MakeBooking, officer: Context
) -> None:
    made = booking()
    run = run_due()
    assert run.counts == {}
    assert run.finished_at is not None
    assert certificates.is_genuine(run)
    (same,) = bookings(officer)
    assert same.sealed_key == made.sealed_key


def test_at_six_months_the_identity_is_sealed_and_the_open_key_goes(
    booking: MakeBooking,
    officer: Context,
    store: FolderKeyStore,
    clock: time_machine.Traveller,
) -> None:
    made = booking()
    before = made.sealed_key
    clock.shift(HALF_A_YEAR)
    run_due()
    (sealed,) = bookings(officer)
    assert sealed.keeping == Keeping.SEALED
    assert sealed.bucket == "travel.pnr.sealed.2031-11"
    assert (sealed.next_action, sealed.next_action_at) == ("erase", made.erase_at)
    assert unseal(sealed).values["names"] == ["Thomas More"], "the house could still open it"

    clock.shift(timedelta(days=31))
    run_due()
    assert names(store) == ["travel.pnr.sealed.2031-11"]
    made.sealed_key, made.bucket = before, "travel.pnr.open.2027-05"  # from an old copy
    with pytest.raises(KeyDestroyed):
        unseal(made)


def test_at_the_end_nothing_remains(
    booking: MakeBooking,
    officer: Context,
    store: FolderKeyStore,
    clock: time_machine.Traveller,
) -> None:
    booking()
    clock.shift(SIX_YEARS)
    run = run_due()
    assert bookings(officer) == []
    assert not SearchToken.objects.exists()
    assert names(store) == []
    (destroyed,) = [key for key in run.keys if key["bucket"].startswith("travel")]
    assert destroyed["bucket"] == "travel.pnr.open.2027-05"
    assert store.destroyed()[destroyed["bucket"]].gone
    assert KeyDestruction.objects.get(bucket=destroyed["bucket"]).run == run


def test_a_key_waits_for_the_end_of_its_month(
    booking: MakeBooking, store: FolderKeyStore, clock: time_machine.Traveller
) -> None:
    booking()
    clock.move_to("2027-05-31T23:59:00+00:00")
    run_due()
    assert "travel.pnr.open.2027-05" in names(store)
    clock.move_to("2027-06-01T00:59:00+00:00")
    run_due()
    assert "travel.pnr.open.2027-05" in names(store)
    clock.move_to("2027-06-01T01:00:00+00:00")
    run_due()
    assert "travel.pnr.open.2027-05" not in names(store)


def test_an_erased_row_that_others_refer_to_stays_empty(
    letter: Callable[..., Letter], officer: Context, clock: time_machine.Traveller
) -> None:
    made = letter()
    Stamp(letter=made).save()
    start_clocks(context=officer, records=[made], at=now())
    registry.CLEARED.clear()
    clock.shift(SIX_YEARS)
    run_due()
    (empty,) = letters(officer)
    assert (empty.keeping, empty.identity, empty.sealed_key) == (Keeping.ERASED, None, None)
    assert (empty.subject, empty.pages, empty.bucket, empty.next_action) == ("", 1, "", "")
    assert [[made.pk]] == registry.CLEARED
    with pytest.raises(KeyDestroyed):
        open_identity(context=officer, record=empty)


# ---------------------------------------------------------------- reviews and clocks


def test_a_review_is_asked_for_once_and_starts_again_when_confirmed(
    letter: Callable[..., Letter], officer: Context, clock: time_machine.Traveller
) -> None:
    letter()
    clock.shift(timedelta(days=366))
    assert run_due().counts["cases.letter"]["review"]
    assert "cases.letter" not in run_due().counts
    (asked,) = letters(officer)
    assert asked.review_asked_at == now()
    assert open_identity(context=officer, record=asked)["words"]

    confirm_review(context=officer, records=[asked])
    (confirmed,) = letters(officer)
    assert confirmed.review_asked_at is None
    assert confirmed.next_action_at == now() + timedelta(days=366)  # 2028 is a leap year


def test_a_record_under_review_outlives_the_month_of_its_bucket(
    letter: Callable[..., Letter],
    officer: Context,
    store: FolderKeyStore,
    clock: time_machine.Traveller,
) -> None:
    made = letter()
    for _month in range(14):
        clock.shift(timedelta(days=31))
        run_due()
    (found,) = letters(officer)
    assert open_identity(context=officer, record=found)["words"] == "To Raphael Hythloday"
    assert names(store, "cases.letter") == [found.bucket]
    assert found.bucket > made.bucket


def test_a_clock_does_not_lose_what_was_sealed_since_the_record_was_read(
    letter: Callable[..., Letter], officer: Context, clock: time_machine.Traveller
) -> None:
    """A new clock locks the key in another bucket: a stale key would bring the old values back."""
    made = letter()
    (fresh,), (stale,) = letters(officer), letters(officer)
    keep(fresh, {"words": "Sealed since"}, context=officer)
    for change in (partial(start_clocks, at=now()), stop_clocks):
        with pytest.raises(Conflict, match="changed since"):
            change(context=officer, records=[stale])
    (found,) = letters(officer)
    start_clocks(context=officer, records=[found], at=now())
    assert found.bucket > made.bucket
    assert open_identity(context=officer, record=letters(officer)[0])["words"] == "Sealed since"


def test_a_reopened_case_stops_its_clock(
    letter: Callable[..., Letter], officer: Context, clock: time_machine.Traveller
) -> None:
    made = letter()
    start_clocks(context=officer, records=[made], at=now())
    (closed,) = letters(officer)
    assert closed.erase_at is not None
    stop_clocks(context=officer, records=[closed])
    (reopened,) = letters(officer)
    assert reopened.erase_at is None
    clock.shift(SIX_YEARS)
    run_due()
    assert letters(officer)[0].keeping == Keeping.OPEN


def test_a_shorter_life_takes_effect_at_the_next_run(
    booking: MakeBooking, officer: Context
) -> None:
    made = booking()
    start_clocks(context=officer, records=[made], at=now() - SIX_YEARS)
    run_due()
    assert bookings(officer) == []


def test_a_legal_fact_can_change_the_term(
    settings: object, booking: MakeBooking, officer: Context, clock: time_machine.Traveller
) -> None:
    """C-817/19: six months for everyone, five years with objective evidence."""
    settings.FAIRLEAD_PROFILE = "eu-pnr"  # type: ignore[attr-defined]
    plain, suspected = booking("Peter Giles"), booking("Thomas More")
    assert plain.erase_at == plain.next_action_at
    note_facts(context=officer, records=[suspected], facts=["objective-evidence"])
    clock.shift(HALF_A_YEAR)
    run_due()
    (left,) = bookings(officer)
    assert left.pk == suspected.pk
    assert left.keeping == Keeping.SEALED
    assert f"{left.erase_at:%Y-%m-%d}" == "2031-11-20"


# ---------------------------------------------------------------- repeating, many, at once


def test_doing_it_twice_does_nothing_more(
    booking: MakeBooking, officer: Context, clock: time_machine.Traveller
) -> None:
    booking()
    clock.shift(HALF_A_YEAR)
    first = run_due()
    (after_first,) = bookings(officer)
    second = run_due()
    (after_second,) = bookings(officer)
    assert first.counts
    assert second.counts == {}
    assert after_first.sealed_key == after_second.sealed_key
    assert Run.objects.count() == 2


def test_more_than_one_batch(
    booking: MakeBooking,
    officer: Context,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from fairlead.kernel.retention.actions import runs

    monkeypatch.setattr(runs, "BATCH", 3)
    for number in range(8):
        booking(f"Utopian {number}")
    told: list[tuple[str, int]] = []
    clock.shift(HALF_A_YEAR)
    run = run_due(told=lambda name, count: told.append((name, count)))
    assert [pair for pair in told if pair[0] == "travel.pnr"] == [
        ("travel.pnr", 3), ("travel.pnr", 3), ("travel.pnr", 2),
    ]  # fmt: skip
    assert sum(run.counts["travel.pnr"]["seal"].values()) == 8
    assert {one.keeping for one in bookings(officer)} == {Keeping.SEALED}


def test_a_run_that_was_interrupted_is_taken_up(
    booking: MakeBooking,
    officer: Context,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from fairlead.kernel.retention.actions import runs

    monkeypatch.setattr(runs, "BATCH", 2)
    for number in range(6):
        booking(f"Utopian {number}")
    clock.shift(HALF_A_YEAR)

    def stop(_name: str, _count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_due(told=stop)
    interrupted = Run.objects.get()
    assert interrupted.finished_at is None
    assert sum(interrupted.counts["travel.pnr"]["seal"].values()) == 2

    clock.shift(timedelta(hours=1))
    finished = run_due()
    assert finished.pk == interrupted.pk
    assert sum(finished.counts["travel.pnr"]["seal"].values()) == 6
    assert certificates.is_genuine(finished)


def test_nothing_is_half_done_when_the_ledger_cannot_be_written(
    booking: MakeBooking,
    officer: Context,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from fairlead.core.errors import LedgerUnavailable
    from fairlead.kernel.audit import actions as audit

    made = booking()
    clock.shift(SIX_YEARS)

    def fail(**fields: object) -> None:
        if fields["act"] == "retention.records.erased":
            raise LedgerUnavailable("full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(LedgerUnavailable):
        run_due()
    (same,) = bookings(officer)
    assert unseal(same).values["names"] == ["Thomas More"]
    assert same.sealed_key == made.sealed_key
    assert SearchToken.objects.count() == 2


def test_a_broken_envelope_stops_nobody_else(
    booking: MakeBooking, officer: Context, clock: time_machine.Traveller
) -> None:
    broken, whole = booking("Peter Giles"), booking("Thomas More")
    broken.identity = (
        None if broken.identity is None else type(broken.identity)(b"FLE1" + b"x" * 99)
    )
    with transaction.atomic():
        writing.write([broken], ("identity",))
    clock.shift(HALF_A_YEAR)
    run_due()
    assert {one.keeping for one in bookings(officer)} == {Keeping.SEALED}
    entry = Entry.objects.get(act="retention.records.found_broken")
    assert str(broken.pk) in bytes(entry.header).decode()
    assert str(whole.pk) not in bytes(entry.header).decode()
    clock.shift(SIX_YEARS)
    run_due()
    assert bookings(officer) == []


# ---------------------------------------------------------------- certificates and queries


def test_the_certificate_says_what_by_which_law_and_what_it_proves(
    booking: MakeBooking, clock: time_machine.Traveller
) -> None:
    booking()
    clock.shift(SIX_YEARS)
    run = run_due()
    said = json.loads(run.certificate)
    (line,) = [one for one in said["done"] if one["record_class"] == "travel.pnr"]
    assert line["action"] == "erase"
    assert line["count"] == 1
    assert "Recommended Practice 9.31" in line["by"]
    assert said["law"]["profiles"] == "icao-annex9 2026.1 + generic 2026.1"
    assert "travel.pnr.open.2027-05" in {key["bucket"] for key in said["keys_destroyed"]}
    assert all(len(key["key"]) == 16 for key in said["keys_destroyed"])
    assert said["backup_window"] == "P35D"
    assert said["copies_end"] == (run.as_of + timedelta(days=35)).isoformat()
    assert "barred for ever" in said["proves"]
    assert "More" not in run.certificate


def test_a_certificate_that_was_changed_is_known(booking: MakeBooking) -> None:
    booking()
    run = run_due()
    assert certificates.is_genuine(run)
    run.certificate = run.certificate.replace('"done": []', '"done": [1]')
    assert not certificates.is_genuine(run)


def test_what_is_due_is_listed_by_class_and_action(
    booking: MakeBooking, letter: Callable[..., Letter], clock: time_machine.Traveller
) -> None:
    booking()
    booking("Peter Giles")
    letter()
    with transaction.atomic():
        assert list(queries.due(now(), writing.house())) == []
    clock.shift(timedelta(days=366))
    with transaction.atomic():
        due = list(queries.due(now(), writing.house()))
    assert {(one.record_class, one.action, one.count) for one in due} == {
        ("travel.pnr", "seal", 2),
        ("cases.letter", "review", 1),
    }


# ---------------------------------------------------------------- one person, keys, payloads


def test_one_person_is_erased_at_once(
    booking: MakeBooking, officer: Context, store: FolderKeyStore
) -> None:
    one, other = booking("Thomas More"), booking("Peter Giles")
    erase_records(context=officer, records=[one], reason="granted-request")
    (left,) = bookings(officer)
    assert left.pk == other.pk
    assert SearchToken.objects.filter(record_id=one.pk).count() == 0
    assert unseal(one).values, "an old copy still opens, until the key of the bucket is gone"

    from fairlead.core.retention import Bucket

    rekey_records(context=writing.house(), bucket=Bucket.parse(one.bucket))
    with pytest.raises(KeyDestroyed):
        unseal(one)
    (left,) = bookings(officer)
    assert left.bucket == "travel.pnr.open.2027-05.2"
    assert unseal(left).values["names"] == ["Peter Giles"]
    assert names(store) == ["travel.pnr.open.2027-05.2"]


def test_a_rekeyed_bucket_goes_its_way(
    booking: MakeBooking,
    officer: Context,
    store: FolderKeyStore,
    clock: time_machine.Traveller,
) -> None:
    from fairlead.core.retention import Bucket

    made = booking()
    rekey_records(context=writing.house(), bucket=Bucket.parse(made.bucket))
    rekey_records(context=writing.house(), bucket=Bucket.parse("travel.pnr.open.2027-05.2"))
    clock.shift(SIX_YEARS)
    run_due()
    assert bookings(officer) == []
    assert names(store) == []


def test_a_key_destroyed_before_its_time_takes_its_records_with_it(
    booking: MakeBooking, officer: Context, agency: Agency, store: FolderKeyStore
) -> None:
    from fairlead.core.retention import Bucket
    from fairlead.kernel.access import approvals
    from fairlead.kernel.retention.proposals import propose_key_destruction

    made = booking()
    proposer = make_context("protection_officer", purpose=PURPOSE, agency=agency)
    asked = propose_key_destruction(proposer, Bucket.parse(made.bucket))
    assert names(store) == [made.bucket]
    done = approvals.approve(make_context("oversight"), asked)
    assert done.state == "executed"
    assert names(store) == []
    (left,) = bookings(officer)
    with pytest.raises(KeyDestroyed):
        open_identity(context=officer, record=left)
    run_due()
    assert bookings(officer) == []


def test_a_decided_destruction_that_was_not_done_is_done_by_the_next_run(
    booking: MakeBooking, store: FolderKeyStore
) -> None:
    made = booking()
    KeyDestruction.objects.create(bucket=made.bucket, decided_at=now())
    run_due()
    assert names(store) == []
    assert store.destroyed()[made.bucket].gone


def test_a_key_folder_restored_from_before_is_cleaned_by_the_next_run(
    booking: MakeBooking,
    store: FolderKeyStore,
    clock: time_machine.Traveller,
) -> None:
    """Without its tombstones even: the database remembers as well."""
    made = booking()
    path = store._buckets / f"{made.bucket}.key"
    old = path.read_bytes()
    clock.shift(SIX_YEARS)
    run_due()
    (store._buckets / f"{made.bucket}.destroyed").unlink()
    path.write_bytes(old)
    path.chmod(0o600)
    assert names(store) == [made.bucket]
    run_due()
    assert names(store) == []
    assert store.destroyed()[made.bucket].gone


def test_ledger_payloads_are_sealed_and_end(
    booking: MakeBooking,
    officer: Context,
    store: FolderKeyStore,
    clock: time_machine.Traveller,
) -> None:
    from fairlead.core.ledger import Verb
    from fairlead.kernel.audit import actions as audit

    with transaction.atomic():
        entry = audit.record(
            act="registry.booking.shown",
            verb=Verb.CONSULT,
            authority=officer.authority(),
            payload={"name": "Thomas More"},
        )
    stored = Payload.objects.get(pk=entry)
    assert stored.key_id == "audit.payload.open.2031-11"
    assert b"More" not in bytes(stored.sealed)
    shown = audit.open_payload(authority=officer.authority(), entry=entry)
    assert shown == {"name": "Thomas More"}

    clock.shift(timedelta(days=5 * 365))
    run_due()
    assert Payload.objects.filter(pk=entry).exists()
    clock.shift(timedelta(days=2))
    run = run_due()
    assert not Payload.objects.filter(pk=entry).exists()
    assert Entry.objects.filter(pk=entry).exists()
    assert sum(run.counts["audit.payload"]["erase"].values()) >= 1
    clock.shift(timedelta(days=40))
    run_due()
    assert "audit.payload.open.2031-11" in store.destroyed()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's journal")
def test_the_journal_is_empty_after_a_run(booking: MakeBooking) -> None:
    from pathlib import Path

    booking()
    run_due()
    journal = Path(str(connection.settings_dict["NAME"]) + "-wal")
    assert not journal.exists() or journal.stat().st_size == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite says how it will search")
def test_a_batch_is_found_by_the_index_and_nothing_is_sorted() -> None:
    """With a million records due at one moment, sorting them for every batch would never end."""
    with transaction.atomic():
        plan = queries.due_records(Booking, now(), writing.house())[:500].explain()
    assert "INDEX" in plan
    assert "TEMP B-TREE" not in plan
