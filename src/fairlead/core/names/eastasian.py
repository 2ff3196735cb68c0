"""Names of China, Japan and Korea written without a space: family name, then given name.

Names in several pieces have been parted by their writers. Names of foreigners written in these
scripts begin with no family name of the tables or are too long, and stay whole.
"""

from functools import cache

from fairlead.core.names import tables
from fairlead.core.text import Script, fold

# What is written together with a name, before it (Thai) or after it, with its code.
_BEFORE = (("นางสาว", "ms"), ("นาย", "mr"), ("นาง", "mrs"))
_AFTER = (
    *(
        ("先生", "mr"),
        ("女士", "mrs"),
        ("小姐", "ms"),
        ("さん", "mr"),
        ("様", "mr"),
        ("さま", "mr"),
    ),
    *(("씨", "mr"), ("님", "mr"), ("선생", "mr"), ("동지", "comrade"), ("同志", "comrade")),
)
SHORTEST_BESIDE = 2  # characters of a name beside a title that is written together with it
TWO, FOUR = 2, 4  # characters
_LONGEST = {Script.HAN: 5, Script.HANGUL: 4}


def parted(name: str, script: Script) -> tuple[int, ...]:
    """Return where a folded name without a space parts: nowhere, at one place, or at two.

    >>> parted("王小明", Script.HAN), parted("长谷川爱", Script.HAN)
    ((1,), (3,))
    >>> parted("남궁민수", Script.HANGUL)
    (2,)
    """
    if not 1 < len(name) <= _LONGEST.get(script, 0):
        return ()
    return _korean(name) if script is Script.HANGUL else _han(name)


def honorific(name: str) -> tuple[str, int, int] | None:
    """Return the code of a title written together with a name, and where the name lies.

    >>> honorific("王小明先生"), honorific("王小明")
    (('mr', 0, 3), None)
    """
    name_at = len(name) - SHORTEST_BESIDE
    for title, code in _BEFORE:
        if name.startswith(title) and len(title) <= name_at:
            return code, len(title), len(name)
    for title, code in _AFTER:
        if name.endswith(title) and len(title) <= name_at:
            return code, 0, len(name) - len(title)
    return None


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
