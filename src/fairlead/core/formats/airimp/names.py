"""Names as reservations write them, with titles glued to them: ``JOHNMR``, ``KONG CHUN MRS``.

What was sent stays as it was sent; a title is named beside it. Whether two spellings are the
same name is asked without spaces, marks and titles, and never by likeness: a likeness is not an
identity.
"""

from functools import lru_cache
from typing import NamedTuple

_TITLES = (
    "MR MRS MS MISS MSTR MSTER MASTER MST DR DRMR DRMRS DRMS PROF REV FR SR SIR LADY LORD DAME CAPT"
    " COL GEN MAJ LT SHK SHEIKH HE HH HRH MME MLLE M SRA SRTA HERR FRAU INF CHD INFT"
)
_GLUED = "MR MRS MS MISS MSTR MSTER DR DRMR DRMRS PROF REV CAPT"
# Longest first, so that MSTR is not read as a name with the title MR. Only some are glued by
# reservation systems; FR or M at the end of a name would be a guess.
TITLES = tuple(sorted(_TITLES.split(), key=len, reverse=True))
GLUED = tuple(sorted(_GLUED.split(), key=len, reverse=True))
SEPARATE = frozenset(TITLES)
LEFT_OVER = 2  # letters that a name must keep: AMR is a name, not A with a title


class Given(NamedTuple):
    """A given name without its title, the title, and whether a space set it apart."""

    name: str
    title: str
    sure: bool


@lru_cache(maxsize=1 << 16)
def split_title(given: str) -> Given:
    """Name the title at the end of a given name.

    >>> split_title("KONG CHUN MRS")
    Given(name='KONG CHUN', title='MRS', sure=True)
    >>> split_title("JOHNMR"), split_title("AMR")
    (Given(name='JOHN', title='MR', sure=False), Given(name='AMR', title='', sure=True))
    """
    given = given.strip()
    head, _, last = given.rpartition(" ")
    if last.upper().rstrip(".") in SEPARATE and head:
        return Given(head.rstrip(), last, sure=True)
    if not head and given.upper() in SEPARATE and len(given) > 1:
        return Given("", given, sure=True)
    upper = given.upper()
    for title in GLUED:
        if upper.endswith(title) and len(last) - len(title) >= LEFT_OVER:
            return Given(given[: -len(title)].rstrip(), given[-len(title) :], sure=False)
    return Given(given, "", sure=True)


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """Give the letters of a name, in capitals, without spaces, hyphens and marks.

    >>> key("O'Neill-Ray Jr")
    'ONEILLRAYJR'
    """
    return "".join(filter(str.isalnum, name)).upper()


def spellings(given: str, second: str = "") -> set[str]:
    """Give the letters of a given name, with its title and without."""
    plain = split_title(given)
    found = {key(given), key(plain.name)}
    if second:
        found |= {key(given + second), key(plain.name + split_title(second).name)}
    return found


def same(
    surname: str, given: str, other_surname: str, other_given: str, other_second: str = ""
) -> bool:
    """Whether two names are letter by letter the same, titles aside.

    >>> same("SMITH", "JOHNMR", "SMITH", "JOHN", "ALAN"), same("SMITH", "JMR", "SMITH", "JOHN")
    (True, False)
    >>> same("BUDI", "MSTR", "BUDI", ""), same("BUDI", "MSTR", "BUDI", "AGUS")
    (True, False)
    """
    if not surname or (surname != other_surname and key(surname) != key(other_surname)):
        return False
    if given == other_given:
        return True
    mine, theirs = spellings(given), spellings(other_given, other_second)
    # Who has one name only has no given name, or a title in its place.
    return bool((mine & theirs) - {""}) or ("" in mine and "" in theirs)
