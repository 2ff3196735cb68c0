from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairlead.desks.oversight.actions import LARGEST, SHORTEST_WORDS
from fairlead.desks.oversight.models import Drawn
from fairlead.desks.oversight.queries.samples import inspected_purposes
from fairlead.kernel.clock import now

LONGEST_WORDS = 2000


class SampleForm(forms.Form):
    """From which looks a sample is drawn, and how many; never which."""

    since = forms.DateField(
        label=_("From the day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To the day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    purposes = forms.MultipleChoiceField(
        label=_("Looks under these purposes"), widget=forms.CheckboxSelectMultiple
    )
    size = forms.IntegerField(
        label=_("How many looks"),
        min_value=1,
        max_value=LARGEST,
        initial=20,
        help_text=_("What is drawn here stands in the ledger and cannot be drawn again."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        today = now().date()
        month = {"since": today - timedelta(days=30), "until": today}
        choices = [(code, str(label)) for code, label in inspected_purposes()]
        every = {"purposes": [code for code, _label in choices]}
        kwargs["initial"] = month | every | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        field = self.fields["purposes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first."))
        return given


class FindingForm(forms.Form):
    """What was found about one look."""

    outcome = forms.ChoiceField(
        label=_("Finding"),
        choices=[choice for choice in Drawn.Outcome.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Why"),
        min_length=SHORTEST_WORDS,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Kept sealed. Without names of the persons recorded."),
    )
