"""What may not be kept at all: recognised in codes and in words of six languages.

Belief, health, union, orientation, origin and political opinion travel in the codes of meals and
services, and in remarks. Intake asks `places` what to take out of a message before anything is
stored, and counts only how many there were of each category: never which, never of whom.

- ``codes``: the table of codes. ``words/``: the word lists, one plain file for each language.
- ``find(text)``: what, and where in the text. ``clean(text)``: the text without it.
- ``places(segments)``: which segments of a message, with their bytes; ``counts`` of them.

>>> from fairlead.core.travel.sensitive import find, of_code
>>> of_code("KSML").value, [one.category.value for one in find("паломник, инвалид")]
('belief', ['belief', 'health'])
"""

from fairlead.core.travel.sensitive.codes import CODES, Category, of_code
from fairlead.core.travel.sensitive.placing import Place, counts, places
from fairlead.core.travel.sensitive.recognise import Cleaned, Finding, clean, find

__all__ = [
    "CODES",
    "Category",
    "Cleaned",
    "Finding",
    "Place",
    "clean",
    "counts",
    "find",
    "of_code",
    "places",
]
