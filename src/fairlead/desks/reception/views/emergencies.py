from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fairlead.core.errors import Conflict
from fairlead.desks.reception.forms.emergencies import EmergencyForm, ReviewForm
from fairlead.kernel.access import emergencies
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.models import Emergency
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.people.proofs import proven_for, recently_proven


@signed_in
@require_GET
def emergency(request: HouseRequest) -> HttpResponse:
    """Show one's own emergency, if one is open, and those that one must review."""
    context = request.context
    own = Emergency.objects.filter(account=context.account).exclude(state="reviewed").first()
    page = {
        "own": own,
        "openable": emergencies.openable(context),
        "to_review": emergencies.for_reviewer(context),
    }
    return render(request, "reception/emergency.html", page)


@signed_in
@require_http_methods(["GET", "POST"])
@proven_for(emergencies.ACT)
def break_glass(request: HouseRequest) -> HttpResponse:
    """Say why, and work under the emergency purpose for an hour at most."""
    form = EmergencyForm(request.POST or None, purposes=emergencies.openable(request.context))
    if not form.is_valid():
        return render(request, "reception/break_glass.html", {"form": form})
    try:
        emergencies.open_emergency(request.context, session=request.session, plea=form.plea())
    except Conflict:
        messages.error(request, _("Your last emergency has not been reviewed yet."))
    else:
        messages.warning(request, _("The glass is broken. Oversight has been told."))
    return redirect("reception:emergency")


@signed_in
@require_POST
def close_emergency(request: HouseRequest, key: UUID) -> HttpResponse:
    """End one's own emergency before its time."""
    own = Emergency.objects.filter(account=request.context.account)
    found = get_object_or_404(own, pk=key)
    emergencies.close_emergency(request.context, emergency=found.pk)
    messages.success(request, _("The emergency is over."))
    return redirect("reception:emergency")


@signed_in
@require_http_methods(["GET", "POST"])
@recently_proven
def review_emergency(request: HouseRequest, key: UUID) -> HttpResponse:
    """Say whether an emergency was justified."""
    found = get_object_or_404(emergencies.for_reviewer(request.context), pk=key)
    form = ReviewForm(request.POST or None)
    if not form.is_valid():
        return render(request, "reception/review.html", {"form": form, "emergency": found})
    emergencies.review_emergency(
        request.context,
        emergency=found.pk,
        verdict=form.cleaned_data["verdict"],
        words=form.cleaned_data["words"],
    )
    messages.success(request, _("Your review is in the ledger."))
    return redirect("reception:emergency")
