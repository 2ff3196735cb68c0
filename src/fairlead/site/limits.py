"""How many requests a minute are answered: for one network address, one key, one account.

Counted in this process, because asking a shared table would cost more than most answers. With
one web process, which is the rule, the limits are exact; with N they are up to N times as high.
After a restart counting begins anew.
"""

import hashlib
import math
import os
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fairlead.core.limits import Window
from fairlead.kernel.access.requests import HouseRequest
from fairlead.site import failures, metrics

_SALT = os.urandom(16)  # a key is never kept, nor a hash that could be compared elsewhere


class AddressLimitMiddleware:
    """Before anything costly: by network address, and by the key that is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._addresses = Window(limit=settings.FAIRLEAD_LIMIT_ADDRESS)
        self._keys = Window(limit=settings.FAIRLEAD_LIMIT_KEY)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = time.monotonic()
        if wait := self._addresses.wait(network_of(request.META.get("REMOTE_ADDR", "")), now):
            return refuse(request, "address", wait)
        shown = request.META.get("HTTP_AUTHORIZATION", "")
        if shown and (wait := self._keys.wait(_name_of(shown), now)):
            return refuse(request, "key", wait)
        return self.get_response(request)


class AccountLimitMiddleware:
    """Behind the context: by account, from wherever it comes."""

    def __init__(self, get_response: Callable[[HouseRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._accounts = Window(limit=settings.FAIRLEAD_LIMIT_ACCOUNT)

    def __call__(self, request: HouseRequest) -> HttpResponse:
        account = request.context.account
        if account and (wait := self._accounts.wait(str(account), time.monotonic())):
            return refuse(request, "account", wait)
        return self.get_response(request)


def network_of(address: str) -> str:
    """Return what one client can change at will as one: an IPv6 client holds a whole /64."""
    if ":" not in address:
        return address
    return ":".join(_expanded(address)[:4])


def _expanded(address: str) -> list[str]:
    head, _gap, tail = address.partition("::")
    before, after = [part for part in head.split(":") if part], [p for p in tail.split(":") if p]
    zeros = ["0"] * max(0, 8 - len(before) - len(after))
    return [*before, *zeros, *after] if _gap else before


def _name_of(shown: str) -> str:
    return hashlib.blake2b(shown.encode(errors="replace"), key=_SALT, digest_size=16).hexdigest()


def refuse(request: HttpRequest, limit: str, wait: float) -> HttpResponse:
    """Answer 429, and say when to come back."""
    metrics.LIMITED.labels(limit).inc()
    response = failures.answer(request, 429)
    response.headers["Retry-After"] = str(math.ceil(wait))
    return response
