from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.kernel.people.models import Agency

_REASON = _("Reason")


class SupervisionForm(forms.Form):
    """Which agency shall supervise which, and by which law."""

    supervisor = forms.ModelChoiceField(
        queryset=Agency.objects.none(), label=_("Supervising agency")
    )
    supervised = forms.ModelChoiceField(
        queryset=Agency.objects.none(), label=_("Supervised agency")
    )
    reason = forms.CharField(
        label=_REASON, max_length=500, help_text=_("Name the law on which it rests.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        for name in ("supervisor", "supervised"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
            field.queryset = Agency.objects.filter(active=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("supervisor") and cleaned["supervisor"] == cleaned.get("supervised"):
            self.add_error("supervised", _("An agency does not supervise itself."))
        return cleaned


class EndForm(forms.Form):
    """Why it ends."""

    reason = forms.CharField(label=_REASON, max_length=500)
