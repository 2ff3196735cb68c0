from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from fairlead.kernel.people.models import Agency
from tests.kernel.gateway.conftest import PORT, Caller
from tests.people import make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(caller: Caller) -> str:
    return f"agencies/{caller.post('agencies', PORT).json()['id']}"


def test_what_was_read_already_is_not_sent_again(caller: Caller, address: str) -> None:
    tag = caller.get(address).headers["ETag"]

    again = caller.get(address, **{"If-None-Match": tag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert caller.get(address, **{"If-None-Match": f"W/{tag}"}).status_code == 304
    assert caller.get(address, **{"If-None-Match": "*"}).status_code == 304
    assert caller.get(address, **{"If-None-Match": '"other"'}).status_code == 200


def test_a_list_has_a_version_too(caller: Caller, address: str) -> None:
    tag = caller.get("agencies").headers["ETag"]
    assert caller.get("agencies", **{"If-None-Match": tag}).status_code == 304

    Agency.objects.filter(code="port").update(name="Harbour")

    assert caller.get("agencies", **{"If-None-Match": tag}).status_code == 200


def test_a_change_names_the_version_it_means(caller: Caller, address: str) -> None:
    tag = caller.get(address).headers["ETag"]

    unnamed = caller.send("PATCH", address, {"name": "Harbour"})
    changed = caller.send("PATCH", address, {"name": "Harbour"}, If_Match=tag)
    late = caller.send("PATCH", address, {"name": "Pier"}, If_Match=tag)

    assert (unnamed.status_code, unnamed.json()["place"]) == (428, "If-Match")
    assert changed.status_code == 200
    assert changed.headers["ETag"] == caller.get(address).headers["ETag"] != tag
    assert (late.status_code, late.headers["ETag"]) == (412, changed.headers["ETag"])
    assert Agency.objects.get(code="port").name == "Harbour"


def test_a_weak_tag_changes_nothing(caller: Caller, address: str) -> None:
    tag = caller.get(address).headers["ETag"]

    assert caller.send("PATCH", address, {"name": "x"}, If_Match=f"W/{tag}").status_code == 412
    assert caller.send("PATCH", address, {"name": "x"}, If_Match="*").status_code == 200


@pytest.mark.parametrize("header", ["", "nonsense", '"', '"a" "b', "*,"])
def test_a_condition_that_cannot_be_read_is_refused(
    caller: Caller, address: str, header: str
) -> None:
    answer = caller.send("PATCH", address, {"name": "x"}, If_Match=header)

    assert (answer.status_code, answer.json()["place"]) == (422, "If-Match")
    assert Agency.objects.get(code="port").name == PORT["name"]
    assert caller.get(address, **{"If-None-Match": header}).status_code == 200


def test_head_is_get_without_the_content(caller: Caller, address: str) -> None:
    whole, head = caller.get(address), caller.client.head("/api/sample/" + address)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(whole.content))


def test_nothing_is_kept_by_what_lies_between(caller: Caller, address: str) -> None:
    answer = caller.get(address)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Authorization" in answer.headers["Vary"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_version_one_is_told() -> None:
    client = Client()
    client.force_login(make_account())
    made = Caller(client).post("agencies", PORT)
    address, tag = f"agencies/{made.json()['id']}", made.headers["ETag"]
    together = Barrier(2)

    def change(name: str) -> Any:
        mine = Client()
        mine.cookies = client.cookies
        together.wait(10)
        try:
            return Caller(mine).send("PATCH", address, {"name": name}, If_Match=tag)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(change, ["Harbour", "Pier"]))

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200, 412]
    winner = next(answer for answer in answers if answer.status_code == 200)
    assert Agency.objects.get(code="port").name == winner.json()["name"]
