"""What goes wrong with a name between a person and a list; every function is seeded from outside.

Two families, written apart. ``USUAL`` are the errors that the goals name. ``FOREIGN`` are others,
nearer to how names really suffer (neighbouring keys, sounds, transliteration, carriers' fields);
nothing is tuned on them, so they show whether the engine has learnt the errors or the generator.
Each returns None when the name does not allow the error.
"""

import random
import re
from collections.abc import Callable

Error = Callable[[str, random.Random], str | None]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


# ---------------------------------------------------------------- the errors of the goals
def typo(name: str, rng: random.Random) -> str | None:
    """One letter replaced, inserted, left out or exchanged with the next, anywhere."""
    places = [at for at, letter in enumerate(name) if letter.isalpha()]
    if not places:
        return None
    at, letter = rng.choice(places), rng.choice(LETTERS)
    match rng.randrange(4):
        case 0:
            return name[:at] + letter + name[at + 1 :]
        case 1:
            return name[:at] + letter + name[at:]
        case 2:
            return name[:at] + name[at + 1 :]
        case _:
            return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]


def two_typos(name: str, rng: random.Random) -> str | None:
    once = typo(name, rng)
    return typo(once, rng) if once else None


def swapped(name: str, rng: random.Random) -> str | None:
    parts = name.split()
    if len(parts) < 2:
        return None
    if rng.random() < 0.5:
        return " ".join(parts[1:] + parts[:1])
    return f"{parts[-1]}, {' '.join(parts[:-1])}"


def dropped(name: str, rng: random.Random) -> str | None:
    parts = name.split()
    if len(parts) < 3:
        return None
    parts.pop(rng.randrange(1, len(parts) - 1))
    return " ".join(parts)


def initials(name: str, rng: random.Random) -> str | None:
    parts = name.split()
    if len(parts) < 2 or len(parts[-1]) < 4:
        return None
    return " ".join([f"{part[0]}." for part in parts[:-1]] + [parts[-1]])


def joined(name: str, rng: random.Random) -> str | None:
    parts = name.split()
    if len(parts) < 2:
        return None
    at = rng.randrange(len(parts) - 1)
    return " ".join([*parts[:at], parts[at] + parts[at + 1], *parts[at + 2 :]])


LOOKS_LIKE = {"o": "0", "l": "1", "i": "l", "s": "5", "b": "8", "g": "q", "m": "rn", "e": "c"}


def misread(name: str, rng: random.Random) -> str | None:
    """One letter read as one that looks like it, as by a scanner."""
    low = name.lower()
    places = [at for at, letter in enumerate(low) if letter in LOOKS_LIKE]
    if not places:
        return None
    at = rng.choice(places)
    return low[:at] + LOOKS_LIKE[low[at]] + low[at + 1 :]


USUAL: dict[str, Error] = {
    "typo1": typo,
    "typo2": two_typos,
    "swap_order": swapped,
    "drop_token": dropped,
    "initials": initials,
    "join_space": joined,
    "ocr": misread,
}


# ---------------------------------------------------------------- others
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUNDS = (
    ("ph", "f"),
    ("f", "ph"),
    ("ck", "k"),
    ("c", "k"),
    ("k", "c"),
    ("s", "z"),
    ("z", "s"),
    ("v", "w"),
    ("w", "v"),
    ("i", "y"),
    ("y", "i"),
    ("t", "d"),
    ("d", "t"),
    ("b", "p"),
    ("g", "k"),
    ("x", "ks"),
    ("sh", "sch"),
    ("ch", "tsch"),
)
SPELLINGS = (
    ("oo", "u"),
    ("ou", "u"),
    ("u", "ou"),
    ("ee", "i"),
    ("i", "ee"),
    ("kh", "h"),
    ("kh", "ch"),
    ("gh", "g"),
    ("q", "k"),
    ("k", "q"),
    ("j", "dj"),
    ("dj", "j"),
    ("sh", "ch"),
    ("dh", "d"),
    ("th", "t"),
    ("y", "j"),
    ("aa", "a"),
    ("iya", "ia"),
    ("ai", "ay"),
    ("ay", "ei"),
    ("w", "ou"),
    ("mohammed", "muhamad"),
    ("muhammad", "mohamed"),
    ("hussein", "hoseyn"),
    ("ev", "yev"),
    ("iy", "y"),
    ("zh", "j"),
    ("ts", "c"),
    ("al-", "el-"),
    ("abdul ", "abdel "),
    ("ah", "a"),
    ("e", "i"),
    ("o", "u"),
)


def _letters(name: str, least: int = 1) -> list[int]:
    return [
        at
        for at in range(len(name))
        if name[at].isascii() and name[at].isalpha() and len(name) >= least
    ]


def neighbour_key(name: str, rng: random.Random) -> str | None:
    places = _letters(name)
    if not places:
        return None
    at = rng.choice(places)
    row = next(row for row in ROWS if name[at].lower() in row)
    where = row.index(name[at].lower()) + rng.choice((-1, 1))
    if not 0 <= where < len(row):
        return None
    letter = row[where].upper() if name[at].isupper() else row[where]
    return name[:at] + letter + name[at + 1 :]


def _rewritten(rules: tuple[tuple[str, str], ...]) -> Error:
    def rewrite(name: str, rng: random.Random) -> str | None:
        low = name.lower()
        fitting = [rule for rule in rules if rule[0] in low]
        if not fitting:
            return None
        old, new = rng.choice(fitting)
        at = rng.choice([found.start() for found in re.finditer(re.escape(old), low)])
        return name[:at] + new + name[at + len(old) :]

    return rewrite


def doubled(name: str, rng: random.Random) -> str | None:
    """A letter doubled, or a double letter made single."""
    pairs = [at for at in _letters(name)[1:] if name[at].lower() == name[at - 1].lower()]
    if pairs and rng.random() < 0.5:
        at = rng.choice(pairs)
        return name[:at] + name[at + 1 :]
    at = rng.choice(_letters(name) or [0])
    return name[:at] + name[at].lower() + name[at:] if name else None


def without_vowel(name: str, rng: random.Random) -> str | None:
    """A vowel within a word left out, as from unpointed writing."""
    places = [found.start() + 1 for found in re.finditer(r"(?<=\w)[aeiou](?=\w)", name.lower())]
    at = rng.choice(places or [0])
    return name[: at - 1] + name[at:] if at else None


def titled(name: str, rng: random.Random) -> str | None:
    """The title glued to the given name, as airlines send it: FAMILY/GIVENMR."""
    parts = name.upper().split()
    if len(parts) < 2:
        return None
    return f"{parts[-1]}/{' '.join(parts[:-1])}{rng.choice(('MR', 'MR', 'MR', 'DR'))}"


def cut(name: str, rng: random.Random) -> str | None:
    """The field ended after 20 characters, in the midst of a word."""
    return name[:20].strip() if len(name) > 24 else None


def capitals(name: str, rng: random.Random) -> str | None:
    """Everything in capitals with no space; only for names of two or three parts."""
    parts = re.split(r"[\s-]+", name)
    return "".join(parts).upper() if 2 <= len(parts) <= 3 else None


def added(name: str, rng: random.Random) -> str | None:
    """A middle name that the list does not know."""
    parts = name.split()
    if len(parts) < 2:
        return None
    more = rng.choice(("Ahmed", "Omar", "Maria", "Peter", "Viktor", "Luis", "Hassan", "Karim"))
    return " ".join([parts[0], more, *parts[1:]])


def honoured(name: str, rng: random.Random) -> str | None:
    return f"{rng.choice(('Sheikh', 'Haji', 'Dr.', 'Mr', 'Eng.', 'General', 'Sayyid'))} {name}"


def hyphens(name: str, rng: random.Random) -> str | None:
    """Hyphens become spaces, vanish, or come between two parts."""
    if "-" in name:
        return name.replace("-", rng.choice((" ", "")))
    parts = name.split()
    if len(parts) < 2:
        return None
    at = rng.randrange(len(parts) - 1)
    return " ".join([*parts[:at], f"{parts[at]}-{parts[at + 1]}", *parts[at + 2 :]])


def split_word(name: str, rng: random.Random) -> str | None:
    """A space within a long word."""
    parts = name.split()
    long = [at for at, part in enumerate(parts) if len(part) >= 7]
    if not long:
        return None
    at = rng.choice(long)
    where = rng.randint(3, len(parts[at]) - 3)
    parts[at] = f"{parts[at][:where]} {parts[at][where:]}"
    return " ".join(parts)


FOREIGN: dict[str, Error] = {
    "x_neighbour_key": neighbour_key,
    "x_sound": _rewritten(SOUNDS),
    "x_transliteration": _rewritten(SPELLINGS),
    "x_doubled": doubled,
    "x_without_vowel": without_vowel,
    "x_title_glued": titled,
    "x_cut_at_20": cut,
    "x_no_spaces": capitals,
    "x_extra_name": added,
    "x_honorific": honoured,
    "x_hyphens": hyphens,
    "x_split_word": split_word,
}
