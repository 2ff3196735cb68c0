"""Where allauth asks the house: who may come in, what is written down, what is encrypted."""

import hashlib
import time
from datetime import datetime
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from fairlead.kernel.people import actions, credentials, sessions
from fairlead.kernel.people.authority import of_request
from fairlead.kernel.people.changes import changes_since
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import (
    FACTORS,
    account_of,
    failures_since,
    has_second_factor,
)
from fairlead.kernel.wording import listed

PROOFS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
WAIT = 5 * 60  # seconds: as long as the narrowest rate limit of settings looks back


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by invitation only, each step of it in the ledger."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and this password do not open an account."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
        "incorrect_code": _("This code is wrong, or was used already."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Refuse: accounts are made by those whose task it is."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's signature
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_throttled(request, account_of(credentials.get("email", "")))
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401, ARG002 - allauth's signature
        """Count for an account whatever the Host header says.

        allauth puts the host into the key. Whoever tries would have five attempts more for every
        port that he invents, because a port is not part of what ``ALLOWED_HOSTS`` checks. What was
        typed is not kept, nor a digest that could be guessed without the secret of the site.
        """
        typed = str(credentials.get("email", "")).strip().lower()
        return salted_hmac("fairlead.people.attempts", typed, algorithm="sha256").hexdigest()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's signature
        account = account_of(credentials.get("email", ""))
        reason = "unknown" if account is None else "password" if account.is_active else "inactive"
        actions.refuse_session(
            authority=of_request(request),
            account=account,
            reason=reason,
            address=self.get_client_ip(request),
        )

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Check the password of somebody who is signed in; failures count like at sign-in."""
        found = self.authenticate(context.request, email=_account(user).email, password=password)
        return found is not None and found.pk == user.pk

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session, its row in the person's own list and its entry, or none of them."""
        account = _account(user)
        before = account.last_login
        with transaction.atomic():
            super().login(request, account)
            UserSession.objects.create_from_request(request)
            actions.open_session(
                authority=of_request(request, account),
                account=account,
                method=method_of(request, account),
                address=self.get_client_ip(request),
                device=self.get_http_user_agent(request),
            )
        if before:
            _tell_of_failures(request, account, before)
            _tell_of_changes(request, account, before)

    def logout(self, request: HttpRequest) -> None:
        """Close the session, and write that it was its owner who did."""
        account = request.user
        if isinstance(account, Account):
            with transaction.atomic():
                actions.close_session(
                    authority=of_request(request), account=account, reason="signed-out"
                )
                UserSession.objects.filter(session_key=request.session.session_key).delete()
                super().logout(request)
        else:
            super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        account = _account(user)
        actions.change_password(
            authority=of_request(context.request, account), account=account, password=password
        )

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Say no more than to somebody without an account."""
        actions.refuse_session(
            authority=of_request(request),
            account=_account(user),
            reason="inactive",
            address=self.get_client_ip(request),
        )
        messages.error(request, _("This passkey does not open an account."))
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ANN401 - allauth's signature
        """Ask again who somebody is, unless they signed in a moment ago."""
        signed_in = sessions.opened_at(context.request.session)
        if time.time() - signed_in < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        required: bool = super().is_reauthentication_required(app=app, **kwargs)
        return required

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """Ask for the second factor where there is one: a password can be watched."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if isinstance(user, Account) and has_second_factor(user):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return [method | {"description": PROOFS[method["id"]]} for method in methods]

    def add_message(  # noqa: PLR0917 - allauth's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,  # noqa: ARG002 - allauth's signature
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Pass on errors only; what was done is said by the page that did it, in our words."""
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: no secret travels by e-mail."""


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: what their owner sees, and how their secrets are kept."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _(
            "This is your only second factor. Set up another one first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return credentials.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return credentials.unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return f"Fairlead {settings.FAIRLEAD_NODE}"

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as an element of the page, without the XML declaration."""
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor: without one, nothing but its set-up could be reached."""
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's signature
        number = Authenticator.objects.filter(user=_account(user), type=type).count() + 1
        return str(_("Passkey %(number)s") % {"number": number})

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": self.get_totp_issuer()}

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()


def method_of(request: HttpRequest, account: Account) -> str:
    """Say how somebody proved who they are in this session, for example ``password+totp``."""
    records = get_authentication_records(request, account)
    steps = [str(record.get("type") or record.get("method")) for record in records]
    return "+".join(steps)


def _tell_of_failures(request: HttpRequest, account: Account, before: datetime) -> None:
    """Tell somebody that others tried: nobody else can know that it was not they."""
    count = failures_since(account, before)
    if count:
        words = ngettext(
            "Since you signed in on %(moment)s, %(count)d attempt to sign in as you failed.",
            "Since you signed in on %(moment)s, %(count)d attempts to sign in as you failed.",
            count,
        )
        moment = date_format(before, "DATETIME_FORMAT")
        messages.warning(request, words % {"moment": moment, "count": count})


def _tell_of_changes(request: HttpRequest, account: Account, before: datetime) -> None:
    """Tell somebody what changed in how they sign in: it may not have been they who did."""
    changes = dict.fromkeys(each.words for each in changes_since(account, before))
    if changes:
        words = _(
            "Since you signed in on %(moment)s: %(changes)s. If this was not you, tell a "
            "security officer at once; the list is under “My account”, “Sessions”."
        )
        moment = date_format(before, "DATETIME_FORMAT")
        messages.warning(request, words % {"moment": moment, "changes": listed(changes)})


def _account(user: AbstractBaseUser) -> Account:
    """Narrow allauth's idea of a user to ours."""
    if not isinstance(user, Account):
        raise TypeError("every user of the house is an account")
    return user


def note_throttled(request: HttpRequest, account: Account | None) -> None:
    """Write that somebody must wait, once for each time of waiting: nobody fills the ledger."""
    address = AccountAdapter(request).get_client_ip(request)
    who = hashlib.sha256(f"{account.pk if account else ''} {address}".encode()).hexdigest()
    if cache.add(f"people.throttled.{who}", True, timeout=WAIT):
        actions.throttle_session(authority=of_request(request), account=account, address=address)
