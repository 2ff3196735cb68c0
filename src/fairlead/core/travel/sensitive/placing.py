"""What to take out of a message before it is stored, segment by segment.

A remark is taken out whole: what stands around a sensitive word tells what the word was. A
special service is taken out whole when its code is sensitive; when only its text is, too. Names
are never searched: somebody may be called Christian, Moor or Gay.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from fairlead.core.travel.model import Span
from fairlead.core.travel.sensitive.codes import Category, of_code
from fairlead.core.travel.sensitive.recognise import find

# Services whose text is a name, a document, a number or a seat.
_NAMED = (
    "DOCS DOCO DOCA INFT CTCE CTCM CTCR PCTC FOID FQTV FQTR FQTU FQTS TKNE TKNA TKNM TKNR TKTL"
    " SEAT RQST NSST NSSA NSSB NSSW NSSR CHLD GRPS GRPF ADTK ADPI ADMD"
)
NAMED = frozenset(_NAMED.split())
TEXTS = {"IFT": 1, "LTS": 0, "FTX": 1}  # tag: the first element of text
# As it is written everywhere, and in contacts of records, where // stands for @ and ./ for -.
_DOMAIN = r"(?:[\w\-]{1,63}\.){1,8}[A-Za-z]{2,24}\b"
_EMAIL = re.compile(rf"[\w.+\-]{{1,64}}@{_DOMAIN}")
_CONTACT = re.compile(rf"(?<=CTCE)\s+(?:[\w.+\-]|\./){{1,64}}//{_DOMAIN}", re.IGNORECASE)
FARE_CALCULATION = "15"  # of IFT: cities, fares and taxes


class Split(Span, Protocol):
    """A segment that was split."""

    @property
    def elements(self) -> list[list[str]]: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A segment to be taken out: its number, its bytes, and what it reveals."""

    segment: int
    tag: str
    start: int
    end: int
    categories: tuple[Category, ...]


def places(segments: Iterable[Split]) -> tuple[Place, ...]:
    """Find every segment of a message that reveals what must not be kept."""
    return tuple(
        Place(one.ordinal, one.tag, one.start, one.end, categories)
        for one in segments
        if (categories := tuple(_categories(one)))
    )


def counts(found: Iterable[Place]) -> Mapping[Category, int]:
    """Count what was found by category: all that may be kept of it."""
    return Counter(category for place in found for category in place.categories)


def _categories(segment: Split) -> Iterator[Category]:
    elements = segment.elements
    if not elements:
        return
    if segment.tag == "SSR":
        head = elements[0]
        code = head[0].strip().upper() if head else ""
        category = of_code(code)
        if category is not None:
            yield category
        elif code not in NAMED:
            yield from _of_text(" ".join(head[8:]))
    elif segment.tag in TEXTS:
        if segment.tag == "IFT" and len(elements[0]) > 1 and elements[0][1] == FARE_CALCULATION:
            return
        parts = elements[TEXTS[segment.tag] :]
        yield from _of_text(" ".join(part for components in parts for part in components))


def _of_text(text: str) -> list[Category]:
    """Find what a text reveals; an e-mail address in it is a name, and a name is never searched."""
    if "@" in text:
        text = _EMAIL.sub(" ", text)
    if "//" in text:
        text = _CONTACT.sub(" ", text)
    return list(dict.fromkeys(one.category for one in find(text)))
