"""Texts that files and people bring, shown at a terminal without steering it."""

from rich.text import Text

# A terminal does not act on these: the end of a line, what keeps a name's direction to itself, and
# the spaces of French and Russian figures and quotation marks, which do not count as printable.
_HARMLESS = frozenset("\n\u2068\u2069\u00a0\u2009\u202f")


def quoted(text: str) -> Text:
    """Return a text with a mark for each sign that a terminal might act on."""
    return Text("".join(sign if _is_harmless(sign) else "\ufffd" for sign in text))


def _is_harmless(sign: str) -> bool:
    return sign.isprintable() or sign in _HARMLESS
