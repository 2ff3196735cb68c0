from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.kernel.people.queries import declared_scopes

LIFETIMES = (
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("180", _("180 days")),
    ("365", _("One year")),
)


class KeyForm(forms.Form):
    """What a new key is for, and for how long."""

    label = forms.CharField(
        label=_("Name of the key"),
        max_length=100,
        help_text=_("Where it is used, for example “departure control, server 2”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("May be used for"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("Ends after"), choices=LIFETIMES, initial="90", coerce=int
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        scopes = self.fields["scopes"]
        assert isinstance(scopes, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        scopes.choices = [(code, scope.label) for code, scope in declared_scopes().items()]
