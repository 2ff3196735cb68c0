"""Short forms, pet forms and abbreviations of given names: Bill is William, Саша is Александр.

The groups stand in ``tables/nicknames``, one line each. Two names meet when they share a group; a
name may belong to several (Sasha is Alexander and Alexandra, Ted is Edward and Theodore).
"""

from functools import cache

from fairlead.core.names import tables

FILES = ("english", "slavic", "romance", "germanic", "middle-east", "asia-africa")


def nicknames(form: str) -> tuple[int, ...]:
    """Return the numbers of the groups that a folded word belongs to, in order; often none.

    >>> bool(set(nicknames("bill")) & set(nicknames("william")))
    True
    """
    return _groups().get(form, ())


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
