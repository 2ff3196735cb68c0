"""Numbers of documents that FollowTheMoney keeps apart from their holder.

A passport is an entity of its own there, with its holder's id, or stands within the holder. Either
way its number belongs among the holder's properties, where it can be screened.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from fairlead.core.screening.reading.limits import LONGEST_LINE

Number = tuple[str, str]  # the property, and the text: a number with its issuer behind it
Documents = Mapping[str, Sequence[Number]]

_PROPERTIES: Final = {
    "Passport": ("number", "passportNumber"),
    "Identification": ("number", "idNumber"),
    "CryptoWallet": ("publicKey", "publicKey"),
}
_MOST: Final = 64


def documents_of(stream: BinaryIO) -> Documents:
    """Return the numbers by their holder's id: a first pass over lines that are read afterwards."""
    found: dict[str, list[Number]] = {}
    while line := stream.readline(LONGEST_LINE):
        if b'"holder"' not in line:
            continue
        try:
            document = json.loads(line)
        except (ValueError, RecursionError):
            continue  # the second pass says what is wrong with it
        for number in numbers_in(document):
            for holder in _texts(document["properties"], "holder"):
                found.setdefault(holder, []).append(number)
    return found


def numbers_in(document: object) -> Iterator[Number]:
    """Yield the numbers of a document, each with the country that issued it."""
    if not isinstance(document, dict) or not isinstance(document.get("schema"), str):
        return
    source, target = _PROPERTIES.get(document["schema"], ("", ""))
    properties = document.get("properties")
    country = next(iter(_texts(properties, "country")), "")
    for number in _texts(properties, source):
        yield target, f"{number} ({country})" if country and target != "publicKey" else number


def _texts(properties: object, name: str) -> list[str]:
    values = properties.get(name) if isinstance(properties, dict) else None
    if not isinstance(values, list):
        return []
    return [one for one in values[:_MOST] if isinstance(one, str)]


def with_documents(
    properties: dict[str, tuple[str, ...]], numbers: Sequence[Number]
) -> dict[str, tuple[str, ...]]:
    """Return the properties with the numbers that are not among them."""
    found = dict(properties)
    for name, text in numbers:
        held = found.get(name, ())
        if text not in held:
            found[name] = (*held, text)
    return found
