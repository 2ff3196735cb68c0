"""What somebody asked of a table, as it stands in the address.

``q`` search · ``f.<column>`` filters · ``sort`` · ``columns`` · ``size`` · ``found`` a capsule of a
finder · ``place`` a capsule that says where the page begins. Reading never fails: what does not fit
is listed in ``problems``, and a table with problems shows and exports no row.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from fairlead.core.errors import BadInput
from fairlead.kernel.access.context import Context
from fairlead.kernel.tables.columns import Column
from fairlead.kernel.tables.declarations import SIZES, Table
from fairlead.kernel.tables.filters import Words

LONGEST_SEARCH = 100
Filters = Mapping[str, Words]  # column → part → words


@dataclass(frozen=True, slots=True)
class State:
    """One way of looking at a table; everything that is empty is as the table declares it."""

    search: str = ""
    filters: Filters = field(default_factory=dict)
    sort: str = ""
    columns: tuple[str, ...] = ()
    size: int = 0
    found: str = ""
    place: str = ""
    problems: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """Return names and values for an address, in one order."""
        pairs = [("q", self.search), ("found", self.found), ("sort", self.sort)]
        pairs += [
            (f"f.{column}.{part}".rstrip("."), word)
            for column, words in sorted(self.filters.items())
            for part, chosen in sorted(words.items())
            for word in chosen
        ]
        pairs += [("columns", ",".join(self.columns)), ("size", str(self.size or ""))]
        return [(name, value) for name, value in [*pairs, ("place", self.place)] if value]

    def query(self) -> str:
        """Return the part of an address after the question mark."""
        return urlencode(self.pairs())

    def narrowed_by(self, column: str, words: Words) -> "State":
        """Return this state with one filter changed; none if ``words`` is empty. From the start."""
        filters = {name: chosen for name, chosen in self.filters.items() if name != column}
        return replace(self, filters=filters | ({column: words} if words else {}), place="")

    def kept(self, table: Table) -> "State":
        """Return what a saved view keeps: nothing that was typed, and no place."""
        known = {column.name: column for column in table.columns}
        filters = {
            name: words
            for name, words in self.filters.items()
            if (asked := known[name].filter) is not None and not asked.is_typed
        }
        return replace(self, search="", found="", place="", filters=filters, problems=())


def read_state(table: Table, context: Context, given: QueryDict) -> State:
    """Return what the address asks of this table, for this reader."""
    columns = {column.name: column for column in table.columns_for(context)}
    problems: list[str] = []
    filters = dict(_filters(columns, context, given, problems))
    size = given.get("size", "")
    return State(
        search=given.get("q", "").strip()[:LONGEST_SEARCH] if table.searched(context) else "",
        filters=filters,
        sort=_sort(columns, given.get("sort", "")),
        columns=_chosen(columns, given.getlist("columns")),
        size=int(size) if size in map(str, SIZES) else 0,
        found=given.get("found", ""),
        place=given.get("place", ""),
        problems=tuple(problems),
    )


def _sort(columns: Mapping[str, Column], asked: str) -> str:
    column = columns.get(asked.removeprefix("-"))
    return asked if column is not None and column.sort else ""


def _chosen(columns: Mapping[str, Column], asked: Iterable[str]) -> tuple[str, ...]:
    names = {name for text in asked for name in text.split(",")}
    return tuple(name for name in columns if name in names)


def _filters(
    columns: Mapping[str, Column], context: Context, given: QueryDict, problems: list[str]
) -> Iterator[tuple[str, Words]]:
    """Yield every filter that is asked for, and note what is not one of this reader's."""
    known: set[str] = set()
    for name, column in columns.items():
        if column.filter is None:
            continue
        keys = {part: f"f.{name}.{part}".rstrip(".") for part in column.filter.parts}
        known |= set(keys.values())
        asked = {
            part: [word for word in given.getlist(key) if word.strip()]
            for part, key in keys.items()
        }
        words = {part: chosen for part, chosen in asked.items() if chosen}
        if not words:
            continue
        try:
            column.filter.condition(context, words)
        except BadInput as error:
            problems.append(error.message)
        yield name, words
    if any(key.startswith("f.") and key not in known for key in given):
        problems.append(gettext("This list has no such filter for you."))
