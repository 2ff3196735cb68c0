"""What a password must not be. Any characters, any length from twelve up; no forced changes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fairlead.kernel.people.models import Account

# Words that an attacker of this house would try first; docs/operators/accounts.md lists them.
CONTEXT_WORDS = frozenset(
    {"fairlead", "utopia", "passenger", "screening", "sanction", "terror", "analyst", "ministry"}
)
SHORTEST_WORD = 4
REST = 8  # so many characters must remain when every such word is taken away


class ContextWordsValidator:
    """Refuses passwords that are made of the house's own words and the person's own names."""

    def validate(self, password: str, user: Account | None = None) -> None:
        rest = password.lower()
        for word in sorted(_words_about(user), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < REST:
            raise ValidationError(
                _("This password is made of words that are easy to guess here."),
                code="password_of_context_words",
            )

    def get_help_text(self) -> str:
        return str(_("Not made of your name, your agency or words of this work."))


def _words_about(user: Account | None) -> frozenset[str]:
    texts = [settings.FAIRLEAD_NODE]
    if user is not None:
        texts += [user.name, user.agency.name, user.agency.code, user.email]
    words = {word for text in texts for word in _split(text)}
    return CONTEXT_WORDS | {word for word in words if len(word) >= SHORTEST_WORD}


def _split(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
