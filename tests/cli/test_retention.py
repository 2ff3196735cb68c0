"""Retention and keys from the console: data on stdout, talk on stderr, a status that tells."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import override_settings
from typer.testing import CliRunner, Result

from fairlead.cli.main import app
from fairlead.core.errors import BadInput, Refused
from fairlead.kernel.access.models import Approval
from fairlead.kernel.clock import now
from fairlead.kernel.retention.models import LegalHold, Run
from fairlead.kernel.retention.records import keep
from tests.contexts import context_of, make_context
from tests.people import PASSWORD, code_now, make_account, make_agency
from tests.registry.models import Booking

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    with override_settings(FAIRLEAD_KEYS=tmp_path / "keys", FAIRLEAD_PROFILE="icao-annex9"):
        yield tmp_path / "keys"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-20T10:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def booking(clock: time_machine.Traveller) -> Booking:
    assert clock is not None
    agency = make_agency()
    context = make_context("supervisor", purpose="registry.keeping", agency=agency)
    made = Booking(agency=agency, clock_start=now(), country="UTO")
    keep(made, {"names": ["Thomas More"]}, context=context)
    return made


def call(*words: object, status: int = 0, **more: str) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words], **more)  # type: ignore[arg-type]
    if isinstance(result.exception, Exception) and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == status, result.output
    return result


def told(*words: object, status: int = 0) -> object:
    return json.loads(call(*words, "--json", status=status).stdout)


# ---------------------------------------------------------------- retention


def test_what_is_due_is_done_and_certified(booking: Booking, clock: time_machine.Traveller) -> None:
    assert "Nothing is due" in call("retention", "due").stdout
    assert told("retention", "due", "--at", "2027-06-01") == [
        {
            "record_class": "travel.pnr",
            "action": "seal",
            "count": 1,
            "earliest": "2027-05-20 10:00:00+00:00",
        }
    ]
    clock.shift(timedelta(days=6 * 366))
    assert "travel.pnr" in call("retention", "due").stdout
    said = told("retention", "run")
    assert isinstance(said, dict)
    (line,) = [one for one in said["done"] if one["record_class"] == "travel.pnr"]
    assert (line["action"], line["count"]) == ("erase", 1)
    assert told("retention", "due") == []
    assert told("retention", "certificate") == said
    assert told("retention", "certificate", said["run"]) == said
    shown = call("retention", "certificate").stdout
    assert "travel.pnr" in shown
    assert booking.bucket in shown
    assert "More" not in shown


@pytest.mark.usefixtures("booking")
def test_a_run_with_nothing_to_do_says_so() -> None:
    assert "nothing was due" in call("retention", "run").stdout


@pytest.mark.usefixtures("booking")
def test_a_false_certificate_is_told_apart() -> None:
    call("retention", "run")
    run = Run.objects.get()
    run.certificate = run.certificate.replace("fairlead", "failread", 1)
    run.save()
    result = call("retention", "certificate", status=1)
    assert "not the certificate" in result.stderr


@pytest.mark.parametrize("run_id", ["", "nonsense", "0190b2c4-0000-7000-8000-000000000001"])
def test_a_run_that_is_not_there(run_id: str) -> None:
    with pytest.raises(BadInput, match="no such run"):
        call("retention", "certificate", run_id)


def test_the_law_in_force_with_its_doubts() -> None:
    said = told("retention", "law")
    assert isinstance(said, dict)
    assert said["law"] == "icao-annex9 2026.1 + generic 2026.1"
    assert all(rule["citation"] for rule in said["rules"])
    assert any("not verified" in rule["doubt"] for rule in said["rules"])
    assert "travel.pnr" in call("retention", "law").stdout


def test_holds_are_placed_and_listed(booking: Booking) -> None:
    assert "No hold" in call("retention", "hold", "list").stdout
    placed = told(
        "retention", "hold", "place", booking.reference,
        "--reason", "proceeding", "--citation", "Order 12/2027", "--until", "2033-01-01",
    )  # fmt: skip
    assert isinstance(placed, dict)
    assert placed["records"] == 1
    listed = told("retention", "hold", "list")
    assert isinstance(listed, list)
    assert listed[0]["hold"] == placed["hold"]
    assert listed[0]["citation"] == "Order 12/2027"
    assert str(placed["hold"]) in call("retention", "hold", "list").stdout
    assert LegalHold.objects.get().placed_by == "duty:retention"


@pytest.mark.parametrize("record", ["booking:nonsense", "booking", "ship:1", "booking:" + "0" * 32])
@pytest.mark.usefixtures("booking")
def test_a_hold_on_nothing_is_refused(record: str) -> None:
    with pytest.raises(BadInput, match="no such record"):
        call("retention", "hold", "place", record, "--reason", "proceeding", "--citation", "x")


# ---------------------------------------------------------------- keys


def test_the_master_key_is_made_once(keys: Path) -> None:
    assert "was made" in call("keys", "create").stderr
    before = (keys / "node.key").read_bytes()
    assert "already" in call("keys", "create").stderr
    assert (keys / "node.key").read_bytes() == before


def test_keys_are_listed_and_checked(booking: Booking, keys: Path) -> None:
    said = told("keys", "list")
    assert isinstance(said, dict)
    assert len(said["living"][booking.bucket]) == 16
    assert booking.bucket in call("keys", "list").stdout
    assert told("keys", "check") == []
    assert "agree" in call("keys", "check").stdout
    (keys / "buckets" / f"{booking.bucket}.key").unlink()
    problems = told("keys", "check", status=1)
    assert isinstance(problems, list)
    assert problems[0]["code"] == "missing"
    assert "missing" in call("keys", "check", status=1).stdout


def test_keys_leave_the_house_locked_and_come_back(
    booking: Booking, keys: Path, tmp_path: Path
) -> None:
    private, by_key, by_word = (tmp_path / name for name in ("private", "by-key", "by-word"))
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("long enough words\n")
    public = call("keys", "recipient", private).stdout.strip()
    call("keys", "export", by_key, "--recipient", public)
    call("keys", "export", by_word, "--passphrase-file", passphrase)
    for copy, options in (
        (by_key, ["--private-key", private]),
        (by_word, ["--passphrase-file", passphrase]),
    ):
        assert copy.stat().st_mode & 0o077 == 0
        (keys / "buckets" / f"{booking.bucket}.key").unlink()
        result = call("keys", "restore", copy, *options)
        assert "1 files were put back" in result.stderr
        assert told("keys", "check") == []


def test_a_wrong_recipient_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="64 hexadecimal"):
        call("keys", "export", tmp_path / "copy", "--recipient", "abc")


def test_destroying_a_key_takes_both_factors_and_a_second_person(booking: Booking) -> None:
    officer = make_account("protection_officer", email="officer@utopia.example")
    words = ("keys", "destroy", booking.bucket, "--proposer", "officer@utopia.example")
    for typed in (
        ("wrong", code_now()),
        (PASSWORD, " "),
        (PASSWORD, "000000"),
        (PASSWORD, PASSWORD),
    ):
        with pytest.raises((Refused, SystemExit)):
            call(*words, input="\n".join(typed) + "\n")
        assert not Approval.objects.exists()
    key = call(*words, input=f"{PASSWORD}\n{code_now()}\n").stdout.strip().splitlines()[-1]
    approval = Approval.objects.get(pk=key)
    assert approval.kind == "retention.destroy_keys"
    assert approval.proposer == officer
    assert booking.bucket in json.dumps(told("keys", "list"))

    from fairlead.kernel.access import approvals

    second = make_account("oversight")
    approvals.approve(context_of(second), approval)
    said = told("keys", "list")
    assert isinstance(said, dict)
    assert booking.bucket in said["destroyed"]
    assert booking.bucket not in said["living"]


def test_a_key_that_is_not_there_is_not_destroyed() -> None:
    call("keys", "create")
    with pytest.raises(BadInput, match="no living key"):
        call("keys", "destroy", "travel.pnr.open.2027-05", "--proposer", "x@utopia.example")


@pytest.mark.parametrize("words", [["retention"], ["retention", "hold"], ["keys"]])
def test_help_teaches(words: list[str]) -> None:
    shown = CliRunner().invoke(app, [*words, "--help"]).stdout
    assert "Usage" in shown
    assert len(shown.splitlines()) > 5
