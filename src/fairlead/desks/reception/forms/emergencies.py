from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Purpose
from fairlead.kernel.access.emergencies import LONGEST, Plea
from fairlead.kernel.access.models import Emergency

_MOST = int(LONGEST.total_seconds()) // 60


class EmergencyForm(forms.Form):
    """Why the glass must be broken, and for how long."""

    purpose = forms.ChoiceField(label=_("What you need"))
    cause = forms.ChoiceField(label=_("Cause"), choices=Emergency.Cause.choices)
    words = forms.CharField(
        label=_("What happened"),
        min_length=11,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Oversight reads this at once. Without names of the persons recorded."),
    )
    minutes = forms.IntegerField(
        label=_("For how many minutes"),
        min_value=1,
        max_value=_MOST,
        initial=30,
        help_text=_("At most sixty. It can be ended before."),
    )

    def __init__(self, *args: Any, purposes: list[Purpose], **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        super().__init__(*args, **kwargs)
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(purpose.code, str(purpose.label)) for purpose in purposes]

    def plea(self) -> Plea:
        """Return what was said."""
        said = self.cleaned_data
        return Plea(
            purpose=said["purpose"],
            cause=said["cause"],
            words=said["words"],
            lasts=timedelta(minutes=said["minutes"]),
        )


class ReviewForm(forms.Form):
    """What oversight thinks of it afterwards."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), choices=Emergency.Verdict.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
