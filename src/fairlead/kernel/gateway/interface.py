"""The whole interface: all operations of all rooms, their addresses and their description."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.http import HttpRequest
from django.urls import URLPattern
from django.urls import path as url_path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.utils import normalize_path, replace_path_param_notation

from fairlead.core.errors import BadInput, Misconfigured
from fairlead.kernel.gateway import messages
from fairlead.kernel.gateway.addresses import Address
from fairlead.kernel.gateway.description import describe
from fairlead.kernel.gateway.operations import Operations


class Interface(NinjaAPI):
    """One version of the API."""

    def __init__(self, *, title: str, version: str, description: str, root: str) -> None:
        super().__init__(
            title=title,
            version=version,
            description=description,
            openapi_url=None,
            docs_url=None,
            parser=messages.StrictParser(),
            urls_namespace=f"api-{version}",
        )
        self.root = root
        self._document: dict[str, Any] | None = None

    def collect(self, rooms: Iterable[Operations]) -> None:
        """Take in the operations of these rooms."""
        for operations in rooms:
            self.add_router("", operations.router)

    def addresses(self, prefix: str) -> list[URLPattern]:
        """Return one URL for each path; two rooms with one path are a mistake."""
        patterns = []
        seen: set[str] = set()
        for bound in self._get_bound_routers():
            for path, path_view in bound.path_operations.items():
                route = normalize_path(replace_path_param_notation(path)).lstrip("/")
                if route in seen:
                    raise Misconfigured("two rooms declare this address", place=route)
                seen.add(route)
                name = path_view.operations[0].operation_id
                patterns.append(url_path(prefix + route, Address(path_view), name=name))
        return patterns

    def document(self) -> dict[str, Any]:
        """Return the description of the whole interface: OpenAPI 3.1."""
        if self._document is None:
            self._document = describe(self, root=self.root)
        return self._document

    def on_exception(self, request: HttpRequest, exc: Exception) -> NoReturn:  # type: ignore[override]  # noqa: ARG002 - it never returns
        """Let every error pass to `Address`, which undoes the transaction and tells the problem."""
        if isinstance(exc, ValidationError):
            raise messages.of_validation(exc) from None
        if isinstance(exc, HttpError) and isinstance(exc.__cause__, BadInput):
            raise messages.of_body(exc.__cause__) from None
        raise exc
