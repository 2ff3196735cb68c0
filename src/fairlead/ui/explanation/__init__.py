"""Why somebody is, or is not, taken for an entry of a list, in the words of the reader.

`core.screening` says codes, values and integers; here each code has a complete sentence in six
languages, with dates, countries and numbers as the language writes them, and names standing apart
(``<bdi>``, or the isolates of Unicode at a terminal) so that none turns the line around it.

    told = explained(hit)                      # in the language that is active
    told = explained(reason, "ar", alert_line=350)
    {% load explanation %}{% explanation hit %}    in a template: the whole component

Anything with ``total``, ``score``, ``band``, ``names`` and ``pieces`` can be told: a hit, a reason,
or ``Evidence`` made of a stored line (`from_row`).
"""

from fairlead.ui.explanation.telling import (
    Evidence,
    Line,
    Piece,
    Told,
    Written,
    band_label,
    explained,
    from_row,
)

__all__ = [
    "Evidence",
    "Line",
    "Piece",
    "Told",
    "Written",
    "band_label",
    "explained",
    "from_row",
]
