"""A unit with hits to work on, and people signed in to it."""

from dataclasses import dataclass

from django.test import Client

from fairlead.core.screening.reading import Entity
from fairlead.kernel.access.context import Context
from fairlead.kernel.people.models import Account
from fairlead.kernel.screening.actions.recording import record_hits
from fairlead.kernel.screening.models import Hit
from tests.contexts import context_of
from tests.kernel.screening.conftest import LISTED, entity, every_hit, meetings
from tests.people import make_account, make_agency, sign_in

CANARY = "Zyxwv Plantedname"


@dataclass(frozen=True)
class Desk:
    """An analyst and a supervisor of one agency."""

    analyst: Account
    supervisor: Account

    @property
    def context(self) -> Context:
        return context_of(self.analyst, "cases.work")

    @property
    def lead(self) -> Context:
        return context_of(self.supervisor, "cases.work")

    def hits(self) -> list[Hit]:
        return sorted(every_hit(self.context), key=lambda hit: (hit.order_at, hit.pk))


def make_desk(language: str = "en") -> Desk:
    agency = make_agency()
    return Desk(
        make_account("analyst", agency=agency, language=language),
        make_account("supervisor", agency=agency, language=language),
    )


def people(count: int) -> list[Entity]:
    """Return so many travellers who bear the name of the listed person, each born on a day."""
    return [
        entity(f"traveller-{place}", "Raphael Hythloday", birthDate=f"{1930 + place}-05-11")
        for place in range(count)
    ]


def fill(desk: Desk, count: int) -> list[Hit]:
    record_hits(desk.context, meetings=meetings(people(count), [LISTED]))
    return desk.hits()


def planted(context: Context) -> Hit:
    """Record a hit whose every value would be seen if it leaked."""
    asked = entity("planted", CANARY, birthDate="1988-08-08", passportNumber="ZUP9L8A7N")
    listed = entity("UTO.999", CANARY, birthDate="1988-08-08", passportNumber="ZUP9L8A7N")
    (found,) = record_hits(context, meetings=meetings([asked], [listed])).new
    return found


def at_work(client: Client, account: Account) -> Client:
    """Sign somebody in, and let her choose her purpose."""
    sign_in(client, account)
    client.post("/purpose/", {"purpose": "cases.work"})
    return client
