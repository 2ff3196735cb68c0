"""The pages for what a door refuses.

A door raises; the kernel has no pages. Here, where desks may be named, an error becomes the
way to the purpose page, or words that say why.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from fairlead.core.errors import LedgerUnavailable, Refused
from fairlead.kernel.access.errors import NoPurpose
from fairlead.kernel.access.words import in_words

PURPOSE_PAGE = "reception:purpose"


class RefusalsMiddleware:
    """Answer what a door raised; everything behind it has been undone by now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        match exception:
            case NoPurpose():
                way_back = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{reverse(PURPOSE_PAGE)}?{way_back}")
            case Refused(reasons=reasons):
                return render(
                    request, "ui/refused.html", {"reasons": in_words(reasons)}, status=403
                )
            case LedgerUnavailable():
                return render(request, "ui/unavailable.html", status=503)
        return None
