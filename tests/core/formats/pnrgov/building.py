"""Short ways to write invented PNRGOV messages."""

from fairlead.core.formats.pnrgov import Reservation, Traveller
from fairlead.core.travel import Push
from tests.core.formats.specimens import push

HEAD = "MSG+:22'ORG+ZZ:UTA'TVL+010630:0900:010630:1430+UTA+UTB+ZZ+012'EQN+1'"
RECORD = "SRC'RCI+ZZ:ABC123'"


def raw(body: str, version: str = "13:1", head: str = HEAD) -> bytes:
    count = body.count("'") + head.count("'") + 2
    return f"UNH+1+PNRGOV:{version}:IA+ZZ'{head}{body}UNT+{count}+1'".encode()


def understood(body: str, version: str = "13:1", head: str = HEAD) -> Push:
    return push(raw(body, version, head))


def record(body: str, version: str = "13:1") -> Reservation:
    (found,) = understood(RECORD + body, version).bookings
    assert isinstance(found, Reservation)
    return found


def travellers(body: str) -> list[Traveller]:
    return [one for one in record(body).persons if isinstance(one, Traveller)]


def found(told: Push) -> set[str]:
    """Return the codes of what PNRGOV found wrong; no envelope is tested here."""
    return {one.code for one in told.problems if one.code.startswith("pnrgov")}


def docs(name: str, *, number: str = "X1", sex: str = "F", born: str = "01JAN90") -> str:
    return f"/P/UTO/{number}/UTO/{born}/{sex}/01JAN35/{name}"
