"""What a password must not be. Any characters, any length from twelve up; no forced changes."""

import hashlib
import os
from io import BufferedReader

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fairlead.kernel.people.models import Account

# Words that an attacker of this house would try first; docs/operators/accounts.md lists them.
CONTEXT_WORDS = frozenset(
    {"fairlead", "utopia", "passenger", "screening", "sanction", "terror", "analyst", "ministry"}
)
SHORTEST_WORD = 4
REST = 8  # so many characters must remain when every such word is taken away


class ContextWordsValidator:
    """Refuses passwords that are made of the house's own words and the person's own names."""

    def validate(self, password: str, user: Account | None = None) -> None:
        rest = password.lower()
        for word in sorted(_words_about(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < REST:
            raise ValidationError(
                _("This password is made of words that are easy to guess here."),
                code="password_of_context_words",
            )

    def get_help_text(self) -> str:
        return str(_("Not made of your name, your agency or words of this work."))


class BreachedPasswordsValidator:
    """Refuses passwords that are in a list of stolen ones, if the installation has such a list.

    The list is a file with one SHA-1 digest a line, in capitals and in order, as published by
    Have I Been Pwned, also with ``:count`` after it. It is looked up in place, off-line: the
    forty gigabytes of the whole list cost some forty small reads.
    """

    def validate(self, password: str, user: Account | None = None) -> None:  # noqa: ARG002 - Django's signature
        path = settings.FAIRLEAD_BREACHED_PASSWORDS
        if path is None:
            return
        wanted = hashlib.sha1(password.encode()).hexdigest().upper().encode()  # noqa: S324 - the list's own digest
        with path.open("rb") as lines:
            if _first_line_from(lines, wanted).startswith(wanted):
                raise ValidationError(
                    _("This password was stolen elsewhere and is in lists that attackers use."),
                    code="password_breached",
                )

    def get_help_text(self) -> str:
        return ""


def _first_line_from(lines: BufferedReader, wanted: bytes) -> bytes:
    """Return the first line of a sorted file that is not before the wanted one."""
    low, high = 0, lines.seek(0, os.SEEK_END)
    while low < high:
        middle = (low + high) // 2
        line = _line_after(lines, middle)
        if line and line < wanted:
            low = middle + 1
        else:
            high = middle
    return _line_after(lines, low)


def _line_after(lines: BufferedReader, place: int) -> bytes:
    """Return the first line that begins at or after this place; b"" at the end."""
    lines.seek(max(place - 1, 0))
    if place:
        lines.readline()
    return lines.readline()


def _words_about(user: Account | None) -> frozenset[str]:
    texts = [settings.FAIRLEAD_NODE]
    if user is not None:
        texts += [user.name, user.agency.name, *user.agency.names.values()]
        texts += [user.agency.code, user.email]
    words = {word for text in texts for word in _split(text)}
    return CONTEXT_WORDS | {word for word in words if len(word) >= SHORTEST_WORD}


def _split(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
