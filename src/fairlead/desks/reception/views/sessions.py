from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fairlead.desks.reception import queries
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions
from fairlead.kernel.people.changes import LISTED, changes_since
from fairlead.kernel.people.proofs import person_of, recently_proven


@signed_in
def own_sessions(request: HouseRequest) -> HttpResponse:
    """Show where the person is signed in, and what changed in how they do it."""
    listed = queries.own_sessions(request)
    changes = changes_since(person_of(request), now() - LISTED)
    return render(request, "reception/sessions.html", {"sessions": listed, "changes": changes})


@signed_in
@require_POST
@recently_proven
def end_session(request: HouseRequest, key: int) -> HttpResponse:
    """End one of the person's other sessions."""
    account = person_of(request)
    found = get_object_or_404(UserSession, pk=key, user=account)
    if not found.is_current():
        actions.end_session(authority=request.context.authority(), account=account, session=found)
        messages.success(request, _("That session is ended."))
    return redirect("reception:sessions")


@signed_in
@require_POST
@recently_proven
def end_other_sessions(request: HouseRequest) -> HttpResponse:
    """End all of the person's sessions but this one."""
    count = actions.end_other_sessions(
        authority=request.context.authority(),
        account=person_of(request),
        current_key=str(request.session.session_key),
    )
    words = ngettext("%(count)d session is ended.", "%(count)d sessions are ended.", count)
    messages.success(request, words % {"count": count})
    return redirect("reception:sessions")
