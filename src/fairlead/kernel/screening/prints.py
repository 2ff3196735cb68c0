"""Digests that tell whether two sides are still what they were, and name a pair.

Keyed: who has the database alone can test no guess about who somebody is.
"""

import hmac

from fairlead.core.screening.index import spelled
from fairlead.core.screening.reading import Entity
from fairlead.kernel.gateway.keys import key_for


def print_of(entity: Entity) -> str:
    """Return the fingerprint of all that is said of an entity, in whatever order."""
    return _digest("print", spelled(entity))


def pair_of(asked: str, list_code: str, listed: str) -> str:
    """Return the name of a pair: the person's reference and the entry's, whatever they say."""
    return _digest("pair", asked, list_code, listed)


def _digest(use: str, *words: str) -> str:
    content = "\x1f".join((use, *words)).encode()
    return hmac.digest(key_for("screening"), content, "sha256").hex()
