"""Address of electronic mail (RFC 5321), as mailboxes are compared in practice."""

import re
import unicodedata
from typing import Final

KIND: Final = "email"
_SHAPE: Final = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,251}\.[^\s@<>\".]{2,63}")
_LONGEST: Final = 254
# Hosts that deliver all spellings with dots to one mailbox.
_DOTLESS: Final = frozenset({"gmail.com", "googlemail.com"})


def normalise(text: str) -> str:
    """Return small letters, without what follows a plus, and one spelling of a mailbox."""
    text = unicodedata.normalize("NFKC", text).strip().strip("<>").removeprefix("mailto:")
    local, _at, domain = text.casefold().rpartition("@")
    domain = domain.strip(". ")
    local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def check(number: str) -> bool:
    """Check the shape."""
    return len(number) <= _LONGEST and bool(_SHAPE.fullmatch(number))


def shown(number: str) -> str:
    """Return the address."""
    return number
