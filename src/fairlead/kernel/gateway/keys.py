"""The gateway's own keys: derived from the secret of the site, one for each use."""

from django.conf import settings

from fairlead.core.protocol import capsules


def key_for(*purpose: str) -> bytes:
    """Return the key for this use; another use gives another key."""
    return capsules.derive(settings.SECRET_KEY.encode(), "gateway", *purpose)
