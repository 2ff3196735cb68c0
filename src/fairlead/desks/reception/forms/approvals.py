from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Role
from fairlead.kernel.clock import now
from fairlead.kernel.people.actions.roles import LONGEST_GRANT
from fairlead.kernel.people.models import Account


class DecisionForm(forms.Form):
    """What a second person says about a proposal, and which bytes that person saw."""

    digest = forms.CharField(widget=forms.HiddenInput)
    step = forms.ChoiceField(
        choices=[(step, step) for step in ("approve", "refuse", "withdraw", "execute")],
        widget=forms.HiddenInput,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without names of the persons recorded. A refusal needs one."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("step") == "refuse" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why you refuse."))
        return cleaned


class RoleProposalForm(forms.Form):
    """Who shall hold which role, and until when."""

    account = forms.ModelChoiceField(
        queryset=Account.objects.none(), label=pgettext_lazy("who is to hold a role", "Person")
    )
    role = forms.ChoiceField(label=_("Role"))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)

    def __init__(self, *args: Any, colleagues: Any, roles: list[Role], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        account, role = self.fields["account"], self.fields["role"]
        assert isinstance(account, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - for the type checker
        account.queryset = colleagues
        role.choices = [(each.code, str(each.label)) for each in roles]

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        today = timezone.localdate(now())
        if not today <= day < today + LONGEST_GRANT - timedelta(days=1):
            raise ValidationError(_("A role is given for a year at most, from today."))
        return day

    def ends_at(self) -> datetime:
        """Return the end of the last day."""
        day: date = self.cleaned_data["last_day"]
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))
