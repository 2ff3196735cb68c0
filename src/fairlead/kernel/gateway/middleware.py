"""Around every answer below /api/: a problem stays a problem, whoever told it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from fairlead.core.protocol.media import PROBLEM
from fairlead.kernel.gateway.addresses import Address
from fairlead.kernel.gateway.headers import REQUEST_ID
from fairlead.kernel.gateway.kinds import BY_STATUS, KINDS
from fairlead.kernel.gateway.problems import Occurrence

ROOT = "/api/"
NO_SECOND_FACTOR = "second-factor-missing"
_KEPT = ("Allow", "Retry-After")
_ELSEWHERE = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND)  # whoever lacks one is sent away


def _problem_behind(request: HttpRequest, response: HttpResponse) -> Occurrence | None:
    """Return what an answer that was made for browsers means to a machine."""
    if response.headers.get("Content-Type") == PROBLEM:
        return None
    if response.status_code in _ELSEWHERE and _is_operation(request):
        return Occurrence(KINDS["refused"], code=NO_SECOND_FACTOR, reasons=(NO_SECOND_FACTOR,))
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        kept = {name: response.headers[name] for name in _KEPT if name in response.headers}
        return Occurrence(BY_STATUS.get(response.status_code, KINDS["internal"]), headers=kept)
    return None


def _is_operation(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and isinstance(match.func, Address)


class ProblemMiddleware:
    """Put what Django itself answers (no such address, a bad host, a crash) into our form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path_info.startswith(ROOT):
            return response
        context = getattr(request, "context", None)
        number = context.request if context else ""
        problem = _problem_behind(request, response)
        if problem is not None:
            response = problem.response(number)
        if number:
            response.headers.setdefault(REQUEST_ID, number)
        return response
