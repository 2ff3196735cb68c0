"""The filters of a table as fields of a form, and those in force as chips that take them away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairlead.core.registration import Label
from fairlead.kernel.access.context import Context
from fairlead.kernel.tables.columns import Column
from fairlead.kernel.tables.filters import Choice, Starts, Words
from fairlead.kernel.tables.states import State
from fairlead.kernel.wording import listed


@dataclass(frozen=True, slots=True)
class Option:
    """One value that can be chosen."""

    code: str
    label: Label
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One field: its name in the address, its label, and what stands in it."""

    name: str
    label: Label
    value: str
    kind: str
    hint: Label = ""


@dataclass(frozen=True, slots=True)
class Control:
    """All fields of the filter of one column."""

    label: Label
    name: str
    options: Sequence[Option] = ()
    boxes: Sequence[Box] = ()
    is_single: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, in words, and the address without it."""

    label: Label
    words: Label
    url: str


def controls(columns: Sequence[Column], context: Context, state: State) -> list[Control]:
    """Return the controls of every column that can be filtered."""
    return [
        _control(column, context, state.filters.get(column.name, {}))
        for column in columns
        if column.filter is not None
    ]


def chips(columns: Sequence[Column], context: Context, state: State, url: str) -> list[Chip]:
    """Return what narrows the list now."""
    return [
        Chip(column.heading, _in_words(column, context, words), _without(state, column.name, url))
        for column in columns
        if (words := state.filters.get(column.name))
    ]


def _control(column: Column, context: Context, words: Words) -> Control:
    name = f"f.{column.name}"
    match column.filter:
        case Choice() as choice:
            chosen = set(words.get("", ()))
            offered = choice.offered(context)
            options = [Option(code, label, code in chosen) for code, label in offered]
            return Control(column.heading, name, options)
        case asked if asked is not None and asked.control == "flag":
            chosen = set(words.get("", ()))
            both = [Option(code, label, code in chosen) for code, label in _yes_and_no()]
            return Control(column.heading, name, both, is_single=True)
        case _:
            return Control(column.heading, name, boxes=list(_boxes(column, words)))


def _boxes(column: Column, words: Words) -> Iterator[Box]:
    asked = column.filter
    if asked is None:
        return
    labels = {"": column.heading, "from": _("From"), "to": _("To")}
    kinds = {"span": "date", "between": "number"}
    for part in asked.parts:
        name = f"f.{column.name}.{part}".rstrip(".")
        value = next(iter(words.get(part, ())), "")
        hint = _("Begins with") if isinstance(asked, Starts) else _("Whole value")
        yield Box(name, labels[part], value, kinds.get(asked.control, "text"), hint)


def _in_words(column: Column, context: Context, words: Words) -> Label:
    match column.filter:
        case Choice() as choice:
            names = dict(choice.offered(context))
            return listed(names.get(code, code) for code in words.get("", ()))
        case asked if asked is not None and asked.control == "flag":
            return listed(dict(_yes_and_no()).get(code, code) for code in words.get("", ()))
        case _:
            return _range(words)


def _range(words: Words) -> str:
    first, last = ("".join(words.get(part, ())) for part in ("from", "to"))
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(first)s") % {"first": first}
    if last:
        return _("up to %(last)s") % {"last": last}
    return "".join(words.get("", ()))


def _yes_and_no() -> list[tuple[str, str]]:
    return [("yes", _("Yes")), ("no", _("No"))]


def _without(state: State, column: str, url: str) -> str:
    query = state.narrowed_by(column, {}).query()
    return f"{url}?{query}" if query else url
