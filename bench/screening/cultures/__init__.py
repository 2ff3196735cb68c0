"""Invented people of many cultures, drawn from tables of single name tokens.

Tokens are commonest first and are drawn with weight 1 / (rank + 4): near enough to how often
names are borne that a Mohammed Ali or a Maria Garcia arises as often as in life. People are
invented: no full name is taken from anywhere, and whoever is listed is so by chance.
"""

import random
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from bench.screening.entities import shared_data

HERE = Path(__file__).parent
Table = dict[str, list[list[str]]]  # "given", "women", "family": tokens, each with its spellings

# The cultures that fill the lists: whoever bears such a name is stopped more often.
HARD = ("saudi", "arab", "persian", "pakistani", "russian", "korean", "chinese", "spanish")
WORLD = (
    "german",
    "french",
    "italian",
    "turkish",
    "indian",
    "indonesian",
    "african",
    "japanese",
    "slavic",
    "us",
)
CONTROL = "us"


def _spellings(text: str) -> list[list[str]]:
    return [[s.replace("_", " ") for s in token.split("=")] for token in text.split()]


@lru_cache(maxsize=32)
def table(culture: str) -> Table:
    own = HERE / f"{culture}.toml"
    if own.exists():
        return {k: _spellings(v) for k, v in tomllib.loads(own.read_text("utf-8")).items()}
    rows = tomllib.loads((HERE / "world.toml").read_text("utf-8"))[culture]
    made = {key: _spellings(rows[key]) for key in ("given", "family") if key in rows}
    if "family" not in made:
        made["family"] = [[token] for token in _by_ending(tuple(rows["endings"].split()))]
    return made


@lru_cache(maxsize=32)
def _by_ending(endings: tuple[str, ...], most: int = 600) -> list[str]:
    return [
        token.capitalize()
        for token, _native, _count in wikidata("russian")
        if token.endswith(endings) and len(token) > 5
    ][:most]


@lru_cache(maxsize=8)
def wikidata(script: str) -> list[tuple[str, str, int]]:
    """Return (Latin token, native token, count) of one script, commonest first."""
    path = shared_data() / "screening" / "names" / f"wd_{script}_80"
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        latin, native, count = line.split("\t")
        rows.append((latin, native.replace(" ", ""), int(count)))
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))


def pick(rng: random.Random, tokens: list[list[str]]) -> str:
    """Draw a token by its rank, then one of its spellings, the usual one most often."""
    spellings = rng.choices(tokens, [1 / (rank + 4) for rank in range(len(tokens))])[0]
    return spellings[0] if rng.random() < 0.6 else rng.choice(spellings)


def _given(rng: random.Random, names: Table) -> str:
    return pick(rng, names["women"] if "women" in names and rng.random() < 0.25 else names["given"])


def _saudi(rng: random.Random) -> str:
    """Return a name as of an office holder: Given [bin] Father [bin Grandfather] Al-Family."""
    names = table("arab")
    bin_ = rng.choice(("bin ", "bin ", "", "", "", "ibn "))
    fathers = [f"{bin_}{pick(rng, names['given'])}" for _n in range(rng.choice((0, 1, 1, 1, 2)))]
    family = pick(rng, names["family"])
    if rng.random() < 0.3:
        family = family.replace("Al-", rng.choice(("Al ", "al-", "Al", "AL-")))
    return " ".join((_given(rng, names), *fathers, family))


def _arab(rng: random.Random) -> str:
    """Return a chain of given names, as in Iraq, Egypt or Yemen, with or without a family."""
    names = table("arab")
    chain = [_given(rng, names), *(pick(rng, names["given"]) for _n in range(rng.choice((1, 2))))]
    if rng.random() < 0.6 or len(chain) == 2:
        chain.append(pick(rng, names["family"]))
    return " ".join(chain)


def _russian(rng: random.Random) -> str:
    names = table("russian")
    family = pick(rng, names["family"])
    if rng.random() < 0.5:
        family = rng.choice(_by_ending(("ov", "ev", "in", "sky"), 1500))
    if rng.random() < 0.25:
        return f"{pick(rng, names['women'])} {family}{'' if family.endswith('y') else 'a'}"
    given = pick(rng, names["given"])
    if rng.random() < 0.5:
        father = pick(rng, names["given"]).rstrip("iy")
        ending = "evich" if father.endswith(("e", "g")) else "ovich"
        given += f" {father.removesuffix('e')}{ending}"
    return f"{given} {family}"


def _korean(rng: random.Random) -> str:
    names = table("korean")
    first, second = pick(rng, names["given"]), pick(rng, names["given"])
    joined = rng.choice((f"{first.title()} {second.title()}", f"{first.title()}-{second}"))
    family = pick(rng, names["family"])
    return f"{family} {joined}" if rng.random() < 0.7 else f"{joined} {family}"


def _chinese(rng: random.Random) -> str:
    names = table("chinese")
    given = pick(rng, names["women" if rng.random() < 0.3 else "given"])
    if rng.random() < 0.7:
        given += pick(rng, names["given"])
    family = pick(rng, names["family"])
    return f"{family} {given.title()}" if rng.random() < 0.6 else f"{given.title()} {family}"


def _spanish(rng: random.Random) -> str:
    names = table("spanish")
    given = _given(rng, names)
    if rng.random() < 0.4:
        given += f" {_given(rng, names)}"
    families = [pick(rng, names["family"])]
    if rng.random() < 0.7:
        families.append(pick(rng, names["family"]))
    return " ".join((given, *families))


def _american(rng: random.Random) -> str:
    names = table("us")
    given = _given(rng, names)
    if rng.random() < 0.4:
        given += f" {rng.choice('ABCDEFGHJKLMPRSTW')}."
    suffix = " Jr." if rng.random() < 0.03 else ""
    return f"{given} {pick(rng, names['family'])}{suffix}"


def _plain(culture: str) -> Callable[[random.Random], str]:
    def invent(rng: random.Random) -> str:
        names = table(culture)
        given = _given(rng, names)
        if rng.random() < 0.15:
            given += f" {_given(rng, names)}"
        return f"{given} {pick(rng, names['family'])}"

    return invent


_OWN: dict[str, Callable[[random.Random], str]] = {
    "saudi": _saudi,
    "arab": _arab,
    "russian": _russian,
    "korean": _korean,
    "chinese": _chinese,
    "spanish": _spanish,
    "us": _american,
}


def invent(culture: str, rng: random.Random) -> str:
    """Return the name of an invented person of that culture."""
    return _OWN.get(culture, _plain(culture))(rng)


def birth_date(rng: random.Random) -> str:
    return f"{rng.randint(1938, 2003)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


# ---------------------------------------------------------------- in their own scripts
SCRIPTS = {
    "arabic": ("saudi", "arab"),
    "cyrillic": ("russian",),
    "hangul": ("korean",),
    "han": ("chinese",),
}
_PAIRS = {"arabic": "arabic", "cyrillic": "russian"}
_LITTLE = {"bin": "بن", "ibn": "ابن", "abdul": "عبد", "abdel": "عبد"}
_SIGNS = {  # surnames, commonest first, and signs that given names are made of
    "hangul": (
        "김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하주구",
        "종민영준현성희석철수일용호진우경환태동승기상훈학국옥명남광은혜미자숙연지",
    ),
    "han": (
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董",
        "伟军明华建国强立平红勇杰涛磊波峰刚辉超新宇阳林斌海龙鹏飞成凯东生志文兵瑞浩晓春光",
    ),
}


@lru_cache(maxsize=4)
def _native_tokens(script: str) -> dict[str, str]:
    """Return for each Latin token its commonest writing in the script."""
    found: dict[str, str] = {}
    for latin, native, _count in wikidata(_PAIRS[script]):
        found.setdefault(latin, native)
    return found


def _written(word: str, script: str) -> str | None:
    """Return one Latin word in the script; None when no pair is known."""
    tokens, low = _native_tokens(script), word.lower()
    if script == "arabic":
        if low in _LITTLE:
            return _LITTLE[low]
        if low.startswith("al-"):
            rest = tokens.get(low[3:])
            return f"ال{rest.removeprefix('ال')}" if rest else None
    return tokens.get(low)


def invent_native(script: str, rng: random.Random) -> str:
    """Return an invented person in their own script; drawn again until every word is known."""
    if script in ("hangul", "han"):
        return _east_asian(script, rng)
    while True:
        words = invent(rng.choice(SCRIPTS[script]), rng).split()
        written = [_written(word, script) for word in words]
        known = [word for word in written if word]
        if len(known) == len(words):
            return " ".join(known)


def _east_asian(script: str, rng: random.Random) -> str:
    """Return a surname and a given name of two signs, as they are written: without a space."""
    families, given = _SIGNS[script]
    family = rng.choices(families, [1 / (rank + 4) for rank in range(len(families))])[0]
    return family + rng.choice(given) + rng.choice(given)
