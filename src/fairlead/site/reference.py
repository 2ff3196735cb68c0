"""The reference of the API as plain pages, made from its description.

No script, no style of its own, nothing fetched from elsewhere: what a browser shows under our
content security policy without an exception.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from fairlead.core.protocol.media import JSON
from fairlead.kernel.access.doors import public, signed_in
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.gateway.interface import Interface
from fairlead.kernel.gateway.kinds import KINDS

METHODS = ("get", "post", "put", "patch", "delete")
PROBLEMS_FROM = 400


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an operation."""

    name: str
    where: str
    required: bool
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer that an operation gives."""

    status: int
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation, as the page shows it."""

    key: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: list[Parameter]
    message: str
    replies: list[Reply]
    problems: list[int]


def entries(document: dict[str, Any]) -> dict[str, list[Entry]]:
    """Return the operations by their heading, in the order of declaration."""
    found: dict[str, list[Entry]] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                described = methods[method]
                found.setdefault(described["tags"][0], []).append(_entry(path, method, described))
    return found


def _entry(path: str, method: str, described: dict[str, Any]) -> Entry:
    responses = {int(status): told for status, told in described["responses"].items()}
    return Entry(
        key=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described["summary"],
        description=described.get("description", ""),
        scope=described.get("x-scope", ""),
        parameters=[_parameter(one) for one in described["parameters"]],
        message=_example(described.get("requestBody", {})),
        replies=[
            Reply(status, told["description"], _example(told))
            for status, told in responses.items()
            if status < PROBLEMS_FROM
        ],
        problems=[status for status in responses if status >= PROBLEMS_FROM],
    )


def _parameter(described: dict[str, Any]) -> Parameter:
    schema = described["schema"]
    return Parameter(
        name=described["name"],
        where=described["in"],
        required=described["required"],
        kind=" ".join(_kind(schema)),
        description=described.get("description", ""),
    )


def _kind(schema: dict[str, Any]) -> Iterator[str]:
    """Say briefly what a value may be."""
    yield str(schema.get("format") or schema.get("type", ""))
    if "enum" in schema:
        yield " | ".join(map(str, schema["enum"]))
    if "minimum" in schema or "maximum" in schema:
        yield f"{schema.get('minimum', '')}…{schema.get('maximum', '')}"
    if schema.get("default") not in (None, ""):
        yield f"= {schema['default']}"


def _example(described: dict[str, Any]) -> str:
    content = described.get("content", {}).get(JSON, {})
    if "example" not in content:
        return ""
    return json.dumps(content["example"], ensure_ascii=False, indent=2)


class Reference:
    """The page that describes one version of the interface."""

    def __init__(self, interface: Interface) -> None:
        self._interface = interface
        self.show = signed_in(self._show)

    def _show(self, request: HouseRequest) -> HttpResponse:
        document = self._interface.document()
        page = {"title": document["info"]["title"], "version": document["info"]["version"]}
        headings = entries(document)
        return render(
            request, "ui/reference.html", page | {"headings": headings, "kinds": KINDS.values()}
        )


@public("explains an error to whoever received it, and shows nothing about anyone")
def problem(request: HttpRequest, name: str) -> HttpResponse:
    """Say what one kind of problem means."""
    if name not in KINDS:
        raise Http404
    return render(request, "ui/problem.html", {"kind": KINDS[name]})
