"""How a room declares what machines can do in it.

A desk's ``api.py`` has one collection, named ``operations``, and a function for each operation
that fetches with a query or changes with an action, as a view does::

    operations = Operations("Approvals")

    @operations.read("/approvals/{approval_id}", door=SIGNED_IN, scope="approvals.read",
                     answer=ApprovalOut, tag=approval_tag)
    def show_approval(request: ApiRequest, approval_id: UUID) -> Approval:
        ...

What is declared is enforced before the function runs: its door, the scope that a key needs,
the header ``Idempotency-Key`` of a write, and, where the record has versions, ``If-Match``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import wraps
from typing import Any, NotRequired, TypedDict, TypeVar, Unpack

from django.utils.http import http_date
from ninja import Router

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import Verb
from fairlead.kernel.access.doors import Door
from fairlead.kernel.gateway.messages import LARGEST
from fairlead.kernel.gateway.requests import ApiRequest

SIGNED_IN = Door("signed-in")
ANY_KEY = "*"  # the scope of what every key may ask, for example whose it is
View = TypeVar("View", bound=Callable[..., Any])
Tag = Callable[[Any], str]  # from what a function returns to the entity-tag of its version


def purpose_door(*, verb: Verb, data_class: str, act: str = "") -> Door:
    """Open to those who may do this to this class of data under the purpose of the call."""
    return Door("purpose", verb=verb, data_class=data_class, act=act)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms on which one operation may be called."""

    door: Door
    scope: str = ""  # what a key must be allowed, or ANY_KEY; "": persons only
    writes: bool = False
    repeatable: bool = False  # the method itself may be repeated, so the key is not required
    versioned: bool = False  # If-Match is required
    largest: int = LARGEST
    problems: tuple[str, ...] = ()  # further kinds that this operation can answer with
    deprecated: "Deprecated | None" = None


@dataclass(frozen=True, slots=True)
class Deprecated:
    """From when on an operation should not be called any more, and when it ends."""

    since: date
    until: date

    def headers(self) -> dict[str, str]:
        """Say so with each answer (RFC 9745, RFC 8594)."""
        since, until = (
            datetime.combine(day, time.min, UTC).timestamp() for day in (self.since, self.until)
        )
        return {"Deprecation": f"@{since:.0f}", "Sunset": http_date(until)}


class Reading(TypedDict):
    """What is said of an operation that changes nothing."""

    door: Door
    scope: NotRequired[str]
    problems: NotRequired[tuple[str, ...]]
    deprecated: NotRequired[Deprecated]


class Writing(Reading):
    """What is said of an operation that changes something."""

    versioned: NotRequired[bool]
    largest: NotRequired[int]


class Operations:
    """The operations of one room, under one heading of the reference."""

    def __init__(self, heading: str) -> None:
        self.heading = heading
        self.router = Router(tags=[heading])

    def read(
        self, path: str, *, answer: object, tag: Tag | None = None, **said: Unpack[Reading]
    ) -> Callable[[View], View]:
        """Declare a GET; ``tag`` names the version of what the function returns."""
        return self._declare("GET", path, {200: answer}, Terms(**said), tag)

    def create(
        self,
        path: str,
        *,
        answer: object,
        status: int = 201,
        tag: Tag | None = None,
        **said: Unpack[Writing],
    ) -> Callable[[View], View]:
        """Declare a POST, which needs an Idempotency-Key."""
        return self._declare("POST", path, {status: answer}, Terms(writes=True, **said), tag)

    def change(
        self,
        path: str,
        *,
        method: str = "PATCH",
        answer: object = None,
        tag: Tag | None = None,
        **said: Unpack[Writing],
    ) -> Callable[[View], View]:
        """Declare a PUT, PATCH or DELETE; without an answer it gives 204."""
        terms = Terms(writes=True, repeatable=True, **said)
        return self._declare(method, path, {200 if answer else 204: answer}, terms, tag)

    def _declare(
        self, method: str, path: str, answers: dict[int, object], terms: Terms, tag: Tag | None
    ) -> Callable[[View], View]:
        if terms.writes and terms.door.kind == "public":
            raise Misconfigured("nothing is changed through a public door", place=path)

        def register(view: View) -> View:
            called = _tagged(view, tag) if tag else view
            called.terms = terms  # type: ignore[attr-defined]
            self.router.api_operation(
                [method],
                path,
                response=answers,
                operation_id=view.__name__,
                summary=(view.__doc__ or "").strip().partition("\n")[0].rstrip("."),
                description=_rest(view.__doc__ or ""),
                auth=None,
                deprecated=terms.deprecated is not None or None,
            )(called)
            return view

        return register


def _tagged(view: View, tag: Tag) -> View:
    @wraps(view)
    def tagging(request: ApiRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - a view's own
        answer = view(request, *args, **kwargs)
        request.entity_tag = tag(answer)
        return answer

    return tagging  # type: ignore[return-value]


def _rest(text: str) -> str:
    paragraphs = text.strip().split("\n\n")[1:]
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
