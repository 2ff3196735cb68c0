from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fairlead.desks.reception import queries
from fairlead.desks.reception.forms import KeyForm
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions
from fairlead.kernel.people.proofs import person_of, recently_proven
from fairlead.kernel.people.queries import keys_of, services_of


@signed_in
def api_keys(request: HouseRequest) -> HttpResponse:
    """List the services that this person answers for, with their keys."""
    services = queries.services_with_keys(request.context, person_of(request))
    return render(request, "reception/keys.html", {"services": services, "now": now()})


@signed_in
@require_http_methods(["GET", "POST"])
@recently_proven
def new_key(request: HouseRequest, service: UUID) -> HttpResponse:
    """Make a key, and show it this once."""
    person = person_of(request)
    found = get_object_or_404(services_of(person, request.context.roles), pk=service)
    form = KeyForm(request.POST or None)
    if not form.is_valid():
        return render(request, "reception/key_new.html", {"form": form, "service": found})
    key, secret = actions.issue_key(
        authority=request.context.authority(),
        service=found,
        maker=person,
        label=form.cleaned_data["label"],
        scopes=form.cleaned_data["scopes"],
        expires_at=now() + timedelta(days=form.cleaned_data["days"]),
    )
    return render(request, "reception/key_made.html", {"key": key, "secret": secret})


@signed_in
@require_POST
@recently_proven
def revoke_key(request: HouseRequest, key: UUID) -> HttpResponse:
    """End a key at its next call."""
    services = services_of(person_of(request), request.context.roles)
    found = get_object_or_404(keys_of(services).filter(revoked_at__isnull=True), pk=key)
    actions.revoke_key(authority=request.context.authority(), key=found)
    messages.success(request, _("The key %(prefix)s… is revoked.") % {"prefix": found.prefix})
    return redirect("reception:keys")
