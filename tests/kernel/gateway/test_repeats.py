import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from django.test import Client

from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.gateway import actions, jobs, repeats
from fairlead.kernel.gateway.models import StoredAnswer
from fairlead.kernel.people.models import Account, Agency
from tests.entries import acts
from tests.kernel.gateway import sample
from tests.kernel.gateway.conftest import PORT, Caller, new_key
from tests.people import make_account

pytestmark = pytest.mark.django_db


def ports() -> int:
    return Agency.objects.filter(code="port").count()


def test_a_repetition_gets_the_answer_and_no_second_effect(caller: Caller) -> None:
    key = new_key()

    first = caller.post("agencies", PORT, key=key)
    second = caller.post("agencies", PORT, key=key)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["Content-Type"] == second.headers["Content-Type"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert ports() == 1


def test_a_key_stands_for_one_request(caller: Caller) -> None:
    key = new_key()
    caller.post("agencies", PORT, key=key)

    other = caller.post("agencies", PORT | {"name": "Another"}, key=key)

    assert (other.status_code, other.json()["code"]) == (422, "repeat-differs")
    assert ports() == 1


def test_another_address_is_another_request(caller: Caller) -> None:
    key = new_key()
    made = caller.post("agencies", PORT, key=key).json()

    other = caller.post(f"agencies/{made['id']}/close", PORT, key=key)

    assert other.json()["code"] == "repeat-differs"


def test_two_accounts_may_choose_the_same_key(caller: Caller) -> None:
    key = new_key()
    other = Caller(Client())
    other.client.force_login(make_account())

    assert caller.post("agencies", PORT, key=key).status_code == 201
    assert other.post("agencies", PORT | {"code": "pier"}, key=key).status_code == 201


@pytest.mark.parametrize("key", ["short", "x" * 129, "with space in the key", "ключ-ключ-ключ-к"])
def test_a_key_has_a_form(caller: Caller, key: str) -> None:
    answer = caller.post("agencies", PORT, key=key)

    assert (answer.status_code, answer.json()["place"]) == (400, "Idempotency-Key")


def test_a_post_needs_a_key_and_a_repeatable_method_does_not(caller: Caller) -> None:
    made = caller.post("agencies", PORT).json()

    missing = caller.send("POST", "agencies", PORT)
    assert (missing.status_code, missing.json()["code"]) == (400, "repeat-key-missing")
    assert caller.send("DELETE", f"agencies/{made['id']}").status_code == 204


def test_a_key_is_honoured_where_it_is_not_needed(caller: Caller) -> None:
    made = caller.post("agencies", PORT)
    address, key = f"agencies/{made.json()['id']}", new_key()
    conditions = {"If_Match": made.headers["ETag"], "Idempotency_Key": key}

    first = caller.send("PATCH", address, {"name": "Harbour"}, **conditions)
    second = caller.send("PATCH", address, {"name": "Harbour"}, **conditions)

    assert (first.status_code, second.status_code) == (200, 200)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert second.headers["ETag"] == first.headers["ETag"] != made.headers["ETag"]


def test_a_failure_changes_nothing_and_may_be_tried_again(caller: Caller) -> None:
    made = caller.post("agencies", PORT).json()
    key = new_key()

    for _again in range(2):
        failed = caller.post(f"agencies/{made['id']}/close", key=key)

        assert (failed.status_code, failed.json()["code"]) == (409, "agency-in-use")
        assert "Idempotency-Replayed" not in failed.headers
    assert Agency.objects.get(code="port").name == PORT["name"], "half of the work was undone"
    assert StoredAnswer.objects.count() == 1


def test_an_answer_is_forgotten_after_a_day(caller: Caller) -> None:
    key = new_key()
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False) as clock:
        caller.client.force_login(caller.account)
        caller.post("agencies", PORT, key=key)
        clock.shift(repeats.KEPT.total_seconds() - 1)
        caller.client.force_login(caller.account)
        assert caller.post("agencies", PORT, key=key).headers["Idempotency-Replayed"] == "true"
        clock.shift(1)

        assert caller.post("agencies", PORT | {"code": "pier"}, key=key).status_code == 201
        assert StoredAnswer.objects.count() == 1


def test_expired_answers_are_erased(caller: Caller) -> None:
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False) as clock:
        caller.client.force_login(caller.account)
        caller.post("agencies", PORT)
        clock.shift(600)
        caller.post("agencies", PORT | {"code": "pier"})
        clock.shift(repeats.KEPT.total_seconds() - 300)

        jobs.forget_answers()
        jobs.forget_answers()
        assert acts().count("gateway.answers.forgotten") == 1
        assert StoredAnswer.objects.get().expires_at > now()


def test_more_expired_answers_than_a_batch_are_erased(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    for number in range(5):
        caller.post("agencies", PORT | {"code": f"port-{number}"})
    StoredAnswer.objects.update(expires_at=now())

    assert actions.forget_answers(Context.duty(jobs.DUTY)) == 5
    assert StoredAnswer.objects.count() == 0


def test_neither_key_nor_answer_can_be_read_from_the_row(caller: Caller) -> None:
    key = new_key()
    caller.post("agencies", PORT, key=key)

    stored = StoredAnswer.objects.get()
    row = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for value in StoredAnswer.objects.values_list().get()
    )
    assert b"Port Authority" not in row
    assert key.encode() not in row
    assert repeats._opened(stored, key).content.count(b"Port Authority") == 1, "it could leak"


def test_an_account_that_lost_access_gets_no_stored_answer(caller: Caller) -> None:
    key = new_key()
    caller.post("agencies", PORT, key=key)
    Account.objects.update(status="suspended")

    assert caller.post("agencies", PORT, key=key).status_code == 401


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same_body", [True, False])
def test_of_two_at_once_one_is_executed(same_body: bool) -> None:
    client = Client()
    client.force_login(make_account())
    key = new_key()
    others = PORT if same_body else PORT | {"code": "pier"}
    sample.arrived.clear()
    sample.leave.clear()

    def call(message: dict[str, str]) -> Any:
        mine = Client()
        mine.cookies = client.cookies
        try:
            return Caller(mine).post("agencies", message, key=key)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(call, PORT)
        assert sample.arrived.wait(10)
        second = pool.submit(call, others)
        threading.Timer(0.3, sample.leave.set).start()
        answers = [first.result(20), second.result(20)]

    assert answers[0].status_code == 201
    assert Agency.objects.filter(code__in=["port", "pier"]).count() == 1
    if connection.vendor == "postgresql":
        assert answers[1].json()["code"] == "repeat-in-progress"
        assert answers[1].headers["Retry-After"] == "1"
    elif same_body:
        assert answers[1].content == answers[0].content
    else:
        assert answers[1].json()["code"] == "repeat-differs"
