"""The law in force here: adopted once, kept in the database, changed by two persons only.

The profile that the settings name is a *proposal*. It becomes the law of this installation when
it is adopted: the first time by itself, later by an approval (``retention.change_term``). So
nobody shortens or lengthens a term by editing a file, and a certificate of five years ago can
still be read beside the very text by which it was made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from fairlead.core.retention import SHIPPED, BadProfile, Law, read_profile, shipped
from fairlead.kernel.clock import now
from fairlead.kernel.retention.models import LawInForce

GENERIC = "generic"
Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Adopted:
    """A law and its number here."""

    edition: int
    law: Law


def proposed() -> Texts:
    """Return the file that the settings name, what it rests on, and the generic one behind."""
    chosen = str(settings.FAIRLEAD_PROFILE)
    behind = read_profile(_text(chosen).encode(), _name(chosen)).rests_on
    names = dict.fromkeys(filter(None, (chosen, behind, GENERIC)))
    return tuple((_name(name), _text(name)) for name in names)


def in_force() -> Adopted | None:
    """Return the law that was adopted last; ``None`` before the first time."""
    row = LawInForce.objects.order_by("-edition").first()
    return Adopted(row.edition, read(_texts(row.profiles))) if row else None


def edition(number: int) -> Adopted:
    """Return an earlier law, to read an earlier certificate."""
    row = LawInForce.objects.get(edition=number)
    return Adopted(row.edition, read(_texts(row.profiles)))


def change_is_proposed() -> bool:
    """Say whether the settings now name another text than the one in force."""
    current = in_force()
    return current is not None and current.law.digest != read(proposed()).digest


def bases() -> dict[str, str]:
    """Return the legal basis of every purpose that the law in force names one for, today.

    Asked at nearly every request, so the text is not read from the database each time. Before
    the first law is adopted, it is the one that will be.
    """
    latest = LawInForce.objects.order_by("-edition").values_list("edition", "digest").first()
    law = _kept(*latest) if latest else read(proposed())
    return law.bases(now().date())


@lru_cache(maxsize=16)
def _kept(number: int, digest: str) -> Law:
    """Return an adopted law; its digest tells it from that of another database."""
    law = edition(number).law
    if law.digest != digest:
        raise BadProfile("is not the text that was adopted", place=f"edition {number}")
    return law


@lru_cache(maxsize=16)
def read(texts: Texts) -> Law:
    """Read and check the files of one law."""
    return Law([read_profile(text.encode(), name) for name, text in texts])


def _texts(stored: Sequence[Sequence[str]]) -> Texts:
    return tuple((name, text) for name, text in stored)


def _name(chosen: str) -> str:
    return f"{chosen}.toml" if chosen in SHIPPED else Path(chosen).name


def _text(chosen: str) -> str:
    if chosen in SHIPPED:
        return shipped(chosen).decode()
    path = Path(chosen)
    if path.suffix != ".toml":
        raise BadProfile("is neither a profile that ships nor a .toml file", place=chosen)
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadProfile(f"cannot be read: {error.strerror}", place=chosen) from error
