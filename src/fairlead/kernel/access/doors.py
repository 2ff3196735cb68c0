"""Every page and every address of the API has exactly one door.

A house test walks all addresses and fails on a view without one. What is behind a door runs
in one transaction with its entry in the ledger: when the entry cannot be written, nothing is
served. What a door raises, the middleware answers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.template.response import SimpleTemplateResponse

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import Verb
from fairlead.kernel.access import looks
from fairlead.kernel.access.requests import HouseRequest

# Behind @signed_in these write nothing and show nobody, so they need no transaction, which on
# SQLite would wait for whoever is writing.
_READING = frozenset({"GET", "HEAD", "OPTIONS"})

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in: everyone, those who signed in, or those whom the policy permits."""

    kind: str  # "public", "signed-in" or "purpose"
    why: str = ""
    verb: Verb | None = None
    data_class: str = ""
    act: str = ""  # how the ledger names the look, if not after verb and class


def public(why: str) -> Callable[[View], View]:
    """Open to everyone, for the stated reason."""

    def hang(view: View) -> View:
        view.door = Door("public", why=why)  # type: ignore[attr-defined]
        return view

    return hang


def signed_in(view: View) -> View:
    """Open to everyone who has signed in; personal data cannot be reached from behind it."""

    @wraps(view)
    @login_required
    def guarded(request: HouseRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - a view's own arguments
        request.context = replace(request.context, closed=True)
        with looks.settled() if request.method in _READING else looks.entered():
            return _finished(view(request, *args, **kwargs))

    guarded.door = Door("signed-in")  # type: ignore[attr-defined]
    return cast("View", guarded)


def door(*, verb: Verb, data_class: str, act: str = "") -> Callable[[View], View]:
    """Open to those who may do this to this class of data under their session's purpose.

    ``act`` names the look in the ledger; without it, it is ``access.<class>.<past verb>``.
    """

    def hang(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HouseRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - a view's own arguments
            with looks.look(request.context, verb=verb, data_class=data_class, act=act) as seen:
                request.look = seen
                return _finished(view(request, *args, **kwargs))

        guarded.door = Door("purpose", verb=verb, data_class=data_class, act=act)  # type: ignore[attr-defined]
        return cast("View", guarded)

    return hang


def _finished(response: HttpResponseBase) -> HttpResponseBase:
    """Complete the answer inside the transaction; one that goes on afterwards is a mistake."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response.render()
    if response.streaming:
        raise Misconfigured("a door closes before a streaming answer begins")
    return response
