"""One address of the API: everything that happens between the socket and a desk's function.

The order is a rule, because each step may tell less than the one after it: method, caller,
form, door, names, conditions, repetition, and only then the message itself and the work. What
is behind the door is one transaction.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from ninja.operation import Operation, PathView

from fairlead.core.errors import BadInput, Refused
from fairlead.core.protocol.entitytags import Tags, body_tag, read_tags
from fairlead.kernel.access import denials
from fairlead.kernel.access.doors import Door
from fairlead.kernel.gateway import entrance, messages, repeats
from fairlead.kernel.gateway.operations import Terms
from fairlead.kernel.gateway.problems import Problem, foreseen
from fairlead.kernel.gateway.requests import ApiRequest

VARY = "Accept, Accept-Language, Authorization, Cookie"
_log = logging.getLogger("fairlead.gateway")


class Address:
    """A view over all operations of one path."""

    csrf_exempt = True  # a key needs no token; for a session the entrance checks it

    def __init__(self, path_view: PathView) -> None:
        self._operations = {
            method: operation for operation in path_view.operations for method in operation.methods
        }
        if "GET" in self._operations:
            self._operations["HEAD"] = self._operations["GET"]

    @property
    def doors(self) -> Mapping[str, Door]:
        """The door of each method."""
        return {method: terms_of(one).door for method, one in self._operations.items()}

    def __call__(self, request: ApiRequest, **path: object) -> HttpResponse:
        """Answer, or tell the problem; what nobody foresaw is Django's to report."""
        request.expected, request.entity_tag, request.links = None, "", {}
        try:
            response = self._settled(request, path)
        except Exception as error:  # every error that has a kind is told; all others go on
            occurrence = foreseen(error)
            if occurrence is None:
                raise
            if occurrence.kind.is_ours:
                _log.exception("a request could not be served: %s", occurrence.kind.name)
            response = occurrence.response(request.context.request)
        response.headers["Vary"] = VARY
        operation = self._operations.get(request.method or "")
        if operation is not None and (deprecated := terms_of(operation).deprecated):
            for name, value in deprecated.headers().items():
                response.headers[name] = value
        return response

    def _settled(self, request: ApiRequest, path: Mapping[str, object]) -> HttpResponse:
        """Answer; a refusal is in the ledger before anybody hears of it."""
        try:
            return self._answer(request, path)
        except Refused as refusal:
            denials.settle(refusal)
            raise

    def _answer(self, request: ApiRequest, path: Mapping[str, object]) -> HttpResponse:
        operation = self._operations.get(request.method or "")
        if operation is None:
            allow = ", ".join(sorted(self._operations))
            raise Problem("method-not-allowed", headers={"Allow": allow})
        terms = terms_of(operation)
        entrance.authenticate(request, door=terms.door, scope=terms.scope)
        takes_message = any(source_of(model) == "body" for model in operation.models)
        messages.check_form(request, takes_message=takes_message, largest=terms.largest)
        with entrance.behind(request, terms.door):
            messages.check_names(request, *_names(operation))
            if terms.writes:
                return _write(request, operation, terms, path)
            return _conditional(request, _perform(request, operation, path))


def terms_of(operation: Operation) -> Terms:
    """Return what was declared of an operation."""
    terms: Terms = operation.view_func.terms  # type: ignore[attr-defined]  # set by `Operations`
    return terms


def source_of(model: Any) -> str:  # noqa: ANN401 - a class that the framework builds
    """Return where a part of the message comes from: path, query, header or body."""
    return str(model.__ninja_param_source__)


def _names(operation: Operation) -> tuple[set[str], set[str]]:
    """Return the names of the parameters of the query, and those that may come several times."""
    known: set[str] = set()
    several: set[str] = set()
    for model in operation.models:
        if source_of(model) == "query":
            known.update(model.__ninja_flatten_map__)
            several.update(getattr(model, "__ninja_collection_fields__", ()))
    return known, several


def _write(
    request: ApiRequest, operation: Operation, terms: Terms, path: Mapping[str, object]
) -> HttpResponse:
    """Do it once for each key, and only to the version that was meant."""
    key = repeats.key_of(request, required=not terms.repeatable)
    request.expected = _condition(request, "If-Match")
    if terms.versioned and request.expected is None:
        raise Problem("precondition-required", place="If-Match")

    def execute() -> HttpResponse:
        return _perform(request, operation, path)

    account = request.context.account
    if not key or account is None:
        return execute()
    return repeats.once(request, account=account, key=key, execute=execute)


def _known(request: ApiRequest) -> Tags:
    """Return the versions that the caller has; what cannot be read means none (RFC 9110)."""
    try:
        return _condition(request, "If-None-Match") or Tags()
    except BadInput:
        return Tags()


def _condition(request: ApiRequest, name: str) -> Tags | None:
    return read_tags(request.headers[name], place=name) if name in request.headers else None


def _perform(request: ApiRequest, operation: Operation, path: Mapping[str, object]) -> HttpResponse:
    response: HttpResponse = operation.run(request, **path)  # type: ignore[assignment]  # nothing streams
    if request.entity_tag:
        response.headers["ETag"] = request.entity_tag
    if request.links:
        links = (f'<{address}>; rel="{relation}"' for relation, address in request.links.items())
        response.headers["Link"] = ", ".join(links)
    return response


def _conditional(request: ApiRequest, response: HttpResponse) -> HttpResponse:
    """Name the version that was read; if the caller has it already, send nothing else."""
    tag = request.entity_tag or body_tag(response.content)
    response.headers["ETag"] = tag
    if _known(request).resembles(tag):
        kept = {
            name: response.headers[name] for name in ("ETag", "Link") if name in response.headers
        }
        return HttpResponseNotModified(headers=kept)
    if request.method == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
