"""The headers that every operation shares, as OpenAPI describes them."""

from typing import Any

from fairlead.kernel.gateway.operations import Terms

REQUEST_ID = "X-Request-Id"
_TAG = r'^(\*|(W/)?"[!#-~]*"(, ?(W/)?"[!#-~]*")*)$'
EXAMPLE_ID = "019c0e5a-7c1e-7b1f-9f0a-3d1f0b6a2c44"


def _header(description: str, example: object, **schema: object) -> dict[str, Any]:
    return {
        "description": description,
        "schema": {"type": "string"} | schema,
        "example": example,
    }


DESCRIBED = {
    REQUEST_ID: _header(
        "The number of this request, as the ledger and the logs of the node have it.",
        EXAMPLE_ID,
        format="uuid",
    ),
    "ETag": _header("The version of what is answered.", '"qY0Ho9nX6m3kJb0zVtNf"'),
    "Link": _header(
        "The first page and the next one (RFC 8288).",
        '</api/v1/jobs?limit=50>; rel="first", </api/v1/jobs?limit=50&cursor=AQ…>; rel="next"',
    ),
    "Retry-After": _header("Seconds to wait before repeating the request.", 5, type="integer"),
    "WWW-Authenticate": _header("How to show who calls.", 'Bearer realm="Fairlead"'),
    "Allow": _header("The methods that this address knows.", "GET, HEAD"),
    "Deprecation": _header("Since when it should not be called any more.", "@1795219200"),
    "Sunset": _header("When it ends.", "Mon, 20 Nov 2028 00:00:00 GMT"),
    "Idempotency-Replayed": _header(
        "Present, and true, if this is the answer to an earlier request with the same key.",
        "true",
        enum=["true"],
    ),
}


def _parameter(name: str, description: str, *, required: bool, **more: object) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": required,
        "description": description,
        "schema": {"type": "string", **more},
    }


_IF_NONE_MATCH = _parameter(
    "If-None-Match",
    "The ETag of the version that you have: if it is still that, the answer is 304 and empty.",
    required=False,
    examples=['"qY0Ho9nX6m3kJb0zVtNf"'],
)
_IF_MATCH = _parameter(
    "If-Match",
    "The ETag of the version that you mean to change.",
    required=True,
    pattern=_TAG,
    examples=['"qY0Ho9nX6m3kJb0zVtNf"'],
)
_PURPOSE = _parameter(
    "Fairlead-Purpose",
    "For keys: the purpose of this call, one that the key allows. "
    "A session has chosen its purpose already.",
    required=False,
    pattern="^[a-z0-9_.-]{1,100}$",
    examples=["oversight.inspection"],
)
_CASE = _parameter(
    "Fairlead-Case",
    "The case under which this call is made, where the purpose needs one.",
    required=False,
    format="uuid",
    examples=[EXAMPLE_ID],
)


def parameters(terms: Terms) -> list[dict[str, Any]]:
    """Return the headers that a request to such an operation may or must have."""
    if not terms.writes:
        return [_IF_NONE_MATCH, *_working(terms)]
    key = _parameter(
        "Idempotency-Key",
        "Names this request, so that repeating it gives the same answer and no second effect. "
        "A new UUID for each request; remembered for 24 hours.",
        required=not terms.repeatable,
        pattern="^[!-~]{16,128}$",
        examples=[EXAMPLE_ID],
    )
    return [key, *([_IF_MATCH] if terms.versioned else []), *_working(terms)]


def _working(terms: Terms) -> list[dict[str, Any]]:
    return [_PURPOSE, _CASE] if terms.scope else []


def of_answer(terms: Terms, status: int) -> dict[str, Any]:
    """Return the headers that an answer may have."""
    names = [REQUEST_ID, "ETag"]
    if not terms.writes and status == 200:  # noqa: PLR2004 - HTTP
        names.append("Link")
    if terms.writes:
        names.append("Idempotency-Replayed")
    if terms.deprecated:
        names += ["Deprecation", "Sunset"]
    return _references(names)


def of_problem(*, retry: bool) -> dict[str, Any]:
    """Return the headers of a problem."""
    return _references([REQUEST_ID, *(["Retry-After"] if retry else [])])


def _references(names: list[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
