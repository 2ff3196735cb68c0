"""Django's test client puts a session's key into the cookie itself; the product signs it."""

from collections.abc import Sequence

OURS = "fairlead.kernel.people.middleware.SealedSessionMiddleware"
DJANGOS = "django.contrib.sessions.middleware.SessionMiddleware"


def plain(middleware: Sequence[str]) -> list[str]:
    """Return the middleware with which ``Client.force_login`` works."""
    return [DJANGOS if name == OURS else name for name in middleware]
