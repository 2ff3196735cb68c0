import uuid
from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.views.decorators.http import require_POST

from fairlead.core.ledger import Verb
from fairlead.kernel.access.doors import door, signed_in
from fairlead.kernel.access.requests import HouseRequest
from fairlead.ui.tables import Bulk, table_page
from tests.lodge.models import Guest
from tests.lodge.tables import GUESTS


@door(verb=Verb.CONSULT, data_class="guest")
def guests(request: HouseRequest) -> HttpResponseBase:
    """List the guests; the template asks the database itself, late."""
    template = engines["django"].from_string(
        "{% for guest in guests %}{{ guest.name }}\n{% endfor %}"
    )
    return SimpleTemplateResponse(
        template,
        {"guests": Guest.objects.for_context(request.context)},
    )


@door(verb=Verb.CONSULT, data_class="guest", act="lodge.guest.shown")
def guest(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Guest.objects.for_context(request.context), pk=key)
    name = "*" * len(found.name) if request.look.masks else found.name
    return HttpResponse(name)


@door(verb=Verb.ALTER, data_class="guest")
@require_POST
def rename(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Guest.objects.for_context(request.context, verb=Verb.ALTER), pk=key)
    found.name = request.POST["name"]
    found.save()
    if "fail" in request.GET:
        raise ValueError(request.GET["fail"])
    return HttpResponse("renamed")


@door(verb=Verb.ERASE, data_class="guest")
@require_POST
def erase(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    get_object_or_404(Guest.objects.for_context(request.context), pk=key).delete()
    return HttpResponse("erased")


@door(verb=Verb.CONSULT, data_class="guest")
def stream(request: HouseRequest) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        for one in Guest.objects.for_context(request.context):
            yield one.name

    return StreamingHttpResponse(lines())


@signed_in
def peep(request: HouseRequest) -> HttpResponse:
    """Try to see guests through a door that is not for them."""
    return HttpResponse(Guest.objects.for_context(request.context).count())


@door(verb=Verb.CONSULT, data_class="guest", act="lodge.guest.listed")
def table(request: HouseRequest) -> HttpResponse:
    """List the guests as a desk would."""
    bulk = (Bulk("Wake", "/lodge/table/", key="w"),)
    return table_page(request, GUESTS, "lodge/table.html", bulk=bulk)
