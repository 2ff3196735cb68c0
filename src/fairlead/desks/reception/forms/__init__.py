"""What people type at reception, one file per record."""

from fairlead.desks.reception.forms.factors import (
    AuthenticatorForm,
    CodeForm,
    CodeProofForm,
    NewPasskeyForm,
    PasskeyAtSignInForm,
    PasskeyNameForm,
    PasskeyProofForm,
    PasskeySignInForm,
)
from fairlead.desks.reception.forms.keys import KeyForm
from fairlead.desks.reception.forms.passwords import (
    InvitationForm,
    PasswordChangeForm,
    PasswordProofForm,
    SignInForm,
)

__all__ = [
    "AuthenticatorForm",
    "CodeForm",
    "CodeProofForm",
    "InvitationForm",
    "KeyForm",
    "NewPasskeyForm",
    "PasskeyAtSignInForm",
    "PasskeyNameForm",
    "PasskeyProofForm",
    "PasskeySignInForm",
    "PasswordChangeForm",
    "PasswordProofForm",
    "SignInForm",
]
