"""Countries and places as sources write them, and what two of them say about one person."""

from fairlead.core.places.background import Link, numbers
from fairlead.core.places.countries import Country, countries, country
from fairlead.core.places.folding import fold
from fairlead.core.places.grading import grade, grade_many
from fairlead.core.places.locodes import locode
from fairlead.core.places.naming import Place, grade_places, grade_words_and_lands, place

__all__ = [
    "Country",
    "Link",
    "Place",
    "countries",
    "country",
    "fold",
    "grade",
    "grade_many",
    "grade_places",
    "grade_words_and_lands",
    "locode",
    "numbers",
    "place",
]
