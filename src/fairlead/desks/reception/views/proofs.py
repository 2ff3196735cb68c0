"""Proving once more who one is, before something sensitive. The session then gets a new key."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse

from fairlead.kernel.people import actions, sessions
from fairlead.kernel.people.authority import of_request
from fairlead.kernel.people.proofs import person_of


class _Proof:
    """Writes the proof down and renews the key of the session."""

    request: HttpRequest
    kind: str

    def form_valid(self, form: Form) -> HttpResponse:
        with transaction.atomic():
            actions.use_factor(
                authority=of_request(self.request),
                account=person_of(self.request),
                kind=self.kind,
            )
            sessions.renew_key(self.request)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the view mixed in
        return response


class ProvePassword(_Proof, ReauthenticateView):
    kind = "password"


class ProveCode(_Proof, ReauthenticateByCodeView):
    kind = "code"


class ProvePasskey(_Proof, ReauthenticateWebAuthnView):
    kind = "webauthn"

    def form_invalid(self, form: Form) -> Any:  # noqa: ANN401 - Django's own answer
        """Show the page again; allauth would send a signed-in person to sign in."""
        return self.render_to_response(self.get_context_data(form=form))
