"""Names of China, Japan and Korea written without a space: family name, then given name.

Names in several pieces have been parted by their writers. Names of foreigners written in these
scripts begin with no family name of the tables or are too long, and stay whole.
"""

from functools import cache

from fairlead.core.names import tables
from fairlead.core.text import Script, fold

HONORIFICS = ("先生", "女士", "小姐", "氏", "씨", "さん", "様")
TWO, FOUR = 2, 4  # characters
_LONGEST = {Script.HAN: 5, Script.HANGUL: 4}


def parted(name: str, script: Script) -> tuple[int, ...]:
    """Return where a folded name without a space parts: nowhere, at one place, or at two.

    >>> parted("毛泽东", Script.HAN), parted("长谷川爱", Script.HAN)
    ((1,), (3,))
    >>> parted("남궁민수", Script.HANGUL)
    (2,)
    """
    if not 1 < len(name) <= _LONGEST.get(script, 0):
        return ()
    return _korean(name) if script is Script.HANGUL else _han(name)


def _korean(name: str) -> tuple[int, ...]:
    families = _families()
    if len(name) > TWO and name[:TWO] in families["korean-long"]:
        return (2,)
    return (1,) if len(name) < FOUR and name[0] in families["korean"] else ()


def _han(name: str) -> tuple[int, ...]:
    families = _families()
    for length in (4, 3, 2):
        if name[:length] in families["japanese"]:
            return (length,) if len(name) > length else ()
        if name[:length] in families["chinese-long"] and len(name) > length:
            return (length,)
    chinese = families["chinese"]
    if len(name) == FOUR:  # a married woman's two family names, or two and two as in Japan
        return (1, 2) if name[0] in chinese and name[1] in chinese else (2,)
    is_family = name[0] in chinese or name[0] in families["japanese"]
    return (1,) if is_family and len(name) < FOUR else ()


@cache
def _families() -> dict[str, frozenset[str]]:
    found = {}
    for line in tables.text("surnames.txt").splitlines():
        if not line.startswith("#"):
            code, _colon, names = line.partition(":")
            found[code] = frozenset(map(fold, names.split()))
    return found
