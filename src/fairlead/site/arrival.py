"""The first thing that happens to a request, and the last that happens to its answer.

It is given its number, under which the ledger, the logs and the person know it; the address
it came from is decided; and one line is logged: method, the pattern of the address (never the
address itself), status and time.
"""

import re
import time
from collections.abc import Callable
from ipaddress import ip_address

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fairlead.kernel.clock import new_id
from fairlead.kernel.gateway.headers import REQUEST_ID
from fairlead.site import failures, metrics

log = structlog.get_logger("fairlead.web")

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FORWARDED = tuple(
    f"HTTP_X_FORWARDED_{name}" for name in ("FOR", "PROTO", "HOST", "PORT", "SERVER")
)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class ArrivalMiddleware:
    """Stands before all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        _decide_address(request)
        number = _number(request)
        request.number = number  # type: ignore[attr-defined]  # of HouseRequest
        with structlog.contextvars.bound_contextvars(request_id=number):
            response = self._answer(request)
            response.headers[REQUEST_ID] = number
            response.headers["Server"] = "Fairlead"  # and nothing of what it is made of
            _note(request, response, time.perf_counter() - started)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if _announced(request) > settings.FAIRLEAD_LARGEST_REQUEST:
            return failures.answer(request, 413)
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    """Return how many bytes the body has; what is not announced is never read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _decide_address(request: HttpRequest) -> None:
    """Believe as many hops of X-Forwarded-For as there are proxies of ours, and no more."""
    proxies = settings.FAIRLEAD_PROXIES
    if not proxies:
        for name in _FORWARDED:
            request.META.pop(name, None)
        return
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if len(hops) >= proxies and _is_address(hops[-proxies]):
        request.META["REMOTE_ADDR"] = hops[-proxies]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _number(request: HttpRequest) -> str:
    """Take the number that our proxy gave, if it is one; without a proxy nobody can choose it."""
    given = request.headers.get(REQUEST_ID, "")
    return given if settings.FAIRLEAD_PROXIES and _UUID.fullmatch(given) else str(new_id())


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    found = request.resolver_match
    route = found.route.replace("^", "").replace("$", "") if found else "none"
    method = request.method if request.method in METHODS else "OTHER"
    metrics.observe(method, route, response.status_code, seconds)
    log.info(
        "request.ended",
        method=method,
        route=re.sub(r"[^A-Za-z0-9_/<>:.-]", "", route) or "/",
        status=response.status_code,
        seconds=round(seconds, 4),
    )
