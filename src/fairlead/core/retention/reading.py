"""Reading a profile: strict, because a wrong word here keeps a person's data too long.

What is unknown, missing, doubled or without a citation is refused with file, table and key.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from importlib import resources
from typing import TypeVar

from fairlead.core.errors import BadInput
from fairlead.core.retention.errors import BadProfile
from fairlead.core.retention.law import Basis, Profile, Source, Value
from fairlead.core.retention.orders import DEMANDS, UNSEAL_AUTHORITY
from fairlead.core.retention.period import Period
from fairlead.core.retention.schedule import ANY, Action, Rule

SHIPPED = ("icao-annex9", "eu-pnr", "generic")
_WORD = re.compile(r"[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*", re.ASCII)
_TABLES = {"profile", "source", "rule", "value", "basis"}
LONGEST_BASIS = 300  # characters: it stands in every entry of the ledger
T = TypeVar("T")


def shipped(code: str) -> bytes:
    """Return the bytes of a profile that ships with Fairlead."""
    if code not in SHIPPED:
        raise BadProfile(
            f"No profile of this name ships; there are {', '.join(SHIPPED)}.", place=code
        )
    folder = resources.files("fairlead.core.retention") / "profiles"
    return (folder / f"{code}.toml").read_bytes()


def read_profile(data: bytes, name: str) -> Profile:
    """Read a profile from TOML; ``name`` is what errors call the file."""
    try:
        document = tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadProfile(f"This is not TOML: {error}", place=name) from None
    top = _Table(name, "top", document)
    top.only(_TABLES)
    about = _Table(name, "[profile]", top.get("profile", dict))
    about.only({"code", "title", "version", "rests_on"})
    code = about.word("code")
    sources = {source.code: source for source in _each(top, "source", _source)}
    if len(sources) != len(top.get("source", list)):
        raise BadProfile("Two sources have the same code.", place=f"{name}, [[source]], code")
    profile = Profile(
        code=code,
        title=about.text("title"),
        version=about.text("version"),
        digest=hashlib.sha256(data).hexdigest(),
        sources=tuple(sources.values()),
        rules=tuple(_each(top, "rule", lambda table: _rule(table, sources, code))),
        values=tuple(_each(top, "value", lambda table: _value(table, sources, code))),
        bases=tuple(_each(top, "basis", lambda table: _basis(table, sources, code))),
        rests_on=about.word("rests_on", ""),
    )
    _check_whole(profile, name)
    return profile


class _Table:
    """One table of the file, which knows where it stands and takes nothing on trust."""

    def __init__(self, name: str, label: str, content: Mapping[str, object]) -> None:
        self.name, self.label, self.content = name, label, content

    def bad(self, key: str, message: str) -> BadProfile:
        return BadProfile(message, place=f"{self.name}, {self.label}, {key}")

    def only(self, known: Iterable[str]) -> None:
        for key in self.content:
            if key not in known:
                raise self.bad(key, "This key is not known here.")

    def get(self, key: str, kind: type[T]) -> T:
        found = self.content.get(key)
        if found is None:
            raise self.bad(key, "This must be given.")
        if not isinstance(found, kind) or (kind is date and isinstance(found, datetime)):
            raise self.bad(key, f"This must be a {kind.__name__}.")
        return found

    def text(self, key: str, default: str | None = None) -> str:
        if default is not None and key not in self.content:
            return default
        found = self.get(key, str).strip()
        if not found:
            raise self.bad(key, "This must not be empty.")
        return found

    def word(self, key: str, default: str | None = None) -> str:
        found = self.text(key, default)
        if found != default and not _WORD.fullmatch(found):
            raise self.bad(key, f"{found!r} is not a word of small letters, digits and - _ .")
        return found

    def words(self, key: str) -> frozenset[str]:
        found = self.content.get(key, [])
        if not isinstance(found, list) or not all(
            isinstance(word, str) and _WORD.fullmatch(word) for word in found
        ):
            raise self.bad(key, "This must be a list of words.")
        return frozenset(found)

    def validity(self) -> tuple[date, date | None]:
        start = self.get("valid_from", date)
        end = self.get("valid_until", date) if "valid_until" in self.content else None
        if end is not None and end <= start:
            raise self.bad("valid_until", "The end must come after the beginning.")
        return start, end

    def citation(self, sources: Mapping[str, Source]) -> str:
        """Return the whole citation; without one nothing loads."""
        code, passage = self.text("source"), self.text("citation")
        if code not in sources:
            raise self.bad("source", f"{code!r} is not the code of a [[source]].")
        return f"{sources[code].title}, {passage}"


def _each(top: _Table, kind: str, read: Callable[[_Table], T]) -> list[T]:
    found = top.content.get(kind, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise top.bad(kind, f"This must be written as [[{kind}]].")
    return [
        read(_Table(top.name, f"[[{kind}]] {place}", table))
        for place, table in enumerate(found, start=1)
    ]


def _source(table: _Table) -> Source:
    table.only({"code", "title", "reference", "url", "verified"})
    return Source(
        code=table.word("code"),
        title=table.text("title"),
        reference=table.text("reference"),
        url=table.text("url"),
        verified=table.text("verified"),
    )


_LEGAL = {"source", "citation", "valid_from", "valid_until", "note", "doubt"}


def _rule(table: _Table, sources: Mapping[str, Source], profile: str) -> Rule:
    table.only(_LEGAL | {"record_class", "purpose", "clock", "term", "action", "when", "unless"})
    start, end = table.validity()
    return Rule(
        record_class=table.word("record_class"),
        purpose=table.word("purpose", ANY),
        clock=table.word("clock"),
        term=_period(table),
        action=_action(table),
        citation=table.citation(sources),
        valid_from=start,
        valid_until=end,
        when=table.words("when"),
        unless=table.words("unless"),
        note=table.text("note", ""),
        doubt=table.text("doubt", ""),
        profile=profile,
        place=table.label,
    )


def _period(table: _Table) -> Period:
    try:
        return Period.parse(table.text("term"))
    except BadInput as error:
        raise table.bad("term", error.message) from None


def _action(table: _Table) -> Action:
    found = table.text("action")
    if found not in set(Action):
        raise table.bad("action", f"{found!r} is not one of {', '.join(Action)}.")
    return Action(found)


def _value(table: _Table, sources: Mapping[str, Source], profile: str) -> Value:
    table.only(_LEGAL | {"name", "record_class", "value"})
    start, end = table.validity()
    if table.word("name") == UNSEAL_AUTHORITY and table.get("value", str) not in DEMANDS:
        raise table.bad("value", f"This is one of {', '.join(DEMANDS)}.")
    return Value(
        name=table.word("name"),
        record_class=table.word("record_class", ""),
        value=table.get("value", object),
        citation=table.citation(sources),
        valid_from=start,
        valid_until=end,
        note=table.text("note", ""),
        doubt=table.text("doubt", ""),
        profile=profile,
    )


def _basis(table: _Table, sources: Mapping[str, Source], profile: str) -> Basis:
    table.only(_LEGAL | {"purpose"})
    start, end = table.validity()
    citation = table.citation(sources)
    if len(citation) > LONGEST_BASIS or not citation.isprintable():
        raise table.bad("citation", f"With its source this is one line of {LONGEST_BASIS} at most.")
    return Basis(
        purpose=table.word("purpose"),
        citation=citation,
        valid_from=start,
        valid_until=end,
        note=table.text("note", ""),
        doubt=table.text("doubt", ""),
        profile=profile,
    )


def _check_whole(profile: Profile, name: str) -> None:
    """Check what no single table shows: no class without an end, nothing said twice."""
    if profile.rests_on and profile.rests_on not in SHIPPED:
        raise BadProfile(
            f"It can rest on a profile that ships: {', '.join(SHIPPED)}.",
            place=f"{name}, [profile], rests_on",
        )
    for place, basis in enumerate(profile.bases):
        for earlier in profile.bases[:place]:
            if basis.purpose == earlier.purpose and (
                basis.in_force(earlier.valid_from) or earlier.in_force(basis.valid_from)
            ):
                raise BadProfile(
                    f"{basis.purpose!r} is given two laws for the same days.",
                    place=f"{name}, [[basis]] {place + 1}, purpose",
                )
    for record_class in profile.record_classes:
        if not any(
            rule.action is Action.ERASE
            for rule in profile.rules
            if rule.record_class == record_class
        ):
            raise BadProfile(
                f"No rule says when {record_class!r} is erased.", place=f"{name}, [[rule]], action"
            )
    for place, value in enumerate(profile.values):
        for other in profile.values[:place]:
            if (value.name, value.record_class) == (other.name, other.record_class) and (
                value.in_force(other.valid_from) or other.in_force(value.valid_from)
            ):
                raise BadProfile(
                    f"{value.name!r} is said twice for the same days.",
                    place=f"{name}, [[value]] {place + 1}, name",
                )
