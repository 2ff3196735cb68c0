"""The weights of the engine: one readable file of integers, and its hash.

Weights are millinats (1/1000 of a natural log-odds unit). Because they are integers, sums are
exact in any order and on any machine; that is why one question and a batch of a million give the
same bytes.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from fairlead.core import canonical


@dataclass(frozen=True, slots=True)
class Weights:
    """All numbers by section and name, and the digest under which results cite them."""

    sections: dict[str, dict[str, int | list[int]]]
    digest: str

    def number(self, section: str, name: str) -> int:
        """One weight."""
        value = self.sections[section][name]
        if not isinstance(value, int):
            msg = f"{section}.{name} is not one number"
            raise TypeError(msg)
        return value

    def numbers(self, section: str, name: str) -> list[int]:
        """Return a weight that is graded, as a list."""
        value = self.sections[section][name]
        if isinstance(value, int):
            msg = f"{section}.{name} is not a list"
            raise TypeError(msg)
        return value


def read_weights(text: str) -> Weights:
    """Return the weights in the words of a TOML file."""
    sections = tomllib.loads(text)
    return Weights(sections, canonical.digest(canonical.text(sections)))


@cache
def standard() -> Weights:
    """Return the weights that Fairlead ships with."""
    return read_weights(resources.files(__package__).joinpath("weights.toml").read_text("utf-8"))
