from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from fairlead.desks.reception import queries
from fairlead.kernel.access import notices
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.requests import HouseRequest

LATEST = 100


@signed_in
@require_GET
def listed(request: HouseRequest) -> HttpResponse:
    """Show what this person's roles must learn."""
    found = notices.for_reader(request.context).select_related("agency", "seen_by")[:LATEST]
    return render(request, "reception/notices.html", {"notices": queries.notices_in_words(found)})


@signed_in
@require_POST
def see(request: HouseRequest, key: UUID) -> HttpResponse:
    """Note that it was read."""
    found = get_object_or_404(notices.for_reader(request.context), pk=key)
    notices.see_notice(request.context, notice=found.pk)
    return redirect("reception:notices")
