"""The API at ``/api/v1``: the operations of every room, collected, with their reference.

A room has operations if it has a module ``api`` with ``operations`` (one collection, or a tuple
of several); there is nothing to register here.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.urls import URLPattern, path
from django.utils.module_loading import module_has_submodule

from fairlead.kernel.gateway.interface import Interface
from fairlead.kernel.gateway.operations import ANY_KEY, SIGNED_IN, Operations
from fairlead.kernel.gateway.requests import ApiRequest
from fairlead.site import reference

ROOT = "/api/v1/"
DESCRIPTION = (
    "What machines can do with this node of Fairlead: the same acts, under the same rules and in "
    "the same ledger, as on its pages."
)


def rooms_with_operations() -> Iterator[Operations]:
    """Find the operations of every room of the house."""
    for config in apps.get_app_configs():
        ours = config.name.startswith("fairlead.")
        if ours and config.module is not None and module_has_submodule(config.module, "api"):
            declared = import_module(f"{config.name}.api").operations
            yield from declared if isinstance(declared, tuple) else (declared,)


def make() -> Interface:
    """Return the interface with all operations."""
    interface = Interface(title="Fairlead", version="1.0.0", description=DESCRIPTION, root=ROOT)
    own = Operations("Interface")

    @own.read("/openapi.json", door=SIGNED_IN, scope=ANY_KEY, answer=dict[str, Any])
    def describe_interface(request: ApiRequest) -> dict[str, Any]:
        """Describe this interface.

        This very document: OpenAPI 3.1.
        """
        return interface.document()

    interface.collect([own, *rooms_with_operations()])
    return interface


def urls() -> list[URLPattern]:
    """Return the addresses below ``/api/``."""
    interface = make()
    pages = reference.Reference(interface)
    return [
        path("v1/", pages.show, name="api-reference"),
        path("problems/<slug:name>", reference.problem, name="api-problem"),
        *interface.addresses("v1/"),
    ]
