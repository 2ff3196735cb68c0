"""Puts into every page what the frame around it needs."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from fairlead.core.registration import Navigation
from fairlead.kernel.access.policy import purposes
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.rooms import rooms
from fairlead.ui import display


def frame(request: HouseRequest) -> dict[str, Any]:
    """Return navigation, purpose, language and look for the base template."""
    entries = _entries(request)
    return {
        "navigation": [entry for entry in entries if entry["place"] == "main"],
        "places": {entry["place"]: entry for entry in entries if entry["place"] != "main"},
        "purpose_now": _purpose(request),
        "languages": [
            translation.get_language_info(code) | {"current": code == request.LANGUAGE_CODE}
            for code, _name in settings.LANGUAGES
        ],
        "display": display.of(request),
        "demonstration": settings.FAIRLEAD_DEMONSTRATION,
    }


def _entries(request: HouseRequest) -> list[dict[str, Any]]:
    if not request.user.is_authenticated:
        return []
    roles = request.context.roles
    return [
        {
            "label": entry.label,
            "url": reverse(entry.url_name),
            "current": request.path == reverse(entry.url_name),
            "place": entry.place,
        }
        for entry in sorted(_declared(), key=lambda entry: entry.order)
        if not entry.roles or entry.roles & roles
    ]


def _declared() -> list[Navigation]:
    return [entry for room in rooms().values() for entry in room.navigation]


def _purpose(request: HouseRequest) -> Any:  # noqa: ANN401 - a label, or nothing
    """Return what the session works for, in words; None before one is chosen."""
    context = getattr(request, "context", None)
    found = purposes().get(context.purpose) if context else None
    return found.label if found else None
