from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.kernel.people import actions
from fairlead.kernel.people.adapters import AccountAdapter, note_throttled
from fairlead.kernel.people.authority import of_request
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import current_code

# What the library raises on bytes that no authenticator made.
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, IndexError)
LONGEST_CREDENTIAL = 20_000  # characters; real ones have a tenth of this


class CredentialField(forms.JSONField):
    """What a browser says of a passkey: texts in two layers, and nothing else.

    The shape is checked before the library sees it, because that makes bytes of whatever stands
    there, and ``bytes(10**9)`` takes a gigabyte from whoever has not even signed in.
    """

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        try:
            if len(value or "") > LONGEST_CREDENTIAL:
                raise get_adapter().validation_error("incorrect_code")
            read = super().to_python(value)
        except RecursionError as error:
            raise get_adapter().validation_error("incorrect_code") from error
        if read is not None and not _is_credential(read):
            raise get_adapter().validation_error("incorrect_code")
        return read


def _is_credential(read: object) -> bool:
    if not isinstance(read, dict) or not isinstance(read.get("response"), dict):
        return False
    outer = [read.get(name) for name in ("id", "rawId", "type")]
    inner = dict(read["response"])
    transports = inner.pop("transports", [])
    extensions = read.get("clientExtensionResults", {})
    return (
        all(isinstance(text, str) for text in [*outer, *inner.values()])
        and isinstance(transports, list)
        and all(isinstance(text, str) for text in transports)
        and isinstance(extensions, dict)
        and isinstance(read.get("authenticatorAttachment", ""), str | None)
    )


class CodeForm(forms.Form):
    """The second step of signing in: the app's code of now, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    reauthenticated = False

    def __init__(self, *args: Any, user: Account, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.user = user
        self.authenticator: Authenticator | None = None

    @property
    def demonstration_code(self) -> str:
        """Return the code of now, for visitors of the demonstration and for nobody else."""
        return current_code(self.user) if settings.FAIRLEAD_DEMONSTRATION else ""

    def clean_code(self) -> str:
        request = context.request
        attempt = ratelimit.consume(
            request, app="allauth.account", action="second_factor", key=str(self.user.pk)
        )
        if not attempt:
            note_throttled(request, self.user)
            raise get_adapter().validation_error("incorrect_code")
        code = str(self.cleaned_data["code"])
        if not self._is_right(code):
            _refuse(self.user, "code")
            raise get_adapter().validation_error("incorrect_code")
        attempt.rollback()  # what was right is no attempt
        return code

    def _is_right(self, code: str) -> bool:
        """Use the code up, whichever kind it is."""
        totp = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).first()
        if totp and totp.wrap().validate_code(code):
            self.authenticator = totp
            return True
        authority = of_request(context.request, self.user)
        return actions.use_recovery_code(authority=authority, account=self.user, code=code)

    def save(self) -> None:
        """Note in the session what was shown."""
        again = self.reauthenticated
        if self.authenticator:
            post_authentication(context.request, self.authenticator, reauthenticated=again)
        else:
            kind = {"type": "recovery-code", "reauthenticated": again or None}
            record_authentication(context.request, self.user, "mfa", **kind)


class CodeProofForm(CodeForm):
    """The same, asked again before something sensitive."""

    reauthenticated = True


class AuthenticatorForm(ActivateTOTPForm):
    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class NewPasskeyForm(AddWebAuthnForm):
    credential = CredentialField()
    name = forms.CharField(
        label=pgettext_lazy("of a passkey", "Name"),
        required=False,
        max_length=60,
        help_text=_("By which you will recognise it, for example “laptop” or “grey key”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    passwordless = forms.BooleanField(
        label=_("Also for signing in without the password"),
        required=False,
        initial=True,
        help_text=_("The device then asks for its PIN, fingerprint or face each time."),
    )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


class PasskeyNameForm(EditWebAuthnForm):
    name = forms.CharField(
        label=pgettext_lazy("of a passkey", "Name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class _PasskeyForm(forms.Form):
    """What the three forms that check a passkey share: nothing malformed passes, all is noted."""

    kind = "webauthn"

    def clean_credential(self) -> Authenticator:
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]  # of the form mixed in
        except ValidationError:
            self.refuse()
            raise
        except MALFORMED as error:
            self.refuse()
            raise get_adapter().validation_error("incorrect_code") from error
        return found

    def refuse(self) -> None:
        _refuse(self.user, self.kind)  # type: ignore[attr-defined]


class PasskeyAtSignInForm(_PasskeyForm, AuthenticateWebAuthnForm):
    """A passkey as the second step."""

    credential = CredentialField()


class PasskeyProofForm(_PasskeyForm, ReauthenticateWebAuthnForm):
    """A passkey, asked for again before something sensitive."""

    credential = CredentialField()


class PasskeySignInForm(_PasskeyForm, LoginWebAuthnForm):
    """A passkey as both steps at once: what one has, and the PIN or finger that it asked for."""

    credential = CredentialField()

    def refuse(self) -> None:
        request = context.request
        actions.refuse_session(
            authority=of_request(request),
            account=None,
            reason="passkey",
            address=AccountAdapter(request).get_client_ip(request),
        )


def _refuse(account: Account, kind: str) -> None:
    request = context.request
    actions.refuse_factor(
        authority=of_request(request, account),
        account=account,
        kind=kind,
        address=AccountAdapter(request).get_client_ip(request),
    )
