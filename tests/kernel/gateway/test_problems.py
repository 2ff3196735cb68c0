import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.utils import translation

from fairlead.core import errors
from fairlead.core.protocol.media import PROBLEM
from fairlead.kernel.gateway.kinds import BY_STATUS, KINDS
from fairlead.kernel.gateway.problems import Problem, foreseen
from tests.kernel.gateway.conftest import PORT, Caller
from tests.kernel.gateway.sample import ROOT

pytestmark = pytest.mark.django_db


def told(response: Any, kind: str) -> dict[str, Any]:
    """Return the problem, which is of this kind and complete."""
    content: dict[str, Any] = json.loads(response.content)
    assert (response.status_code, content["type"]) == (KINDS[kind].status, KINDS[kind].uri)
    assert response.headers["Content-Type"] == PROBLEM
    assert content["status"] == response.status_code
    assert content["title"] == str(KINDS[kind].title)
    assert content["instance"] == f"urn:uuid:{response.headers['X-Request-Id']}"
    return content


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (errors.BadInput("words", place="line 1"), "invalid"),
        (errors.Refused("words", reasons=("role-missing",)), "refused"),
        (errors.Conflict("words"), "conflict"),
        (errors.Unavailable("words"), "unavailable"),
        (errors.LedgerUnavailable("words"), "unavailable"),
        (Http404("secret"), "not-found"),
        (PermissionDenied("secret"), "refused"),
        (SuspiciousOperation("secret"), "bad-request"),
    ],
)
def test_every_error_of_the_house_has_a_kind(error: Exception, kind: str) -> None:
    occurrence = foreseen(error)

    assert occurrence is not None
    assert occurrence.kind is KINDS[kind]
    ours = isinstance(error, errors.FairleadError)
    assert occurrence.detail == ("words" if ours else "")


@pytest.mark.parametrize("error", [ValueError("x"), errors.Misconfigured("x"), KeyError("x")])
def test_what_nobody_foresaw_is_nobodys_kind(error: Exception) -> None:
    assert foreseen(error) is None


def test_kinds_have_different_names_and_say_what_they_mean() -> None:
    assert all(KINDS[name].name == name and KINDS[name].meaning for name in KINDS)
    assert all(BY_STATUS[kind.status].status == kind.status for kind in KINDS.values())


def test_members_without_a_value_are_left_out() -> None:
    content = Problem("conflict").occurrence.content()

    assert sorted(content) == ["code", "status", "title", "type"]


def test_a_refusal_gives_its_reasons(caller: Caller) -> None:
    content = told(caller.get("failures/refused"), "refused")

    assert content["reasons"] == ["role-missing", "case-missing"]
    assert content["detail"] == "Not you."


def test_an_unwritable_ledger_is_told_as_such_and_asks_to_come_back(caller: Caller) -> None:
    response = caller.get("failures/ledger")

    assert told(response, "unavailable")["code"] == "ledger-unavailable"
    assert response.headers["Retry-After"] == "5"


@pytest.mark.parametrize("failure", ["crash", "database", "missing"])
def test_an_unforeseen_error_tells_nothing_of_the_inside(client: Client, failure: str) -> None:
    caller = Caller(Client(raise_request_exception=False))
    caller.client.force_login(_somebody())

    response = caller.get(f"failures/{failure}")

    assert response.status_code in (500, 503)
    told(response, BY_STATUS[response.status_code].name)
    assert b"secret" not in response.content
    assert b"Traceback" not in response.content


def test_an_address_that_is_not_there_is_a_problem_too(caller: Caller) -> None:
    told(caller.get("nowhere"), "not-found")


def test_a_record_that_is_not_there_looks_like_one_that_is_not_yours(caller: Caller) -> None:
    told(caller.get("agencies/00000000-0000-7000-8000-000000000000"), "not-found")


def test_a_host_that_is_not_ours_is_a_problem_too(client: Client) -> None:
    response = client.get(f"{ROOT}open", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert json.loads(response.content)["type"] == KINDS["bad-request"].uri
    assert b"evil" not in response.content


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_that_is_not_known_is_told_with_those_that_are(
    caller: Caller, method: str
) -> None:
    response = caller.send(method, "agencies")

    told(response, "method-not-allowed")
    assert response.headers["Allow"] == "GET, HEAD, POST"


def test_a_stranger_is_asked_who_calls(client: Client) -> None:
    response = Caller(client).get("agencies")

    told(response, "unauthenticated")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="Fairlead"'


def test_a_wrong_key_is_not_excused_by_a_session(caller: Caller) -> None:
    told(caller.get("agencies", Authorization="Bearer nonsense"), "unauthenticated")
    told(caller.get("agencies", Authorization="Basic bmFtZTp3b3Jk"), "unauthenticated")


def test_a_public_operation_needs_nobody(client: Client) -> None:
    assert Caller(client).get("open").json() == {"open": True}


def test_a_session_needs_the_token_for_a_change() -> None:
    caller = Caller(Client(enforce_csrf_checks=True))
    caller.client.force_login(_somebody())

    refused = caller.post("agencies", PORT)
    page = caller.client.get("/account/login/")
    assert page.status_code == 302
    caller.client.cookies["csrftoken"] = "t" * 32
    allowed = caller.post("agencies", PORT, X_CSRFToken="t" * 32)
    forged = caller.post("agencies", PORT, X_CSRFToken="u" * 32)

    assert told(refused, "refused")["code"] == "csrf"
    assert told(forged, "refused")["code"] == "csrf"
    assert allowed.status_code == 201


@pytest.mark.parametrize(
    ("message", "errors_told"),
    [
        ({}, {("body", "/code", "missing"), ("body", "/name", "missing")}),
        ({"code": 1, "name": "x"}, {("body", "/code", "string-type")}),
        ({"code": "", "name": "x"}, {("body", "/code", "string-too-short")}),
        ({"code": "Ü", "name": "x"}, {("body", "/code", "string-pattern-mismatch")}),
        ({"code": "a", "name": "x" * 201}, {("body", "/name", "string-too-long")}),
        ({"code": "a", "name": "x", "a/b": 1}, {("body", "/a~1b", "extra-forbidden")}),
        (["a"], {("body", "", "model-attributes-type")}),
        (None, {("body", "", "missing")}),
    ],
)
def test_a_wrong_message_is_told_place_by_place(
    caller: Caller, message: Any, errors_told: set[tuple[str, str, str]]
) -> None:
    content = told(caller.post("agencies", message), "invalid")

    assert {(one["in"], one["place"], one["code"]) for one in content["errors"]} == errors_told
    assert all(one["detail"] for one in content["errors"])


def test_the_words_never_quote_the_input(caller: Caller) -> None:
    response = caller.post("agencies", {"code": "<script>", "name": 7, "<script>": 1})

    content = told(response, "invalid")
    assert "script" not in " ".join(one["detail"] for one in content["errors"])


def test_the_words_follow_the_reader(caller: Caller) -> None:
    with translation.override("fr"):
        french = str(KINDS["refused"].title)
    account = caller.client.session["_auth_user_id"]
    from fairlead.kernel.people.models import Account

    Account.objects.filter(pk=account).update(language="fr")

    assert caller.get("failures/refused").json()["title"] == french


@pytest.mark.parametrize(
    ("query", "place", "code"),
    [
        ("limit=0", "limit", "greater-than-equal"),
        ("limit=201", "limit", "less-than-equal"),
        ("limit=many", "limit", "int-parsing"),
        ("limits=5", "limits", "extra-forbidden"),
        ("limit=5&limit=6", "limit", "twice"),
        ("state=%00", "state", "unstorable-text"),
    ],
)
def test_a_wrong_parameter_is_named(caller: Caller, query: str, place: str, code: str) -> None:
    content = told(caller.get(f"agencies?{query}"), "invalid")

    assert content["place"] == place
    assert content["errors"][0]["in"] == "query"
    assert content["errors"][0]["code"] == code


def test_a_parameter_that_may_come_twice_may(caller: Caller) -> None:
    assert caller.get("agencies?code=a&code=b").status_code == 200


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b'{"code": "a", "code": "b"}', b'{"name": "\\u0000"}', b"[" * 50_000]
)
def test_what_is_not_json_is_told_as_such(caller: Caller, body: bytes) -> None:
    large = len(body) > 2000
    told(caller.post("agencies", body), "too-large" if large else "bad-request")


def test_a_message_is_bounded(caller: Caller) -> None:
    told(caller.post("agencies", PORT | {"name": "x" * 2000}), "too-large")


def test_other_forms_are_not_read(caller: Caller) -> None:
    told(caller.post("agencies", b"code=a", content_type="text/plain"), "unsupported-media")
    told(caller.post("agencies", PORT, Content_Encoding="gzip"), "unsupported-media")


def test_other_forms_are_not_answered_in(caller: Caller) -> None:
    told(caller.get("agencies", Accept="text/html"), "not-acceptable")
    assert caller.get("agencies", Accept="application/*;q=0.1").status_code == 200


@pytest.mark.parametrize("name", KINDS)
def test_the_type_leads_to_words(client: Client, name: str) -> None:
    page = client.get(KINDS[name].uri)

    assert page.status_code == 200
    assert str(KINDS[name].meaning).replace("'", "&#x27;") in page.content.decode()


def test_there_are_no_words_for_a_kind_that_is_not_there(client: Client) -> None:
    assert client.get("/api/problems/nothing").status_code == 404


def _somebody() -> Any:
    from tests.people import make_account

    return make_account()
