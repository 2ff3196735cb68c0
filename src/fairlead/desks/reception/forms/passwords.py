from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from fairlead.kernel.people.models import Account


def _rules() -> str:
    return " ".join(str(text) for text in password_validators_help_texts() if text)


def _password(label: Any, autocomplete: str, **options: Any) -> forms.CharField:  # noqa: ANN401 - a lazy text; Django's options
    """Return a field that hides what is typed, keeps every character and lets managers fill it."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, **options)


class SignInForm(LoginForm):
    """Address and password, in that order and with nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("E-mail address"),
            widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
        )
        self.fields["password"] = _password(_("Password"), "current-password")

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).lower()


class PasswordProofForm(ReauthenticateForm):
    """The password, asked for again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["password"] = _password(_("Password"), "current-password")


class PasswordChangeForm(ChangePasswordForm):
    """The present password, and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields |= {
            "oldpassword": _password(_("Present password"), "current-password"),
            "password1": _password(_("New password"), "new-password", help_text=_rules()),
            "password2": _password(_("New password, once more"), "new-password"),
        }

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.user)  # type: ignore[arg-type]  # allauth's wider type
        return password


class InvitationForm(forms.Form):
    """A new password, twice, for the person who was invited."""

    email = forms.EmailField(
        label=_("E-mail address"),
        disabled=True,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password1 = _password(_("New password"), "new-password", help_text=lazy(_rules, str)())
    password2 = _password(_("New password, once more"), "new-password")

    def __init__(self, data: QueryDict | None, *, account: Account) -> None:
        super().__init__(data, initial={"email": account.email})
        self.account = account

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.account)
        return password

    def clean_password2(self) -> str:
        password = str(self.cleaned_data["password2"])
        if password != self.cleaned_data.get("password1", password):
            raise ValidationError(_("The two passwords differ."))
        return password
