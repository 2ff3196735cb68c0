"""Cells that hold more than one name: ``John Smith a.k.a. Jack Jones; ДЖОН СМИТ``."""

import re

from fairlead.core.text import script_of

_BETWEEN = re.compile(
    r"\s*(?:;|；|؛|\||\n|(?<=\w\s)(?<!\bimport\s)/\s(?=\S+\s\S)|"
    r"[,(]?\s*\b(?:a\.?\s?k\.?\s?a\b\.?|f\.?\s?k\.?\s?a\b\.?|n\.?\s?k\.?\s?a\b\.?|d\.?b\.?a\b\.?|"
    r"also (?:known|written|spelled) as|formerly(?: known as)?|previously known as|known as|"
    r"better known as|otherwise|alias(?:es)?|он же|известный как|также известн\w+ как|"
    r"alias dictus|dit(?= )|genannt|conocido como|connu sous le nom de|detto|"
    r"المعروف ب|الملقب ب|والمعروف ب|ويعرف ب|又名|别名|別名|化名))[\s:.,]*",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\s*[,(]?\s*\b(?:née|nee|né|geb\.?|geborene|урожд\.?|урожденная)\s+", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]{3,})(?:[)）\]]|$)\s*")


# Remarks of list makers, not part of any name.
_REMARKS = re.compile(
    r"[(（]?\s*\b(?:original script|birth name|name at birth|previously listed as|"
    r"formerly listed as|deceased|true name|real name|in arabic|in persian|in russian)\b\s*[)）]?",
    re.IGNORECASE,
)

# Of every sign above that is made of letters, a word without which it is none.
SIGNS = frozenset({
    *("aka", "fka", "nka", "dba", "as", "alias", "aliases", "dictus", "dit", "genannt", "conocido"),
    *("otherwise", "formerly", "nom", "detto", "же", "как", "المعروف", "الملقب"),
    *("والمعروف", "ويعرف", "又名", "别名", "別名", "化名", "née", "nee", "né", "geb", "geborene"),
    *("урожд", "урожденная"),
    *("listed", "deceased", "true", "real", "arabic", "persian", "russian"),
})  # fmt: skip


def separate(text: str) -> tuple[str, ...]:
    """Return the names that a cell holds, in order and each once; one name comes back alone.

    A name in brackets is another name when it is in another script (``王小明 (Wang Xiaoming)``); a
    name at birth takes the other words of the name before it.

    >>> separate("Jan Novak a.k.a. Ivan Novy")
    ('Jan Novak', 'Ivan Novy')
    >>> separate("Maria Kovacs née Toth")
    ('Maria Kovacs', 'Maria Toth')
    """
    found: dict[str, None] = {}
    for part in _BETWEEN.split(_REMARKS.sub(" ", text)):
        for name in _of_two_scripts(part):
            for one in _at_birth(name):
                if cleaned := one.strip(" \t\r,()（）[]"):
                    found[cleaned] = None
    return tuple(found) or (text,)


def _of_two_scripts(text: str) -> list[str]:
    brackets = _BRACKETS.search(text)
    if brackets is None:
        return [text]
    outside = text[: brackets.start()] + " " + text[brackets.end() :]
    inside = brackets.group(1)
    if script_of(outside) is script_of(inside) or not outside.strip():
        return [text]
    return [outside, inside]


def _at_birth(text: str) -> list[str]:
    found = _BORN.search(text)
    if found is None:
        return [text]
    married = text[: found.start()].split()
    return [text[: found.start()], " ".join([*married[:-1], text[found.end() :]])]
