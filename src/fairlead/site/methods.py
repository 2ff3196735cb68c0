from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from fairlead.kernel.gateway.addresses import Address

OF_PAGES = ("GET", "HEAD", "POST")


class MethodsMiddleware:
    """Pages know what browsers send, and nothing else; operations of the API say it themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],  # noqa: ARG002 - Django's signature
        kwargs: dict[str, Any],  # noqa: ARG002
    ) -> HttpResponse | None:
        if request.method in OF_PAGES or isinstance(view, Address):
            return None
        return HttpResponseNotAllowed(OF_PAGES)
