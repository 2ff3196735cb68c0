"""What a PNRGOV message may hold: its groups by version, and what each element means.

The names are those of the PADIS EDIFACT implementation guides for PNRGOV (IATA, ICAO, WCO), and
the numbers before them are PADIS data elements. A line of `STRUCTURE` is one segment or group:
its status (M must stand, C may stand), how often, and since or until which version. Reading and
writing know nothing of order but this table; a new version is a new line here.
"""

from dataclasses import dataclass
from functools import cache

VERSIONS = (
    *("10.1", "11.1", "12.1", "13.1", "14.1", "15.1"),
    *("16.1", "17.1", "18.1", "19.1", "20.1", "21.1"),
)

STRUCTURE = """
MSG M 1       what the message does
ORG M 1       who sends it
TVL M 1       the flight that is reported
EQN M 1       number of passenger name records
GR1 C 99999   one passenger name record
  SRC M 1     its beginning
  RCI M 1     locators
  SSR C 999   services for all flights
  DAT C 5     dates of the record
  IFT C 999   remarks, other service information
  REF C 1     reference
  ORG C 1     who booked
  ADD C 999   addresses and contacts
  EBD C 99    excess baggage
  GR2 C 999   a traveller
    TIF M 1   name, kind and reference
    FTI C 9   frequent traveller
    IFT C 99  fare calculation, other service information
    REF C 9   unique reference
    EBD C 99  excess baggage
    FAR C 99  fare
    SSR C 999 services of this traveller
    ADD C 999 emergency contact, delivery and collection of a minor
    GR3 C 99  a ticket
      TKT M 1
      MON C 9 amounts
      PTK C 1 where and when it was issued
      TXD C 99 taxes
      DAT C 5 dates of the ticket
      GR4 C 99 how it was paid
        FOP M 1
        IFT C 999 who paid
        ADD C 9
  GR5 C 99    a flight of the itinerary
    TVL M 1   marketing flight
    TVL C 1   operating flight, without places or dates; until 13.1
    TRA C 1   operating flight; since 14.1
    RPI C 1   how many, in which state
    APD C 1   aircraft
    SSR C 999 services on this flight
    RCI C 1   locator with the carrier
    IFT C 999
    GR6 C 99  check-in
      DAT M 1
      ORG C 1 agent
      GR7 C 999 a boarded or checked-in traveller
        TRI M 1 sequence number, traveller
        TIF C 1
        SSD C 1 seat
        TBD C 1 bags
  GR8 C 99    a record divided from this one
    EQN M 1
    RCI M 1
  GR9 C 99    a service other than air
    MSG M 1   of which kind
    TVL C 1
    RPI C 1
    IFT C 99
  GR10 C 999  history: who acted
    ABI M 1
    DAT C 1
    GR11 C 999 what was done
      SAC M 1
      IFT C 99
      TIF C 99
      SSR C 99
      TBD C 99
      GR12 C 99
        TVL M 1
        RPI C 1
  LTS C 9999  history as text
"""

# The operating flight of a code share has the tag of the flight itself; the reader names it apart.
OPERATING = "TVL'"


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the structure: a segment, or a group with what stands in it."""

    name: str
    least: int
    most: int
    words: str
    inside: tuple["Place", ...] = ()

    @property
    def trigger(self) -> str:
        """The tag with which it begins."""
        return self.inside[0].name if self.inside else self.name


def _holds(words: str, version: tuple[int, int]) -> bool:
    """Whether a line belongs to a version: by its last words, ``since`` or ``until`` one."""
    for word, wanted in (("since", version.__ge__), ("until", version.__le__)):
        if f"; {word} " in words:
            return bool(wanted(_numbers(words.rsplit(" ", 1)[1])))
    return True


def _numbers(version: str) -> tuple[int, int]:
    major, _, minor = version.partition(".")
    return int(major), int(minor or 0)


def _places(lines: list[str], depth: int, version: tuple[int, int]) -> tuple[Place, ...]:
    places: list[Place] = []
    while lines and len(lines[0]) - len(lines[0].lstrip()) == depth:
        name, status, most, *words = lines.pop(0).split(None, 3)
        inside = _places(lines, depth + 2, version) if name.startswith("GR") else ()
        text = " ".join(words)
        if name == "TVL" and "until" in text:
            name = OPERATING
        if _holds(text, version):
            places.append(Place(name, int(status == "M"), int(most), text, inside))
    return tuple(places)


@cache
def structure(version: str) -> tuple[Place, ...]:
    """Give the places of a version.

    >>> [place.name for place in structure("13.1")][:5]
    ['MSG', 'ORG', 'TVL', 'EQN', 'GR1']
    """
    return _places(STRUCTURE.strip().splitlines(), 0, _numbers(version))


def nearest(version: str) -> str:
    """Name the newest known version that is not newer than this one; the oldest, if all are."""
    try:
        wanted = _numbers(version)
    except ValueError:
        return VERSIONS[-1]
    older = [known for known in VERSIONS if _numbers(known) <= wanted]
    return older[-1] if older else VERSIONS[0]


@cache
def is_since(version: str, first: str) -> bool:
    """Whether a version is this one or newer.

    >>> is_since("14.1", "14.1"), is_since("13.1", "14.1")
    (True, False)
    """
    return _numbers(nearest(version)) >= _numbers(first)


# MSG, data element 1225: message function; and 4025: business function, in group 9.
FUNCTIONS = {"22": "bookings.push", "141": "bookings.update"}
SERVICES = {"8": "hotel"}
