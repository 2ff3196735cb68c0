"""What a scan may have mistaken: other readings of a field that its check digit confirms.

They are offered, never taken. First come readings that have a shape of the issuer, then those with
digits for letters, then the rest. The composite digit is no second witness of a number: its weights
fall on the number as those of the number's own digit do.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from fairlead.core.formats.mrz.grammar import FILLER
from fairlead.core.formats.mrz.messages import Candidate, Check, Zone
from fairlead.core.identifiers.checksums import icao
from fairlead.core.identifiers.confusions import folded, readings
from fairlead.core.identifiers.passport import repaired
from fairlead.core.places import country

MOST: Final = 4
_DATES: Final = frozenset({"birth", "expiry"})
_LETTERS: Final = str.maketrans("015826", "OISBZG")


def candidates(zone: Zone) -> tuple[Candidate, ...]:
    """Return the readings of fields whose check digit does not hold, best first.

    >>> from fairlead.core.formats.mrz.fields import examine
    >>> zone = examine(["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
    ...                 "D2314S8907UTO7408122F1204159<<<<<<<6"])
    >>> zone.number, [(one.text, one.check) for one in candidates(zone)]
    ('D2314S890', [('D23145890', '7')])
    """
    found: list[Candidate] = []
    for check in zone.checks:
        if not check.holds and check.field in _DATES | {"number"}:
            found += _of(zone, check)
    return tuple(found)


def as_letters(name: str) -> str:
    """Return a name with the letters that its digits look like."""
    return name.translate(_LETTERS)


def _of(zone: Zone, check: Check) -> list[Candidate]:
    wanted = folded(check.found)
    for tier in _readings(zone, check):
        found = list(islice(_holding(tier, wanted), MOST))
        if found:
            return [Candidate(check.field, text.rstrip(FILLER), wanted) for text in found]
    return []


def _holding(texts: Iterable[str], digit: str) -> Iterator[str]:
    seen = set()
    for text in texts:
        if text and text not in seen and icao(text) == digit:
            seen.add(text)
            yield text


def _readings(zone: Zone, check: Check) -> Iterator[Iterable[str]]:
    """Yield readings in tiers, the likelier first; those of a tier have as many chances each."""
    text = check.text
    if check.field in _DATES:
        yield [each for each in (text, folded(text)) if each.replace(FILLER, "0").isdecimal()]
        return
    yield [text]
    yield [repaired(text.rstrip(FILLER), country(zone.issuer))]
    yield readings(text, digits=True)
    yield readings(text)
