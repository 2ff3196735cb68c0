"""Every page and every address of the API has exactly one door.

A house test walks all addresses and fails on a view without one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from fairlead.core.ledger import Verb

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in: everyone, those who signed in, or those whom the policy permits."""

    kind: str  # "public", "signed-in" or "purpose"
    why: str = ""
    verb: Verb | None = None
    data_class: str = ""


def public(why: str) -> Callable[[View], View]:
    """Open to everyone, for the stated reason."""

    def hang(view: View) -> View:
        view.door = Door("public", why=why)  # type: ignore[attr-defined]
        return view

    return hang


def signed_in(view: View) -> View:
    """Open to everyone who has signed in; shows nothing about other persons."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - a view's own arguments
        return view(request, *args, **kwargs)

    guarded.door = Door("signed-in")  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]
