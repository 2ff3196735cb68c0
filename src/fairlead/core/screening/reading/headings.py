"""Which property a column holds, by its heading in one of many languages."""

from collections.abc import Sequence
from functools import cache
from importlib import resources

from fairlead.core.places import fold

_NEEDED = frozenset({"name", "alias", "firstName", "lastName", "originalScript"})


@cache
def _properties() -> dict[str, str]:
    text = (resources.files("fairlead.core.screening.reading") / "headings.tsv").read_text("utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _tab, headings = line.partition("\t")
            found |= {_key(heading): name for heading in headings.split("|")}
            found.setdefault(_key(name), name)
    return found


def _key(heading: str) -> str:
    return fold(heading.replace("_", " ")).replace(" ", "")


def properties_of(headings: Sequence[str]) -> list[str]:
    """Return the property of each column; an empty string for a column that says nothing here."""
    known = _properties()
    return [known.get(_key(heading), "") for heading in headings]


def holds_names(properties: Sequence[str]) -> bool:
    """Say whether there is a column with a name in it, without which nothing can be screened."""
    return not _NEEDED.isdisjoint(properties)
