"""Tells whether a subject still is what it was when a person judged it.

"Cleared stays cleared": a judgement is bound to the fingerprints of both sides and holds while
both stay as they are. So a fingerprint must not change when nothing relevant does (order,
spacing, capitals, a further source for a thing already known), and must change whenever
something relevant does (a name, its quality, a number, a fact).

It is keyed, because the bare digest of a person's particulars lets anyone who has the database
test a guess about who it is.

>>> from fairlead.core.cases.particulars import Name, Particulars
>>> one = Particulars(kind="person", names=(Name("Amal  UTOPIA"), Name("Ama", "weak")))
>>> two = Particulars(kind="person", names=(Name("Ama", "weak"), Name("amal utopia")))
>>> fingerprint(one, key=b"k" * 32) == fingerprint(two, key=b"k" * 32)
True
"""

import hmac
import json
import unicodedata

from fairlead.core.cases.particulars import Identifier, IdentifierKind, Particulars

VERSION = "fp1"
SHORTEST_KEY = 16
# Their parts are told apart by case or by punctuation.
_AS_WRITTEN = frozenset({IdentifierKind.EMAIL, IdentifierKind.OTHER, IdentifierKind.DIGEST})


def fingerprint(held: Particulars, *, key: bytes) -> str:
    """Return ``fp1:`` and 64 hexadecimal digits."""
    if len(key) < SHORTEST_KEY:
        raise ValueError("the key of a fingerprint has at least 16 bytes")
    return f"{VERSION}:{hmac.digest(key, relevant(held), 'sha256').hex()}"


def relevant(held: Particulars) -> bytes:
    """Return what a judgement rests on, in one canonical form."""
    content = {
        "kind": str(held.kind),
        "names": sorted({(str(name.kind), plain(name.text)) for name in held.names}),
        "identifiers": sorted(
            {(str(one.kind), number(one), plain(one.issuer)) for one in held.identifiers}
        ),
        "facts": sorted({(fact.key, plain(fact.value)) for fact in held.facts}),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plain(text: str) -> str:
    """Return a text without differences that mean nothing: width, capitals, spacing.

    >>> plain("  Ａmal   UTOPIA ")
    'amal utopia'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.split())


def number(identifier: Identifier) -> str:
    """Return the value of an identifier in the form in which equal ones are equal.

    >>> number(Identifier("passport", "uto-123 456"))
    'UTO123456'
    """
    value = plain(identifier.value)
    if identifier.kind in _AS_WRITTEN:
        return value
    return "".join(letter for letter in value if letter.isalnum()).upper() or value
