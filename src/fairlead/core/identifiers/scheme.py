"""The contract that every kind of number keeps, and what is done with any of them."""

import re
import unicodedata
from typing import Final, Protocol

_SEPARATORS: Final = re.compile(r"[\W_]+")


class Scheme(Protocol):
    """A kind of number: a module, or a row of a table, with these three functions.

    ``normalise`` takes what was written to one compact form, and never fails; ``check`` says
    whether that can be such a number, as far as anybody can tell from the number alone; ``shown``
    is how people write it. A number that exists must never be called wrong: where issuers stray
    from their own rule, the rule is left out.
    """

    @property
    def KIND(self) -> str:  # noqa: N802 — a constant of a module
        """The short name of the kind."""

    def normalise(self, text: str, /) -> str:
        """Return the compact form."""

    def check(self, number: str, /) -> bool:
        """Say whether a compact form can be a number of this kind."""

    def shown(self, number: str, /) -> str:
        """Return the number as people write it."""


def compact(text: str) -> str:
    """Return letters and digits alone, in capitals, digits of every script as those of ASCII."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return _SEPARATORS.sub("", text).upper()


def grouped(number: str, *sizes: int) -> str:
    """Return the number in groups of the sizes, the last size for all that remains."""
    parts = []
    start = 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    while start < len(number):
        parts.append(number[start : start + sizes[-1]])
        start += sizes[-1]
    return " ".join(filter(None, parts))


def is_digits(text: str, length: int = 0) -> bool:
    """Say whether the text is digits of ASCII alone, and that many if a length is given."""
    return text.isascii() and text.isdigit() and length in (0, len(text))
