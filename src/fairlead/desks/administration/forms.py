from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from fairlead.core.errors import BadInput
from fairlead.core.languages import LANGUAGES, LONGEST_NAME, checked_name
from fairlead.kernel.people.models import Agency


class AgencyNamesForm(forms.Form):
    """The agency's own name, and its names in the six languages, each written in its direction."""

    name = forms.CharField(
        label=_("Its own name"),
        help_text=_("As the agency calls itself. Whoever finds no name in their language sees it."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[code] = _field(code)

    @classmethod
    def of(cls, agency: Agency) -> "AgencyNamesForm":
        """Return the form filled with the names of this agency."""
        return cls(initial={"name": agency.name} | agency.names)

    def clean(self) -> dict[str, Any]:
        """Return what :func:`people.actions.alter_agency` takes."""
        given = super().clean() or {}
        names = {code: given[code] for code in LANGUAGES if given.get(code)}
        return {"name": given.get("name", ""), "names": names}


def _field(code: str) -> forms.CharField:
    language = get_language_info(code)
    direction = "rtl" if language["bidi"] else "ltr"
    return forms.CharField(
        label=language["name_local"],  # as in the choice of the language: readable to its readers
        required=False,
        max_length=LONGEST_NAME,
        validators=[_validator(code)],
        widget=forms.TextInput(attrs={"lang": code, "dir": direction, "autocomplete": "off"}),
    )


def _validator(code: str) -> Callable[[str], None]:
    def validate(name: str) -> None:
        try:
            checked_name(name, place=code)
        except BadInput as problem:
            raise forms.ValidationError(
                _("This holds signs that no name has, or is too long.")
            ) from problem

    return validate
