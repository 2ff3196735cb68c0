"""What a scan may have mistaken: other readings of a field that its check digit confirms.

They are offered, never taken. A reading that the composite digit confirms as well comes first.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from fairlead.core.formats.mrz.fields import composed
from fairlead.core.formats.mrz.grammar import FILLER, LAYOUTS, Layout
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
    >>> zone.number, [(one.text, one.check, one.composite) for one in candidates(zone)]
    ('D2314S890', [('D23145890', '7', True)])
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
    layout = LAYOUTS[zone.layout]
    wanted = folded(check.found)
    found: dict[str, Candidate] = {}
    for text in _readings(zone, check):
        if text and icao(text) == wanted and text not in found:
            confirmed = _confirmed(zone, layout, check, text, wanted)
            found[text] = Candidate(check.field, text.rstrip(FILLER), wanted, confirmed)
            if len(found) == MOST:
                break
    return sorted(found.values(), key=lambda one: not one.composite)


def _readings(zone: Zone, check: Check) -> Iterator[str]:
    text = check.text
    if check.field in _DATES:
        return (each for each in (text, folded(text)) if each.replace(FILLER, "0").isdecimal())
    shaped = (repaired(text.rstrip(FILLER), country(zone.issuer)),)
    return chain((text,), shaped, readings(text, digits=True), readings(text))


def _confirmed(zone: Zone, layout: Layout, check: Check, text: str, digit: str) -> bool:
    """Tell whether the composite digit holds when a field is read so."""
    composite = next((each for each in zone.checks if each.field == "composite"), None)
    line, start, end = layout.fields[check.field]
    if composite is None or len(text) > end - start:
        return False
    rows = list(zone.rows)
    row = rows[line]
    rows[line] = row[:start] + text.ljust(end - start, FILLER) + digit + row[end + 1 :]
    return icao(composed(rows, layout)) == folded(composite.found)
