"""How a person wants pages to look and to listen: kept by the browser, known to the server.

Two cookies, so that a page is right from its first line and no script has to mend it. They say
nothing about anybody, and outlive the session as a monitor does.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label

THEMES: dict[str, Label] = {
    "system": pgettext_lazy("theme", "As the system"),
    "light": pgettext_lazy("theme", "Light"),
    "dark": pgettext_lazy("theme", "Dark"),
    "contrast": pgettext_lazy("theme", "High contrast"),
}
KEYS = ("on", "off")  # single letters as commands: WCAG 2.1.4 wants a switch
_KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Display:
    """What was chosen, or what is so without a choice."""

    theme: str = "system"
    keys: str = "on"

    @property
    def themes(self) -> list[tuple[str, Label, bool]]:
        """Return every theme, its name, and whether it is the chosen one."""
        return [(code, label, code == self.theme) for code, label in THEMES.items()]


def of(request: HttpRequest) -> Display:
    """Return how this browser wants its pages; what it invents is not believed."""
    theme, keys = request.COOKIES.get("theme", ""), request.COOKIES.get("keys", "")
    return Display(theme if theme in THEMES else "system", keys if keys in KEYS else "on")


def keep(response: HttpResponse, **chosen: str) -> None:
    """Let the browser keep those choices that there are."""
    for name, known in (("theme", THEMES), ("keys", KEYS)):
        if chosen.get(name) in known:
            response.set_cookie(
                name,
                chosen[name],
                max_age=_KEPT,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
