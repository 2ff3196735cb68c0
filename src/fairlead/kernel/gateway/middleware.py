"""Around every answer below /api/: a problem stays a problem, whoever told it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fairlead.core.protocol.media import PROBLEM
from fairlead.kernel.gateway.headers import REQUEST_ID
from fairlead.kernel.gateway.kinds import BY_STATUS, KINDS
from fairlead.kernel.gateway.problems import Occurrence

ROOT = "/api/"


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
        if response.status_code >= 400 and response.headers.get("Content-Type") != PROBLEM:  # noqa: PLR2004 - HTTP
            kind = BY_STATUS.get(response.status_code, KINDS["internal"])
            response = Occurrence(kind).response(number)
        if number:
            response.headers.setdefault(REQUEST_ID, number)
        return response
