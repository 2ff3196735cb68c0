from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from fairlead.core.errors import Refused
from fairlead.desks.reception.forms import InvitationForm
from fairlead.kernel.access.doors import public
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions, credentials
from fairlead.kernel.people.authority import of_request
from fairlead.kernel.people.queries import open_invitations

INVITED = "reception.invited"  # in the session: the digest of the link that was followed


@public("whoever has the link is the person invited")
@require_GET
def follow_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address, so that it stands in no history and no referrer."""
    request.session[INVITED] = credentials.digest(token)
    return redirect("reception:invitation")


@public("whoever has followed the link is the person invited")
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Let an invited person choose a password. Signing in follows, with both factors."""
    if too_many := ratelimit.consume_or_429(request, action="invitation"):
        return too_many
    digest = str(request.session.get(INVITED, ""))
    found = open_invitations(now()).filter(digest=digest).first()
    if found is None:
        return render(request, "reception/invitation_over.html", status=410)
    form = InvitationForm(request.POST or None, account=found.account)
    if not form.is_valid():
        return render(request, "reception/invitation.html", {"form": form, "person": found.account})
    try:
        actions.accept_invitation(
            authority=of_request(request, found.account),
            digest=digest,
            password=form.cleaned_data["password1"],
        )
    except Refused:  # the same link was used at the same moment elsewhere
        return render(request, "reception/invitation_over.html", status=410)
    request.session.flush()
    messages.success(request, _("Your password is set. Sign in with it."))
    return redirect("account_login")
