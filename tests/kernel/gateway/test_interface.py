"""The interface as a whole: what is declared is collected, described and enforced."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from ninja import Schema
from pydantic import TypeAdapter, ValidationError

from fairlead.core.errors import Misconfigured
from fairlead.kernel.gateway.examples import example_of
from fairlead.kernel.gateway.interface import Interface
from fairlead.kernel.gateway.operations import SIGNED_IN, Operations
from fairlead.kernel.gateway.values import Moment
from tests.kernel.gateway import sample
from tests.kernel.gateway.conftest import Caller

MOMENTS = TypeAdapter(Moment)


def interface_of(*rooms: Operations) -> Interface:
    made = Interface(title="x", version="x", description="", root="/api/x/")
    made.collect(rooms)
    return made


def room(path: str, answer: Any = dict[str, bool]) -> Operations:
    operations = Operations("Room")

    @operations.read(path, door=SIGNED_IN, answer=answer)
    def look(request: Any) -> dict[str, bool]:
        """Look."""
        return {}

    return operations


def test_two_rooms_cannot_have_one_address() -> None:
    with pytest.raises(Misconfigured) as caught:
        interface_of(room("/same"), room("/same")).addresses("")
    assert caught.value.place == "same"


def test_a_text_without_an_example_is_a_mistake() -> None:
    class Silent(Schema):
        words: str

    with pytest.raises(Misconfigured, match="needs an example"):
        interface_of(room("/x", Silent)).document()


def test_two_messages_cannot_have_one_name() -> None:
    def made(field: str) -> type[Schema]:
        return type("Twin", (Schema,), {"__annotations__": {field: int}, field: 1})

    rooms = room("/x", made("one")), room("/y", made("other"))
    with pytest.raises(Misconfigured) as caught:
        interface_of(*rooms).document()
    assert caught.value.place == "Twin"


@pytest.mark.parametrize(
    ("schema", "example"),
    [
        ({"type": "integer"}, 1),
        ({"type": "boolean"}, True),
        ({"type": "null"}, None),
        ({"const": "x"}, "x"),
        ({"enum": ["a", "b"]}, "a"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, 1),
        ({"type": "array", "items": {"type": "integer"}}, [1]),
        ({"type": "object", "properties": {"n": {"type": "integer"}}}, {"n": 1}),
        ({"type": "object"}, {}),
        ({"$ref": "#/components/schemas/N"}, 7),
        ({"type": "string", "format": "date"}, "2026-11-20"),
    ],
)
def test_an_example_is_put_together_from_its_parts(schema: Any, example: Any) -> None:
    assert example_of(schema, {"N": {"type": "integer", "examples": [7]}}) == example


def test_the_description_is_the_same_in_every_language() -> None:
    english = interface_of(room("/x")).document()
    with translation.override("ar"):
        assert interface_of(room("/x")).document() == english


def test_summary_and_description_come_from_the_docstring() -> None:
    described = sample.interface.document()["paths"]["/api/sample/agencies"]["get"]

    assert described["summary"] == "List agencies"
    assert described["description"] == "Ordered by code, backwards."


def test_headers_are_described_where_they_count() -> None:
    paths = sample.interface.document()["paths"]

    def headers(path: str, method: str) -> dict[str, bool]:
        described = paths[f"/api/sample/{path}"][method]["parameters"]
        return {one["name"]: one["required"] for one in described if one["in"] == "header"}

    assert headers("agencies", "post")["Idempotency-Key"]
    assert not headers("agencies/{agency_id}", "delete")["Idempotency-Key"]
    assert headers("agencies/{agency_id}", "patch")["If-Match"]
    assert "If-Match" not in headers("agencies/{agency_id}", "delete")
    assert "Fairlead-Purpose" in headers("guests", "get")
    assert "Fairlead-Purpose" not in headers("for-persons", "get")


@pytest.mark.django_db
def test_what_ends_says_so_with_each_answer(caller: Caller) -> None:
    answer = caller.get("old")
    refused = Client().get(f"{sample.ROOT}old")

    for one in (answer, refused):
        assert one.headers["Deprecation"] == "@1795132800"
        assert one.headers["Sunset"] == "Mon, 20 Nov 2028 00:00:00 GMT"
    described = sample.interface.document()["paths"]["/api/sample/old"]["get"]
    assert described["deprecated"] is True
    assert {"Deprecation", "Sunset"} <= set(described["responses"][200]["headers"])
    assert "deprecated" not in sample.interface.document()["paths"]["/api/sample/open"]["get"]
    assert "Sunset" not in caller.get("whoami").headers


def test_who_may_call_is_described() -> None:
    paths = sample.interface.document()["paths"]

    assert paths["/api/sample/open"]["get"]["security"] == []
    assert paths["/api/sample/work"]["get"]["security"] == [{"key": []}, {"session": []}]
    assert paths["/api/sample/for-persons"]["get"]["security"] == [{"session": []}]
    assert paths["/api/sample/guests"]["get"]["x-door"] == {
        "kind": "purpose",
        "verb": "consult",
        "data": "guest",
    }


@given(st.integers(-(10**10), 10**11).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_a_moment_is_read_as_it_is_written(moment: datetime) -> None:
    assert MOMENTS.validate_python(moment.isoformat()) == moment
    assert MOMENTS.validate_python(moment.isoformat().replace("+00:00", "Z")) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-20", "2026-11-20T09:30:00", "2026-11-20 09:30:00Z", "0", "1763631000", "now"),
        *("2026-13-20T09:30:00Z", "2026-02-30T09:30:00Z", "2026-11-20T24:00:00Z", 1763631000),
        *("2026-11-20T09:30:60Z", "2026-11-20T09:30Z", "0001-01-01T00:00:00+14:00", None),
        *("9999-12-31T23:59:59-14:00", "２０２６-11-20T09:30:00Z", "2026-11-20T09:30:00Z\n"),
    ],
)
def test_nothing_else_is_a_moment(text: object) -> None:
    with pytest.raises(ValidationError):
        MOMENTS.validate_python(text)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "v1", "v2/me", "v1/me/", "%2e%2e/", "v1/../../etc/passwd"])
def test_whatever_is_below_the_root_answers_in_problems(path: str) -> None:
    response = Client().get(f"/api/{path}", headers={"Accept": "application/json"})

    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json"
    else:
        assert response.status_code in (301, 302)
