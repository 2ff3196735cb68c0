"""Saying what was done, with the way back where there is one."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from fairlead.core.registration import Label

MARK = "undo="


def done(request: HttpRequest, words: Label, *, undo: str = "") -> None:
    """Say on the next page what was done; ``undo`` is the address that takes it back.

    The message stands in the page like every other. The script lifts it into the corner; what can
    be undone stays there until it is closed.
    """
    messages.success(request, str(words), extra_tags=MARK + undo if undo else "")


def undo_address(extra_tags: str) -> str:
    """Return the address that a message carries, if it is one of this site."""
    address = extra_tags.removeprefix(MARK) if extra_tags.startswith(MARK) else ""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
