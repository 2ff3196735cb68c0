from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Purpose


class PurposeForm(forms.Form):
    """What the session is for; a purpose bound to a case is chosen together with the case."""

    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)
    case = forms.UUIDField(
        label=_("Case"),
        required=False,
        help_text=_("Only for a purpose that is bound to one case: the number of that case."),
    )

    def __init__(self, *args: Any, purposes: list[Purpose], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        self.purposes = {purpose.code: purpose for purpose in purposes}
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(purpose.code, str(purpose.label)) for purpose in purposes]
        if not any(purpose.case_bound for purpose in purposes):
            del self.fields["case"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        purpose = self.purposes.get(cleaned.get("purpose", ""))
        if purpose and purpose.case_bound and not cleaned.get("case"):
            self.add_error("case", _("This purpose is bound to a case: name the case."))
        return cleaned
