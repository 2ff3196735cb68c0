"""Short forms, pet forms and forms in other languages of given names: Bill, William, Guillermo.

The groups stand in ``tables/nicknames``, one line each. Two names meet when they share a group; a
name may belong to several (Sasha is Alexander and Alexandra, Ted is Edward and Theodore).
"""

import re
from functools import cache

from fairlead.core.names import tables

FILES = ("english", "slavic", "romance", "germanic", "middle-east", "asia-africa", "cognates")


def nicknames(form: str) -> tuple[int, ...]:
    """Return the numbers of the groups that a folded word belongs to, in order; often none.

    >>> bool(set(nicknames("bill")) & set(nicknames("william")))
    True
    """
    groups = _groups()
    found = groups.get(form)
    if found is None and len(form) > SHORTEST_INFLECTED and form.endswith("s"):
        found = groups.get(_BALTIC.sub("", form))
    return found or ()


# The endings that Latvian and Lithuanian give to names of others: Sergejs, Romualdas, Petrovičius.
_BALTIC = re.compile(r"(?:iu|[aiu])?s$")
SHORTEST_INFLECTED = 4  # letters that such a name has more than


@cache
def _groups() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    number = 0
    for file in FILES:
        for line in tables.text(f"nicknames/{file}.txt").splitlines():
            if line and not line.startswith("#"):
                for spelling in line.split(","):
                    words = tables.words(spelling)
                    if len(words) == 1 and number not in found.get(words[0], ()):
                        found[words[0]] = (*found.get(words[0], ()), number)
                number += 1
    return found
