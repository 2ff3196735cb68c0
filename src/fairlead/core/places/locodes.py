"""UN/LOCODE: two letters of a country and three characters of a place, ``UT AMA``.

Only the shape and the country are checked, not whether the code is given: the list of the United
Nations has more than a hundred thousand of them and changes twice a year.
"""

import re
from typing import Final

from fairlead.core.places.countries import country

_SHAPE: Final = re.compile(r"([A-Z]{2})[ -]?([A-Z2-9]{3})")
UTOPIA: Final = "UT"  # of examples and exercises; ISO 3166 has given it to nobody


def locode(text: str) -> str:
    """Return a UN/LOCODE without its blank, or an empty string.

    >>> locode("UT AMA"), locode("nlrtm"), locode("ROTTERDAM"), locode("QQ AMA")
    ('UTAMA', 'NLRTM', '', '')
    """
    match = _SHAPE.fullmatch(text.strip().upper())
    if not match or not (match[1] == UTOPIA or country(match[1])):
        return ""
    return match[1] + match[2]
