"""One's own views of lists, and the files that one asked for."""

import uuid

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fairlead.core.errors import BadInput, Conflict
from fairlead.desks.reception import queries
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.tables import actions
from fairlead.kernel.tables.declarations import tables


@require_POST
@signed_in
def keep_view(request: HouseRequest) -> HttpResponse:
    """Keep a way of looking at a list under a name."""
    table = tables().get(request.POST.get("table", ""))
    if table is None:
        raise BadRequest("there is no such list")
    try:
        actions.keep_view(
            context=request.context,
            table=table,
            name=request.POST.get("name", ""),
            query=request.POST.get("query", ""),
            shared=request.POST.get("shared") == "yes",
        )
    except (BadInput, Conflict) as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("The view is kept."))
    return _back(request)


@require_POST
@signed_in
def drop_view(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Forget one of one's own views."""
    actions.drop_view(context=request.context, view=key)
    messages.success(request, _("The view is removed."))
    return _back(request)


@require_GET
@signed_in
def exports(request: HouseRequest) -> HttpResponse:
    """Show the files that this person asked for, and how far each is."""
    found = queries.exports(request.context)
    goes_on = any(each.goes_on for each in found)
    return render(request, "reception/exports.html", {"exports": found, "goes_on": goes_on})


def _back(request: HouseRequest) -> HttpResponse:
    address = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return redirect(address if own else "/")
