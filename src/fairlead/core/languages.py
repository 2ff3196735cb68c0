"""Names in several languages, and which of them somebody reads.

A record that people of different languages see has one name that always holds, its own, and
beside it names in some of the six languages of the United Nations. Who has no name in his
language sees the record's own: a name is never guessed or transliterated.

>>> names = {"fr": "Unité d’information passagers", "zh-hans": "旅客信息组"}
>>> in_language(names, "fr-be", own="PIU"), in_language(names, "ru", own="PIU")
('Unité d’information passagers', 'PIU')
"""

import unicodedata
from collections.abc import Mapping

from fairlead.core.errors import BadInput

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")
LONGEST_NAME = 200
_BANNED = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}  # controls (of direction too), unassigned
_JOINERS = "\u200c\u200d"  # which some scripts write with


def in_language(names: Mapping[str, str], wanted: str | None, *, own: str) -> str:
    """Return the name in this language or in the language that it is a kind of, or its own."""
    tag = (wanted or "").lower()
    while tag:
        if found := names.get(tag):
            return found
        tag = tag.rpartition("-")[0]
    return own


def checked_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return names tidied, without empty ones, in the order of the languages; or say why not."""
    if unknown := set(names) - set(LANGUAGES):
        raise BadInput("is not one of the six languages", place=", ".join(sorted(unknown)))
    tidied = {code: checked_name(names.get(code, ""), place=code) for code in LANGUAGES}
    return {code: name for code, name in tidied.items() if name}


def checked_name(name: str, *, place: str) -> str:
    """Return one name with single spaces, or say why it cannot be one."""
    tidied = " ".join(unicodedata.normalize("NFC", name).split())
    if len(tidied) > LONGEST_NAME:
        raise BadInput(f"has at most {LONGEST_NAME} characters", place=place)
    if any(unicodedata.category(sign) in _BANNED for sign in tidied if sign not in _JOINERS):
        raise BadInput("holds what is no letter, sign or space", place=place)
    return tidied
