"""Every operation of the API: who gets in, who does not, and whether it says all of itself."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from django.urls import get_resolver
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.core.protocol.media import PROBLEM
from fairlead.kernel.gateway.addresses import Address
from fairlead.kernel.gateway.kinds import KINDS
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import declared_roles, declared_scopes
from tests.people import make_account
from tests.site import callers
from tests.site.callers import DOCUMENT, Called

pytestmark = pytest.mark.django_db
OPERATIONS = list(callers.operations())
every_operation = pytest.mark.parametrize("called", OPERATIONS, ids=str)


@pytest.fixture
def known() -> dict[str, object]:
    return callers.things()


def call(client: Client, called: Called, known: dict[str, object], **headers: str) -> Any:
    message = called.message()
    return client.generic(
        called.method,
        called.address(known),
        b"" if message is None else json.dumps(message).encode(),
        content_type="application/json",
        headers=called.headers() | headers,
    )


def told(response: Any, status: int) -> dict[str, Any]:
    assert (response.status_code, response.headers["Content-Type"]) == (status, PROBLEM)
    content: dict[str, Any] = json.loads(response.content)
    return content


def test_there_are_operations() -> None:
    assert len(OPERATIONS) >= 15


@every_operation
def test_a_stranger_is_asked_who_calls(called: Called, known: dict[str, object]) -> None:
    told(call(Client(), called, known), 401)


@every_operation
@pytest.mark.parametrize("secret", ["", "nonsense", f"fl_abcdefgh_{'a' * 52}"])
def test_a_wrong_key_opens_nothing(called: Called, known: dict[str, object], secret: str) -> None:
    told(call(Client(), called, known, Authorization=f"Bearer {secret}"), 401)


@every_operation
def test_a_suspended_account_gets_nowhere(called: Called, known: dict[str, object]) -> None:
    client = callers.everybody()
    Account.objects.update(status="suspended")

    told(call(client, called, known), 401)


@every_operation
def test_who_has_no_second_factor_gets_nowhere(called: Called, known: dict[str, object]) -> None:
    client = Client()
    client.force_login(make_account(protected=False))

    assert told(call(client, called, known), 403)["code"] == "second-factor-missing"


def may(called: Called, role: str) -> bool:
    """Whether the policy opens this operation's door to this role, under some purpose."""
    from fairlead.kernel.access import policy

    door = called.door
    return door["kind"] == "signed-in" or any(
        line[1:4] == (door["verb"], door["data"], role) for line in policy.table().lines()
    )


@every_operation
def test_a_role_that_may_not_is_refused_with_reasons(
    called: Called, known: dict[str, object]
) -> None:
    for role in sorted(role for role in declared_roles() if not may(called, role)):
        client = callers.somebody(role, purpose=callers.purpose_for(called.door))

        assert told(call(client, called, known), 403)["reasons"], role


@every_operation
def test_a_role_that_may_does(called: Called, known: dict[str, object]) -> None:
    client = callers.everybody()
    callers.choose(client, callers.purpose_for(called.door))

    response = call(client, called, known)

    assert response.status_code in (200, 201, 204, 404, 409, 412), response.content
    assert response.headers["X-Request-Id"]


@every_operation
def test_a_change_needs_the_token_of_a_page(called: Called, known: dict[str, object]) -> None:
    client = callers.everybody()
    callers.choose(client, callers.purpose_for(called.door))
    client.handler.enforce_csrf_checks = True

    response = call(client, called, known)

    if called.writes:
        assert told(response, 403)["code"] == "csrf"
    else:
        assert response.status_code != 403


@every_operation
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"])
def test_other_methods_are_not_known(called: Called, known: dict[str, object], method: str) -> None:
    methods = {one.upper() for one in DOCUMENT["paths"][called.path]}
    if method in methods:
        return

    response = callers.everybody().generic(method, called.address(known))

    told(response, 405)
    assert methods <= set(response.headers["Allow"].split(", "))


# ---------------------------------------------------------------- the description itself


@every_operation
def test_an_operation_says_all_of_itself(called: Called) -> None:
    described = called.described

    assert described["summary"]
    assert described["tags"]
    assert {"401", "403", "405", "500"} <= set(map(str, described["responses"]))
    assert described["security"]
    scope = described.get("x-scope", "*")
    assert scope == "*" or scope in declared_scopes()
    if called.writes:
        names = {parameter["name"] for parameter in described["parameters"]}
        assert "Idempotency-Key" in names


def test_operations_have_names_of_their_own() -> None:
    names = [called.described["operationId"] for called in OPERATIONS]

    assert len(names) == len(set(names))


def examples() -> Iterator[tuple[str, Any, Any]]:
    for called in OPERATIONS:
        contents = [
            (where, told.get("content", {}).get("application/json"))
            for where, told in [
                ("message", called.described.get("requestBody", {})),
                *((str(status), told) for status, told in called.described["responses"].items()),
            ]
        ]
        for where, content in contents:
            if content:
                yield f"{called} {where}", content["schema"], content["example"]


@pytest.mark.parametrize(
    ("schema", "example"), [pytest.param(*found, id=name) for name, *found in examples()]
)
def test_an_example_is_an_example(schema: Any, example: Any) -> None:
    whole = {"components": DOCUMENT["components"], **schema}

    jsonschema_rs.validate(whole, example)


def test_the_example_of_a_problem_is_one() -> None:
    problem = DOCUMENT["components"]["schemas"]["Problem"]

    for name, response in DOCUMENT["components"]["responses"].items():
        example = response["content"][PROBLEM]["example"]
        jsonschema_rs.validate(problem, example)
        assert example["type"] == KINDS[name].uri


def test_every_reference_in_the_description_leads_somewhere() -> None:
    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from ([value["$ref"]] if "$ref" in value else [])
            for part in value.values():
                yield from references(part)
        elif isinstance(value, list):
            for part in value:
                yield from references(part)

    found = set(references(json.loads(json.dumps(DOCUMENT))))
    assert len(found) > 20
    for reference in found:
        place: Any = DOCUMENT
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def test_every_address_below_the_root_is_described() -> None:
    def walk(resolver: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
        for pattern in resolver.url_patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, route)
            else:
                yield route, pattern.callback

    addresses = {route for route, view in walk(get_resolver()) if isinstance(view, Address)}

    assert len(addresses) == len(DOCUMENT["paths"])


# ---------------------------------------------------------------- whatever comes

HEADERS = st.sampled_from(
    [
        *("Accept", "Accept-Language", "Authorization", "Content-Encoding", "Content-Type"),
        *("Cookie", "Expect", "Fairlead-Case", "Fairlead-Purpose", "Forwarded", "Host"),
        *("Idempotency-Key", "If-Match", "If-None-Match", "If-Modified-Since", "Origin"),
        *("Range", "Referer", "Transfer-Encoding", "X-CSRFToken", "X-Forwarded-Host"),
        *("X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Request-Id"),
    ]
)
# What a server passes on: any byte but the line ends, as Latin-1.
VALUES = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60)


@given(
    called=st.sampled_from(OPERATIONS),
    body=st.binary(max_size=300),
    headers=st.dictionaries(HEADERS, VALUES, max_size=6),
    query=st.binary(max_size=60),
)
@settings(max_examples=150)
def test_no_bytes_whatever_break_anything(
    everybody: Callable[[str], Client],
    called: Called,
    body: bytes,
    headers: dict[str, str],
    query: bytes,
) -> None:
    client = everybody(callers.purpose_for(called.door))

    response = client.generic(
        called.method,
        called.address({}),
        body,
        content_type=headers.pop("Content-Type", "application/json"),
        headers=headers,
        QUERY_STRING=query.decode("latin-1"),
    )

    assert response.status_code < 500, response.content
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == PROBLEM


@pytest.fixture
def everybody() -> Callable[[str], Client]:
    client = callers.everybody()
    client.raise_request_exception = False

    def working(purpose: str) -> Client:
        client.cookies.pop("csrftoken", None)
        callers.choose(client, purpose)
        return client

    return working
