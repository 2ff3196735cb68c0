"""Making the background frequency table: from counted tokens and a page of known names to levels.

Three sources. The pair files from which the models of scripts are learned hold, for persons of the
whole world, Latin and native tokens with counts. ``known.txt`` is written by hand, because an
encyclopaedia counts footballers and not people: it says how common the commonest names of each
culture are. Words of organizations come as plain counts.

A share is a share *of persons within one culture*, the one where the name is commonest: that Ahmed
is rare in Norway does not make it evidence against an Ahmed.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from fairlead.core.names import natives
from fairlead.core.names.rarity import unknown
from fairlead.core.scripts import costs, keys
from fairlead.core.scripts.training import counted
from fairlead.core.text import fold

TOKENS_OF_A_PERSON = 2.0
SHARE_OF_ONE_CULTURE = 0.35  # a source counts persons of many cultures; a name lives in few of them
WEIGHT_OF_SILENCE = 0.3  # how much of a source counts that does not know a token: it may lack it
FEWEST = 2
STEP = 100  # millinats between two levels
COMMON = 0.001  # the share from which a name lends its frequency to its other spellings
NEAR = 3000  # millinats between two spellings, up to which it does
OTHER_SPELLING = 1500  # millinats that any other spelling is rarer at least
RAREST_LATIN = 107  # beyond these levels a token is as rare as any other that nobody knows
RAREST_NATIVE = 80


def tallies(lines: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """Count the Latin and the native tokens of one file of pairs."""
    latin: Counter[str] = Counter()
    native: Counter[str] = Counter()
    for line in lines:
        left, right, count = counted(line, "pairs")
        latin[fold(left)] += count
        native[fold(right)] += count
    return latin, native


def shares(tallied: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """Return what share of the persons of one culture bears each token, from several sources.

    A token is pooled over the sources that know it. Where one source has clearly more of it than
    the others (a Hebrew name in the Hebrew file), a cautious estimate from that source counts.
    """
    sources = [(counts, _persons(counts)) for counts in tallied]
    tokens = sorted(set().union(*(counts for counts, _ in sources)))
    found: dict[str, float] = {}
    for token in tokens:
        seen = [(counts.get(token, 0), persons) for counts, persons in sources]
        total = sum(count for count, _ in seen)
        if total < FEWEST:
            continue
        pooled = (total - 0.5) / sum(n if c else n * WEIGHT_OF_SILENCE for c, n in seen)
        cautious = max((count - 2 * math.sqrt(count)) / persons for count, persons in seen)
        found[token] = min(1.0, max(pooled, cautious))
    return found


def _persons(counts: Mapping[str, int]) -> float:
    return sum(counts.values()) / TOKENS_OF_A_PERSON * SHARE_OF_ONE_CULTURE


def known(text: str) -> dict[str, float]:
    """Read the page of names known to be common: the largest share over its cultures."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        if not line or line[0] in "#[":
            continue
        figure, *names = line.split()
        for name in map(fold, names):
            found[name] = max(found.get(name, 0.0), int(figure) / 10_000)
    return found


def words(lines: Iterable[str]) -> dict[str, float]:
    """Read words of organizations: ``word<TAB>share of organizations out of ten thousand``."""
    rows = (line.split("\t") for line in lines if line.strip() and line[0] != "#")
    return {fold(word): float(figure) / 10_000 for word, figure in rows}


def levels(parts: Iterable[Mapping[str, float]]) -> dict[str, int]:
    """Return the level of each token that is commoner than an unknown one of its length."""
    found: dict[str, int] = {}
    for part in parts:
        for token, share in part.items():
            level = round(-math.log(share) * 1000 / STEP)
            if token not in found or level < found[token]:
                found[token] = level
    return {token: level for token, level in found.items() if level <= _rarest(token)}


def _rarest(token: str) -> int:
    return min(RAREST_LATIN if token.isascii() else RAREST_NATIVE, unknown(token) // STEP - 1)


def spread(found: Mapping[str, float], tokens: Iterable[str]) -> dict[str, float]:
    """Let rare spellings of common names be nearly as common as these.

    That two records share the unusual spelling *Mouhammad* says little more than that they share
    the name, so a token counts as one of the spellings of every common name that it may be.
    """
    buckets: dict[int, list[str]] = {}
    for token in sorted(token for token, share in found.items() if share >= COMMON):
        for key in keys(token):
            buckets.setdefault(key, []).append(token)
    pairs = [
        (token, common)
        for token in sorted(tokens)
        for common in sorted(set().union(*(buckets.get(key, ()) for key in keys(token))))
    ]
    apart = costs([token for token, _ in pairs], [common for _, common in pairs])
    lifted: dict[str, float] = {}
    for (token, common), cost in zip(pairs, apart.tolist(), strict=True):
        if cost <= NEAR:
            share = found[common] * math.exp(-(cost + OTHER_SPELLING) / 1000)
            lifted[token] = max(share, lifted.get(token, 0.0))
    return lifted


def table(found: Mapping[str, int]) -> str:
    """Write the levels, commonest first: one line of tokens for each tenth of a nat."""
    rows: dict[int, list[str]] = {}
    for token, level in sorted(found.items()):
        rows.setdefault(level, []).append(token)
    head = "# Written by a program from counts and known.txt: tenths of a nat, and the tokens.\n"
    return head + "".join(f"{level}\t{' '.join(rows[level])}\n" for level in sorted(rows))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("wd_*"))


def _pairs(path: Path) -> Iterator[tuple[str, str, int]]:
    with path.open(encoding="utf-8") as lines:
        yield from (counted(line, path.name) for line in lines)


def build(pairs: Path, beside: Path) -> dict[str, str]:
    """Build the tables from a folder of pair files and the two pages that are kept by hand."""
    latin: list[Counter[str]] = []
    native: list[Counter[str]] = []
    for path in _files(pairs):
        with path.open(encoding="utf-8") as file:
            for part, tally in zip((latin, native), tallies(file), strict=True):
                part.append(tally)
    measured = shares(latin)
    for tally in native:
        measured |= {t: s for t, s in shares([tally]).items() if not t.isascii()}
    certain = known((beside / "known.txt").read_text(encoding="utf-8"))
    measured = {t: s for t, s in measured.items() if t not in certain}
    organizations = words((beside / "organizations.txt").read_text("utf-8").splitlines())
    latin_known = {t: s for t, s in (measured | certain).items() if t.isascii()}
    seen = set().union(*latin, latin_known)
    lifted = spread(latin_known, (token for token in seen if token.isascii()))
    found = levels([certain, measured, organizations, lifted])
    return {
        "natives.txt": natives.table(_pairs(path) for path in _files(pairs)),
        "latin.txt": table({token: level for token, level in found.items() if token.isascii()}),
        "native.txt": table(
            {token: level for token, level in found.items() if not token.isascii()}
        ),
    }
