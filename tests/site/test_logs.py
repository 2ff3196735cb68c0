"""No personal value reaches the log: canaries in every place that a value can come from."""

import io
import json
import logging
import sys
import threading
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.db import IntegrityError, connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from fairlead.core.errors import BadInput, Misconfigured
from fairlead.kernel.jobs.arguments import read_one
from fairlead.site import logs
from tests.people import make_account

CANARY = "Zyxgar"
CANARIES = ("Zyxgar Quolm", "zyxgar.quolm@utopia.example", "ZYXGAR1234567", "Ζύξγαρ")


@pytest.fixture(params=[False, True], ids=["json", "readable"])
def lines(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that is logged during the test, formatted as the product formats it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.formatter(readable=request.param))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def log(name: str = "fairlead.tests") -> Any:
    return structlog.get_logger(name)


def is_clean(text: str) -> bool:
    return not any(canary in text for canary in (*CANARIES, CANARY, "Quolm"))


def test_a_canary_in_an_unfiltered_log_is_found() -> None:
    assert not is_clean("name=Zyxgar Quolm")


def test_known_keys_and_codes_come_through(lines: io.StringIO) -> None:
    log().info("tests.happened", job="fairlead.x.y", count=3, outcome="done", again=True)

    text = lines.getvalue()
    assert all(word in text for word in ("tests.happened", "fairlead.x.y", "3", "done"))


@pytest.mark.parametrize("canary", CANARIES)
def test_unknown_keys_are_left_out_and_words_are_only_typed(
    lines: io.StringIO, canary: str
) -> None:
    log().info("tests.happened", name=canary, outcome=f"for {canary}", places=[f"x {canary}"])
    log().info(f"happened to {canary}", count=1)
    log().warning("tests.happened", job={"name": canary}, error=BadInput(canary))

    text = lines.getvalue()
    assert is_clean(text)
    assert "<str>" in text
    assert "<dict>" in text


@given(st.text(), st.sampled_from(sorted(logs.KEYS)))
def test_no_free_text_passes_under_any_key(value: str, key: str) -> None:
    passed = logs.only_known(None, "", {"event": "tests.happened", key: f"a b {value}"})

    assert f"a b {value}" not in passed.values()


@pytest.mark.parametrize("canary", CANARIES)
def test_other_libraries_words_do_not_come_through(lines: io.StringIO, canary: str) -> None:
    logging.getLogger("django.security").error("Invalid host %s", canary)
    logging.getLogger("allauth").warning("no such account: " + canary)  # noqa: G003 - as others do
    logging.getLogger("django.db.backends").debug("SELECT '%s'", canary, extra={"sql": canary})
    logging.getLogger("x").info("path", extra={"status_code": 404, "request": canary})

    text = lines.getvalue()
    assert is_clean(text)
    assert "log.foreign" in text
    assert "test_logs.py:" in text  # the place says which message it was


def raise_with(canary: str) -> None:
    secret = canary  # a local variable, as a traceback with variables would show it
    try:
        dict[str, str]()[secret]
    except KeyError as error:
        raise ValueError(f"cannot use {secret}") from error


@pytest.mark.parametrize("canary", CANARIES)
def test_errors_come_through_as_types_and_places(lines: io.StringIO, canary: str) -> None:
    try:
        raise_with(canary)
    except ValueError:
        log().exception("tests.failed")
        logging.getLogger("django.request").exception("Internal Server Error: /%s", canary)

    text = lines.getvalue()
    assert is_clean(text)
    assert "ValueError<KeyError" in text
    assert "raise_with" in text


@pytest.mark.django_db
def test_a_database_that_quotes_the_row_is_not_repeated(lines: io.StringIO) -> None:
    account = make_account()
    key = str(account.pk) if connection.vendor == "postgresql" else account.pk.hex
    statement = "INSERT INTO people_account SELECT * FROM people_account WHERE id = %s"
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, [key])
    except IntegrityError as error:
        quoted = str(error)
        log().exception("tests.failed")

    text = lines.getvalue()
    assert key in quoted or connection.vendor == "sqlite"  # PostgreSQL does quote
    assert "IntegrityError" in text
    assert account.email not in text
    assert key not in text


@pytest.mark.parametrize("value", ["a\nevent=forged", "a\r\n{}", 'a","event":"x', "\x1b[2J", "a b"])
def test_a_line_cannot_be_forged(lines: io.StringIO, value: str) -> None:
    log().info("tests.happened", outcome=value, job=value)

    assert len(lines.getvalue().splitlines()) == 1
    assert "forged" not in lines.getvalue()
    assert "\x1b" not in lines.getvalue()


@pytest.mark.django_db
def test_an_error_that_nobody_foresaw_is_logged_with_its_number(
    lines: io.StringIO, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.site.test_failures"
    answer = Client(raise_request_exception=False).get("/crash")

    text = lines.getvalue()
    assert "ValueError" in text
    assert "test_failures.py" in text
    assert answer.headers["X-Request-Id"] in text
    assert is_clean(text)


def test_errors_of_the_house_are_named_by_their_code(lines: io.StringIO) -> None:
    try:
        read_one(int, "Zyxgar Quolm", "Zyxgar")
    except BadInput:
        log().exception("tests.failed")

    assert is_clean(lines.getvalue())
    assert "BadInput:job-argument" in lines.getvalue()


def test_json_lines_are_json() -> None:
    record = logging.makeLogRecord({"name": "x", "msg": "text", "levelname": "INFO"})

    line = json.loads(logs.formatter(readable=False).format(record))

    assert line["event"] == "log.foreign"
    assert line["timestamp"].endswith("Z")


# ---------------------------------------------------------------- whole requests


@pytest.mark.django_db
def test_a_request_leaves_its_pattern_and_nothing_of_itself(lines: io.StringIO) -> None:
    client = Client(raise_request_exception=False, headers={"user-agent": CANARIES[0]})
    client.cookies["session"] = CANARY
    client.get(f"/{CANARY}/?q={CANARY}", headers={"x-request-id": f"{CANARY}-Quolm"})
    client.post(
        "/account/login/",
        {"login": CANARIES[1], "password": CANARIES[0]},
        headers={"referer": f"http://testserver/{CANARY}", "x-forwarded-for": CANARY},
    )
    client.get("/", headers={"host": f"{CANARY}.example"})
    client.generic(CANARY.upper(), "/")

    text = lines.getvalue()
    assert is_clean(text)
    assert text.count("request.ended") == 4
    assert "account/login/" in text
    assert "OTHER" in text


@pytest.mark.django_db
def test_every_line_of_a_request_carries_its_number(lines: io.StringIO) -> None:
    answer = Client().get("/no-such-address")

    number = answer.headers["X-Request-Id"]
    assert uuid.UUID(number).version == 7
    assert number in lines.getvalue()


# ---------------------------------------------------------------- what nobody caught


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    logs.install_hooks()


@pytest.mark.usefixtures("hooks")
def test_what_nobody_caught_is_said_without_its_words(
    lines: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise_with(CANARIES[0])
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    thread = threading.Thread(target=raise_with, args=[CANARIES[0]])
    thread.start()
    thread.join()

    assert lines.getvalue().count("process.failed") == 2
    assert is_clean(lines.getvalue() + capsys.readouterr().err)


@pytest.mark.usefixtures("hooks")
def test_an_error_of_the_installation_is_said_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sys.excepthook(Misconfigured, Misconfigured("must be set", place="origin"), None)

    assert "origin: must be set" in capsys.readouterr().err
