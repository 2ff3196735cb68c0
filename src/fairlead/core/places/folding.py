"""The form in which names of places are compared: plain small letters and digits, single spaces."""

import re
import unicodedata

_ALIKE = str.maketrans(
    dict.fromkeys("أإآٱ", "ا")
    | dict.fromkeys("ىیې", "ي")
    | dict.fromkeys("ةۀہ", "ه")
    | dict.fromkeys("'’‘`´ʼ.ـ", "")
    | {"ک": "ك", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
    | {"ё": "е", "&": " and "}
)
_WORDS = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return the words of a place's name without case, marks or punctuation."""
    if text.isascii():
        plain = text.lower().translate(_ALIKE)
    else:
        plain = unicodedata.normalize("NFKD", text.translate(_ALIKE))
        plain = unicodedata.normalize("NFKD", plain.casefold())
        plain = "".join(c for c in plain if not unicodedata.combining(c)).translate(_ALIKE)
        plain = unicodedata.normalize("NFC", plain)
    return " ".join(_WORDS.findall(plain.replace("_", " ")))
