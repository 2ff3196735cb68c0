"""A small interface over agencies of Utopia, with one operation of every sort."""

import threading
from datetime import date
from uuid import UUID

from django.db import connection
from django.urls import include, path
from ninja import Field, Query, Schema
from pydantic import ConfigDict

from fairlead.core.errors import Conflict, LedgerUnavailable, Refused
from fairlead.core.ledger import Verb
from fairlead.core.protocol.entitytags import entity_tag
from fairlead.kernel.access.doors import Door
from fairlead.kernel.gateway import lists
from fairlead.kernel.gateway.interface import Interface
from fairlead.kernel.gateway.operations import (
    ANY_KEY,
    SIGNED_IN,
    Deprecated,
    Operations,
    purpose_door,
)
from fairlead.kernel.gateway.requests import ApiRequest, require_version
from fairlead.kernel.people.models import Agency

ROOT = "/api/sample/"
operations = Operations("Agencies")
arrived = threading.Event()  # the first of two writers is inside
leave = threading.Event()  # and may go on
leave.set()


class AgencyIn(Schema):
    """A new agency."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(pattern="^[a-z0-9-]+$", min_length=1, max_length=40, examples=["port"])
    name: str = Field(max_length=200, examples=["Port Authority of Utopia"])


class Renaming(Schema):
    """Another name."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=200, examples=["Harbour Authority of Utopia"])


class AgencyOut(Schema):
    """An agency."""

    id: UUID
    code: str = Field(examples=["port"])
    name: str = Field(examples=["Port Authority of Utopia"])


class Wanted(lists.Paging):
    """Which agencies."""

    state: str = ""
    code: list[str] = []


def tag_of(agency: Agency) -> str:
    return entity_tag("agency", agency.pk, agency.name)


@operations.read("/open", door=Door("public", why="a test"), answer=dict[str, bool])
def look_in(request: ApiRequest) -> dict[str, bool]:
    """Look in."""
    return {"open": request.context.account is None}


@operations.read("/agencies", door=SIGNED_IN, scope=ANY_KEY, answer=lists.Page[AgencyOut])
def list_agencies(request: ApiRequest, wanted: Query[Wanted]) -> dict[str, object]:
    """List agencies.

    Ordered by code, backwards.
    """
    found = Agency.objects.all()
    found = found.filter(state=wanted.state) if wanted.state else found
    found = found.filter(code__in=wanted.code) if wanted.code else found
    return lists.page(request, found, order=("-code", "id"), paging=wanted, row=lambda one: one)


@operations.read("/agencies/{uuid:agency_id}", door=SIGNED_IN, answer=AgencyOut, tag=tag_of)
def show_agency(request: ApiRequest, agency_id: UUID) -> Agency:
    """Show an agency."""
    return Agency.objects.get(pk=agency_id)


@operations.create("/agencies", door=SIGNED_IN, answer=AgencyOut, tag=tag_of, largest=2000)
def open_agency(request: ApiRequest, message: AgencyIn) -> Agency:
    """Open an agency."""
    agency = Agency.objects.create(code=message.code, name=message.name, state="UTO")
    arrived.set()
    assert leave.wait(10)
    return agency


@operations.create("/agencies/{uuid:agency_id}/close", door=SIGNED_IN, answer=AgencyOut, status=200)
def close_agency(request: ApiRequest, agency_id: UUID) -> Agency:
    """Close an agency, which always fails after half of the work."""
    agency = Agency.objects.get(pk=agency_id)
    agency.name = "half closed"
    agency.save()
    raise Conflict("The agency has accounts.", code="agency-in-use", place="accounts")


@operations.change(
    "/agencies/{uuid:agency_id}", door=SIGNED_IN, answer=AgencyOut, tag=tag_of, versioned=True
)
def rename_agency(request: ApiRequest, agency_id: UUID, message: Renaming) -> Agency:
    """Rename an agency."""
    agency = Agency.objects.select_for_update().get(pk=agency_id)
    require_version(request, tag_of(agency))
    agency.name = message.name
    agency.save()
    return agency


@operations.change("/agencies/{uuid:agency_id}", method="DELETE", door=SIGNED_IN)
def remove_agency(request: ApiRequest, agency_id: UUID) -> None:
    """Remove an agency."""
    Agency.objects.filter(pk=agency_id)._raw_delete("default")


@operations.read(
    "/guests",
    door=purpose_door(verb=Verb.CONSULT, data_class="guest", act="lodge.guests.listed"),
    scope="lodge.list",
    answer=dict[str, str],
)
def list_guests(request: ApiRequest) -> dict[str, str]:
    """List guests."""
    request.look.add("guest:1")
    return {"purpose": request.context.purpose}


@operations.create(
    "/guests", door=purpose_door(verb=Verb.ERASE, data_class="guest"), answer=dict[str, str]
)
def forget_guests(request: ApiRequest) -> dict[str, str]:
    """Forget guests."""
    return {}


@operations.read("/whoami", door=SIGNED_IN, scope=ANY_KEY, answer=dict[str, str])
def who(request: ApiRequest) -> dict[str, str]:
    """Say who calls."""
    return {"account": str(request.context.account)}


@operations.read(
    "/old",
    door=SIGNED_IN,
    answer=dict[str, str],
    deprecated=Deprecated(since=date(2026, 11, 20), until=date(2028, 11, 20)),
)
def old_way(request: ApiRequest) -> dict[str, str]:
    """Do it the old way."""
    return {}


@operations.read("/work", door=SIGNED_IN, scope="lodge.work", answer=dict[str, str])
def see_work(request: ApiRequest) -> dict[str, str]:
    """See work."""
    return {}


@operations.create("/work", door=SIGNED_IN, scope="lodge.work", answer=dict[str, str])
def do_work(request: ApiRequest) -> dict[str, str]:
    """Do work."""
    return {}


@operations.read("/for-persons", door=SIGNED_IN, answer=dict[str, str])
def see_own(request: ApiRequest) -> dict[str, str]:
    """See what is for persons."""
    return {}


FAILURES = {
    "refused": Refused("Not you.", reasons=("role-missing", "case-missing")),
    "ledger": LedgerUnavailable("The ledger cannot be written."),
    "crash": ValueError("secret-of-the-house"),
}


@operations.read("/failures/{name}", door=SIGNED_IN, answer=dict[str, str])
def fail(request: ApiRequest, name: str) -> dict[str, str]:
    """Fail."""
    if name == "database":
        connection.cursor().execute("SELECT secret_of_the_house FROM nowhere")
    raise FAILURES[name]


interface = Interface(title="Sample", version="sample", description="For tests.", root=ROOT)
interface.collect([operations])
urlpatterns = [
    path("api/", include(interface.addresses("sample/"))),
    path("", include("fairlead.site.urls")),
]
