"""National numbers of people and organizations, each a row of ``numbers.toml``.

A number keeps the same contract as every other kind (``scheme.Scheme``). Rules are those that the
issuers publish; a number that fails its rule was mistyped, misread, or is of another kind.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

from fairlead.core.identifiers.checksums import weighted
from fairlead.core.identifiers.national.rules import RULES
from fairlead.core.identifiers.scheme import compact

__all__ = ["FOLLOWERS", "National", "kinds_of", "numbers"]

# States whose numbers follow the rule of another's table.
FOLLOWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "ba-jmbg": ("me", "mk", "rs", "si", "hr", "xk"),
    "cz-rc": ("sk",),
    "cz-ico": ("sk",),
    "ee-ik": ("lt",),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check character: its place, the weights of the others, the character by remainder."""

    at: int
    weights: tuple[int, ...]
    characters: str

    def holds(self, number: str) -> bool:
        """Say whether the character at the place is the one that the others ask for."""
        remainder = weighted(number, self.weights) % len(self.characters)
        return self.characters[remainder] == number[self.at]


@dataclass(frozen=True, slots=True)
class National:
    """One kind of national number; ``certain`` says that it has a check character."""

    KIND: str
    country: str
    shape: re.Pattern[str]
    checks: tuple[Check, ...] = ()
    rule: Callable[[str], bool] | None = field(default=None, compare=False)
    pad: int = 0
    of: str = "person"

    @property
    def certain(self) -> bool:
        """Say whether a check character tells a mistyped number from a whole one."""
        return bool(self.checks or self.rule)

    def normalise(self, text: str) -> str:
        """Return letters and digits."""
        return compact(text)

    def check(self, number: str) -> bool:
        """Check the shape and the check characters; a number of one digit alone is none."""
        if not number.isascii() or not self.shape.fullmatch(number) or len(set(number)) == 1:
            return False
        padded = number.rjust(self.pad, "0")
        if self.rule and not self.rule(padded):
            return False
        return all(check.holds(padded) for check in self.checks)

    def shown(self, number: str) -> str:
        """Return the number."""
        return number


@cache
def numbers() -> dict[str, National]:
    """Return every kind by its code."""
    folder = resources.files("fairlead.core.identifiers.national")
    document = tomllib.loads((folder / "numbers.toml").read_text(encoding="utf-8"))
    return {code: _national(code, row) for code, row in document.items()}


def _national(code: str, row: Mapping[str, Any]) -> National:
    checks = tuple(
        Check(check["at"], tuple(check["weights"]), check["characters"])
        for check in row.get("checks", ())
    )
    return National(
        code,
        row["country"],
        re.compile(row["shape"], re.ASCII),
        checks,
        RULES[row["rule"]] if "rule" in row else None,
        row.get("pad", 0),
        row.get("of", "person"),
    )


@cache
def kinds_of(country: str) -> tuple[National, ...]:
    """Return the kinds that a country gives, with its own certain ones first."""
    found = [
        kind
        for kind in numbers().values()
        if kind.country == country or country in FOLLOWERS.get(kind.KIND, ())
    ]
    return tuple(sorted(found, key=lambda kind: not kind.certain))
