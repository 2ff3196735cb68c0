"""What a machine is told when something does not work: RFC 9457, ``application/problem+json``.

``type`` is one of a closed list and never changes its meaning; it is an address on this node,
where its words can be read. ``code`` is finer and comes from the error itself, ``place`` says
where, ``reasons`` say why. What is told was written to be told: the text of an unforeseen error
never leaves the house.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import OperationalError
from django.http import Http404, HttpResponse

from fairlead.core import errors
from fairlead.core.protocol.media import PROBLEM
from fairlead.kernel.gateway.kinds import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One problem as it is told."""

    kind: Kind
    detail: str = ""
    code: str = ""
    place: str = ""
    reasons: Sequence[str] = ()
    errors: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def content(self, request_id: str = "") -> dict[str, Any]:
        """Return the members of the document; those without a value are left out."""
        members: dict[str, Any] = {
            "type": self.kind.uri,
            "title": str(self.kind.title),
            "status": self.kind.status,
            "code": self.code or self.kind.name,
            "detail": self.detail,
            "instance": f"urn:uuid:{request_id}" if request_id else "",
            "place": self.place,
            "reasons": list(self.reasons),
            "errors": list(self.errors),
        }
        return {name: value for name, value in members.items() if value}

    def response(self, request_id: str = "") -> HttpResponse:
        """Return the problem as an HTTP response."""
        response = HttpResponse(
            json.dumps(self.content(request_id), ensure_ascii=False),
            status=self.kind.status,
            content_type=PROBLEM,
        )
        if self.kind.retry_after:
            response.headers["Retry-After"] = str(self.kind.retry_after)
        for name, value in self.headers.items():
            response.headers[name] = value
        return response


class Problem(errors.FairleadError):
    """Raised inside the gateway: one kind of problem, and what belongs to this occurrence."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        *,
        code: str = "",
        place: str = "",
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail, code=code or kind, place=place)
        self.occurrence = Occurrence(
            KINDS[kind],
            detail=detail,
            code=self.code,
            place=place,
            errors=errors,
            headers=headers or {},
        )


# The first line that fits counts; what fits none is unforeseen, and told as "internal".
_KIND_OF: tuple[tuple[type[Exception], str], ...] = (
    (errors.BadInput, "invalid"),
    (errors.Refused, "refused"),
    (errors.Conflict, "conflict"),
    (errors.Unavailable, "unavailable"),
    (Http404, "not-found"),
    (ObjectDoesNotExist, "not-found"),
    (PermissionDenied, "refused"),
    (RequestDataTooBig, "too-large"),
    (SuspiciousOperation, "bad-request"),
    (OperationalError, "unavailable"),
)


def foreseen(error: Exception) -> Occurrence | None:
    """Return how this error is told, or None where nobody foresaw it."""
    if isinstance(error, Problem):
        return error.occurrence
    for cause, name in _KIND_OF:
        if isinstance(error, cause):
            return _of_error(error, KINDS[name])
    return None


def _of_error(error: Exception, kind: Kind) -> Occurrence:
    if not isinstance(error, errors.FairleadError):
        return Occurrence(kind)
    return Occurrence(
        kind,
        detail=error.message,
        code=error.code,
        place=error.place,
        reasons=getattr(error, "reasons", ()),
    )
