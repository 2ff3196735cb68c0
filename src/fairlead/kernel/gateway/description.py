"""The description of the interface in OpenAPI 3.1, complete with what the gateway enforces.

The framework describes messages and answers; added here is all that the gateway does to every
operation: how to show who calls, the headers, every problem that can be told, the limits, and
an example of each message and answer.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import translation
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from fairlead.core.errors import Misconfigured
from fairlead.core.protocol.media import JSON, PROBLEM
from fairlead.kernel.gateway import examples, headers
from fairlead.kernel.gateway.addresses import source_of, terms_of
from fairlead.kernel.gateway.kinds import KINDS, Kind
from fairlead.kernel.gateway.operations import Terms

Document = dict[str, Any]
SECURITY = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "The key of a service account. It is shown once, when it is made.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "session",
        "description": "The session of a signed-in person, for the pages of this node. "
        "Every change then needs the header X-CSRFToken.",
    },
}
ALWAYS = ("unauthenticated", "refused", "method-not-allowed", "not-acceptable", "internal")


class _Schemas(OpenAPISchema):
    """The framework's description, which must not let one message take another's name."""

    def add_schema_definitions(self, definitions: Document) -> None:
        for name, definition in definitions.items():
            if self.schemas.get(name, definition) != definition:
                raise Misconfigured("two different messages have this name", place=name)
        super().add_schema_definitions(definitions)


def describe(interface: NinjaAPI, *, root: str) -> Document:
    """Return the whole description."""
    with translation.override("en"):  # one description, in the language of its identifiers
        return _describe(interface, root)


def _describe(interface: NinjaAPI, root: str) -> Document:
    document: Document = dict(_Schemas(interface, root.strip("/")))
    components = document["components"]
    components["schemas"]["Problem"] = _problem_schema()
    components["securitySchemes"] = SECURITY
    components["headers"] = headers.DESCRIBED
    components["responses"] = {kind.name: _problem_response(kind) for kind in KINDS.values()}
    for described, operation in _pairs(interface, document, root):
        _complete(described, operation, components["schemas"])
    document["servers"] = [{"url": "/", "description": "This node."}]
    return document


def _pairs(
    interface: NinjaAPI, document: Document, root: str
) -> Iterator[tuple[Document, Operation]]:
    for bound in interface._get_bound_routers():  # noqa: SLF001 - the framework offers no other way
        for path, path_view in bound.path_operations.items():
            for operation in path_view.operations:
                for method in operation.methods:
                    where = f"{root.rstrip('/')}/{path.lstrip('/')}"
                    yield document["paths"][_without_converters(where)][method.lower()], operation


def _without_converters(path: str) -> str:
    return "/".join(
        f"{{{part.strip('{}').split(':')[-1]}}}" if part.startswith("{") else part
        for part in path.split("/")
    )


def _complete(described: Document, operation: Operation, schemas: Mapping[str, Any]) -> None:
    terms = terms_of(operation)
    described["parameters"] += headers.parameters(terms)
    described["security"] = _security(terms)
    described["x-door"] = _door(terms)
    if terms.scope:
        described["x-scope"] = terms.scope
    for status, answer in described["responses"].items():
        answer["headers"] = headers.of_answer(terms, int(status))
        _add_example(answer, schemas)
    if "requestBody" in described:
        described["requestBody"]["description"] = f"At most {terms.largest:,} bytes."
        _add_example(described["requestBody"], schemas)
    if not terms.writes:
        described["responses"][304] = {
            "description": "Not changed since the version named in If-None-Match.",
            "headers": headers.of_answer(terms, 304),
        }
    described["responses"] |= _problems(operation, terms)


def _door(terms: Terms) -> dict[str, str]:
    """Say what the policy is asked, so that nobody must guess why it refused."""
    door = terms.door
    if door.verb is None:
        return {"kind": door.kind}
    return {"kind": door.kind, "verb": door.verb.value, "data": door.data_class}


def _security(terms: Terms) -> list[dict[str, list[str]]]:
    if terms.door.kind == "public":
        return []
    by_session: list[dict[str, list[str]]] = [{"session": []}]
    return [{"key": []}, *by_session] if terms.scope else by_session


def _problems(operation: Operation, terms: Terms) -> dict[int, Document]:
    """Return the problems that can be told, those of one status together."""
    by_status: dict[int, list[str]] = {}
    for name in _kinds(operation, terms):
        by_status.setdefault(KINDS[name].status, []).append(name)
    return {status: _responses(names) for status, names in sorted(by_status.items())}


def _kinds(operation: Operation, terms: Terms) -> list[str]:
    names = [*ALWAYS, "bad-request", "invalid", "too-many-requests", "unavailable", "too-large"]
    sources = {source_of(model) for model in operation.models}
    if "path" in sources:
        names.append("not-found")
    if "body" in sources:
        names.append("unsupported-media")
    if terms.writes:
        names += ["conflict", "repeat-in-progress", "repeat-differs"]
        names += [] if terms.repeatable else ["repeat-key-missing"]
        names += ["precondition-failed"] if terms.versioned else []
        names += ["precondition-required"] if terms.versioned else []
    return list(dict.fromkeys([*names, *terms.problems]))


def _responses(names: list[str]) -> Document:
    if len(names) == 1:
        return {"$ref": f"#/components/responses/{names[0]}"}
    kinds = [KINDS[name] for name in names]
    return {
        "description": " ".join(f"{kind.title}." for kind in kinds),
        "headers": headers.of_problem(retry=any(kind.retry_after for kind in kinds)),
        "content": {
            PROBLEM: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {kind.name: {"value": _problem_example(kind)} for kind in kinds},
            }
        },
    }


def _problem_response(kind: Kind) -> Document:
    names = {401: ["WWW-Authenticate"], 405: ["Allow"]}.get(kind.status, [])
    return {
        "description": f"{kind.title}. {kind.meaning}",
        "headers": headers.of_problem(retry=kind.retry_after > 0)
        | {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {
            PROBLEM: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": _problem_example(kind),
            }
        },
    }


def _problem_example(kind: Kind) -> Document:
    return {
        "type": kind.uri,
        "title": str(kind.title),
        "status": kind.status,
        "code": kind.name,
        "instance": f"urn:uuid:{headers.EXAMPLE_ID}",
    }


def _add_example(described: Document, schemas: Mapping[str, Any]) -> None:
    content = described.get("content", {}).get(JSON)
    if content is not None and "example" not in content:
        content["example"] = examples.example_of(content["schema"], schemas)


def _problem_schema() -> Document:
    text = {"type": "string"}
    return {
        "title": "Problem",
        "description": "What went wrong (RFC 9457). Members without a value are left out.",
        "type": "object",
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": text
            | {
                "format": "uri-reference",
                "enum": [kind.uri for kind in KINDS.values()],
                "description": "The kind of problem, from a closed list. Decide by this.",
            },
            "title": text | {"description": "The kind in words, in the language of the reader."},
            "status": {"type": "integer", "description": "The status of the answer."},
            "code": text | {"description": "A finer name of what went wrong."},
            "detail": text | {"description": "What went wrong this time, in words."},
            "instance": text | {"description": "The number of this request."},
            "place": text | {"description": "Where in the message, as a JSON pointer, or a name."},
            "reasons": {
                "type": "array",
                "items": text,
                "description": "Why the rules do not permit it, as codes.",
            },
            "errors": {
                "type": "array",
                "description": "Every place that is wrong.",
                "items": {
                    "type": "object",
                    "required": ["in", "place", "code", "detail"],
                    "properties": {
                        "in": text | {"enum": ["body", "query", "path", "header"]},
                        "place": text
                        | {"description": "A JSON pointer into the body, or a parameter."},
                        "code": text,
                        "detail": text,
                    },
                },
            },
        },
        "examples": [_problem_example(KINDS["refused"]) | {"reasons": ["role-missing"]}],
    }
