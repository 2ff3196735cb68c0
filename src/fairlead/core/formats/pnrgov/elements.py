"""What each element of a segment means, so that a page can explain a message as it came.

One line is one segment: its name, then its elements in their order, each with its components
between slashes. ``…`` says that the last element repeats; ``-`` that a place is not used. The
words are those of the PADIS implementation guides, as far as public descriptions have them.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from fairlead.core.formats.edifact import Segment

TABLE = """
MSG message action details | business function/message function | response type
ORG originator of request details | system/system location | agency/office/authority | location |
    company/company location | type of originator | country/currency/language | agent | network
TVL travel product information | departure date/departure time/arrival date/arrival time |
    place of departure/name of place | place of arrival/name of place |
    marketing carrier/operating carrier | flight number/booking class/operational suffix | line item
EQN number of units | number/kind of unit
SRC segment repetition control
RCI reservation control information | carrier/locator/type/date created/time created …
SSR special requirements details | code/status/quantity/carrier/-/-/place of departure/
    place of arrival/text/text/text | data/unit/traveller reference/seat characteristic …
DAT date and time information | kind/date/time …
IFT interactive free text | text subject/kind of information/status/carrier/language | text …
REF reference information | kind/reference …
ADD address information | purpose | kind/street/city/region code/region/country/postcode/text …
EBD excess baggage details | currency/rate | number/kind of unit/unit of measure …
TIF traveller information | surname/kind of name |
    given name/kind of traveller/traveller reference/accompanied by infant …
FTI frequent traveller information |
    carrier/number/traveller reference/status/level/-/level code …
FAR fare information | kind of fare | discount/percentage | country | - | - | fare basis | - …
TKT ticket number details | number/kind of document/number of booklets/data indicator …
MON monetary information | kind of amount/amount/currency/location …
PTK pricing and ticketing details | indicators/indicators | - | date/time | carrier |
    accounting code | place
TXD tax details | category | amount/country/currency/kind of tax …
FOP form of payment | kind/indicator/amount/vendor/account number/expiry …
TRA transport identifier | operating carrier | flight number/booking class/operational suffix
RPI related product information | quantity | status …
APD additional product details | equipment/stops/duration …
TRI traveller reference information | - | sequence number/-/-/traveller reference …
SSD seat selection details | seat | - | - | - | cabin …
TBD traveller baggage details | - | number of bags/weight/unit | pool or ticket/ticket |
    pool/ticket | carrier/tag/number in sequence/destination/kind of place …
ABI additional business source information | source | agent/office | location | country | carrier …
SAC source and action information | source | first action | action | traveller
LTS long text string | text …
ERC application error information | code/code list/agency …
"""


class Part(NamedTuple):
    """One component of a segment: which, what it means, what it says."""

    element: int
    component: int
    meaning: str
    value: str


class Meaning(NamedTuple):
    """The name of a segment and of its elements."""

    name: str
    elements: tuple[tuple[str, ...], ...]
    repeats: bool


@lru_cache(maxsize=1)
def meanings() -> dict[str, Meaning]:
    """Give the table, by tag."""
    joined = TABLE.strip().replace("\n    ", " ")
    return {line[:3]: _meaning(line[4:]) for line in joined.splitlines()}


def _meaning(line: str) -> Meaning:
    name, *elements = (part.strip() for part in line.removesuffix("…").split("|"))
    named = tuple(tuple(one.strip() for one in part.split("/")) for part in elements)
    return Meaning(name, named, line.endswith("…"))


def explain(segment: Segment) -> Iterator[Part]:
    """Yield every component that says something, with its meaning; "" where that is not known.

    >>> [part[2:] for part in explain(Segment("TIF", [["DOE"], ["ANN", "A", "1"]], 0, 0, 1))]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('surname', 'DOE'), ('given name', 'ANN'), ('kind of traveller', 'A'),
     ('traveller reference', '1')]
    """
    known = meanings().get(segment.tag, Meaning("", (), repeats=False))
    last = known.elements[-1:] if known.repeats else ((),)
    names = chain(known.elements, repeat(last[0] if last else ()))
    for element, (parts, meant) in enumerate(zip(segment.elements, names, strict=False)):
        for component, value in enumerate(parts):
            if value:
                meaning = meant[component] if component < len(meant) else ""
                yield Part(element, component, meaning.removeprefix("-"), value)
