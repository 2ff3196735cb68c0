"""Puts into every page what the frame around it needs."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from fairlead.core.registration import Navigation
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.rooms import rooms


def frame(request: HouseRequest) -> dict[str, Any]:
    """Return navigation, language and direction for the base template."""
    return {
        "navigation": _entries(request),
        "languages": [
            translation.get_language_info(code) | {"current": code == request.LANGUAGE_CODE}
            for code, _name in settings.LANGUAGES
        ],
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
        }
        for entry in sorted(_declared(), key=lambda entry: entry.order)
        if not entry.roles or entry.roles & roles
    ]


def _declared() -> list[Navigation]:
    return [entry for room in rooms().values() for entry in room.navigation]
