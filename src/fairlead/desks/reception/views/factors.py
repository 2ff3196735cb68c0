"""Second factors: allauth's pages, each change written to the ledger with itself.

A changed factor ends every other session of the account: whoever came in with a password alone
must not stay.
"""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.people import actions, sessions
from fairlead.kernel.people.authority import of_request
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.proofs import person_of, recently_proven
from fairlead.kernel.people.queries import has_second_factor, unused_recovery_codes


class Overview(IndexView):
    """What the person can show beside the password, and what is missing."""

    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        account = person_of(self.request)
        return super().get_context_data(**kwargs) | {
            "protected": has_second_factor(account),
            "codes_left": unused_recovery_codes(account),
        }


class SetUpAuthenticator(ActivateTOTPView):
    """Show the secret as a picture and in letters, and ask for the code that proves it arrived."""

    @method_decorator(recently_proven)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        # Not allauth's own dispatch, which refuses a second app: here it replaces the first.
        response: HttpResponseBase = super(ActivateTOTPView, self).dispatch(
            request, *args, **kwargs
        )
        return response

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        account = person_of(self.request)
        earlier = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP)
        if earlier.delete()[0]:
            _removed(self.request, account, Authenticator.Type.TOTP)
        response: HttpResponse = super().form_valid(form)
        made = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP)
        made.wrap().validate_code(form.cleaned_data["code"])  # so that it cannot be used again
        _added(self.request, account, Authenticator.Type.TOTP)
        return response

    def get_success_url(self) -> str:
        return _next_step(person_of(self.request))


class RemoveAuthenticator(DeactivateTOTPView):
    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _removed(self.request, person_of(self.request), Authenticator.Type.TOTP)
        return response


class AddPasskey(AddWebAuthnView):
    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _added(self.request, person_of(self.request), Authenticator.Type.WEBAUTHN)
        return response

    def get_success_url(self) -> str:
        return _next_step(person_of(self.request))


class RenamePasskey(EditWebAuthnView):
    def get_success_url(self) -> str:
        return reverse("mfa_index")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own
        actions.rename_factor(
            authority=of_request(self.request),
            account=person_of(self.request),
            kind=Authenticator.Type.WEBAUTHN,
        )
        response: HttpResponse = super().form_valid(form)
        return response


class RemovePasskey(RemoveWebAuthnView):
    def get_success_url(self) -> str:
        return reverse("mfa_index")

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        account = person_of(self.request)
        others = Authenticator.objects.filter(user=account).exclude(pk=self.get_object().pk)
        if not others.exists():
            messages.error(
                self.request, _("This is your only second factor. Set up another one first.")
            )
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        _removed(self.request, account, Authenticator.Type.WEBAUTHN)
        return response


@signed_in
@require_http_methods(["GET", "POST"])
@recently_proven
def recovery_codes(request: HouseRequest) -> HttpResponse:
    """Make ten new codes and show them this once."""
    account = person_of(request)
    if request.method == "GET":
        left = unused_recovery_codes(account)
        return render(request, "reception/recovery_codes.html", {"left": left})
    codes = actions.make_recovery_codes(authority=of_request(request), account=account)
    return render(request, "reception/recovery_codes.html", {"codes": codes})


def _next_step(account: Account) -> str:
    missing = unused_recovery_codes(account) == 0
    return reverse("reception:recovery-codes" if missing else "mfa_index")


def _added(request: HttpRequest, account: Account, kind: str) -> None:
    actions.add_factor(authority=of_request(request), account=account, kind=kind)
    sessions.keep_only_this(request, account)


def _removed(request: HttpRequest, account: Account, kind: str) -> None:
    actions.remove_factor(authority=of_request(request), account=account, kind=kind)
    sessions.keep_only_this(request, account)
