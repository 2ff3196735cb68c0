"""What a person types about a hit."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.desks.casework.queries.hits import others
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account
from fairlead.kernel.screening import codes
from fairlead.kernel.screening.actions.batch import TOGETHER
from fairlead.kernel.screening.models import Hit

LONGEST = 4_000
HOURS: Mapping[str, Label] = {
    "1": _("1 hour"),
    "4": _("4 hours"),
    "24": _("1 day"),
    "72": _("3 days"),
    "168": _("1 week"),
}


class Keyed(forms.RadioSelect):
    """Choices in sight, each with a digit on the keyboard."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's signature
        """Give the option its digit, and the words under which the sheet of keys names it."""
        option = super().create_option(*args, **kwargs)
        digit = int(option["index"]) + 1
        if digit <= 9:  # noqa: PLR2004 - digits
            option["attrs"] |= {"data-key": str(digit), "data-command": str(option["label"])}
        return option


def words(label: Any, *, required: bool = False) -> forms.CharField:  # noqa: ANN401 - lazy words
    """Return a field for words in any script."""
    area = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area)


def one_of(closed: codes.Words, label: Any) -> forms.ChoiceField:  # noqa: ANN401 - lazy words
    """Return a field for a code of a closed list, all in sight."""
    return forms.ChoiceField(label=label, choices=list(closed.items()), widget=Keyed)


class Versioned(forms.Form):
    """Whatever is done to a hit says which version of it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DecisionForm(Versioned):
    """The same, different, unsure: the button says which; here stand reason and words."""

    outcome = forms.ChoiceField(choices=list(codes.OUTCOMES.items()), widget=forms.HiddenInput)
    reason = one_of(codes.REASONS, _("What decides it"))
    words = words(_("In words"))
    keeps = forms.BooleanField(
        label=_("Not again while both sides stay as they are"), required=False
    )


class StepForm(Versioned):
    """A step that asks something first."""

    @property
    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return dict(self.cleaned_data)


class EscalateForm(StepForm):
    reason = one_of(codes.ESCALATIONS, _("Why it goes to the supervisors"))
    words = words(_("In words"))


class ReopenForm(StepForm):
    reason = forms.ChoiceField(
        label=_("Why it is opened again"),
        choices=[pair for pair in codes.REOPENINGS.items() if pair[0] != "changed"],
        widget=Keyed,
    )
    words = words(_("In words"))


class SnoozeForm(StepForm):
    reason = one_of(codes.SNOOZES, _("What it waits for"))
    hours = forms.ChoiceField(label=_("For how long"), choices=list(HOURS.items()))
    words = words(_("In words"))

    @property
    def given(self) -> dict[str, Any]:
        """What was typed, with the moment that it means."""
        given = dict(self.cleaned_data)
        return given | {"until": now() + timedelta(hours=int(given.pop("hours")))}


class Colleague(forms.ModelChoiceField[Account]):
    """One of the persons at work in the agency."""

    def label_from_instance(self, obj: Account) -> str:
        """Call a person by name."""
        return obj.name


class AssignForm(StepForm):
    assignee = Colleague(
        queryset=Account.objects.none(), label=pgettext_lazy("of a hit", "With whom")
    )

    @property
    def given(self) -> dict[str, Any]:
        """What was chosen."""
        return dict(self.cleaned_data) | {"assignee": self.cleaned_data["assignee"].pk}


class OpinionForm(forms.Form):
    agrees = forms.ChoiceField(
        label=_("What do you think of it?"),
        choices=list(codes.OPINIONS.items()),
        widget=forms.RadioSelect,
    )
    words = words(_("In words"), required=True)


class ShiftForm(forms.Form):
    to = Colleague(
        queryset=Account.objects.none(),
        label=_("To whom"),
        required=False,
        empty_label=_("Back to the queue"),
    )
    words = words(_("What they should know"), required=True)


class BatchForm(forms.Form):
    """One comment for many."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("of a hit", "Outcome"),
        choices=[(code, codes.OUTCOMES[code]) for code in TOGETHER],
        widget=forms.RadioSelect,
    )
    reason = one_of(codes.REASONS, _("What decides it"))
    words = words(_("One comment for all of them"), required=True)


STEPS: Mapping[str, type[StepForm]] = {
    "assign": AssignForm,
    "escalate": EscalateForm,
    "reopen": ReopenForm,
    "snooze": SnoozeForm,
}


def offer_colleagues(form: forms.Form, name: str, context: Context) -> None:
    """Let one of the others be chosen."""
    field: Any = form.fields[name]
    field.queryset = others(context)


def step_form(verb: str, context: Context, hit: Hit, given: Any = None) -> StepForm:  # noqa: ANN401 - a QueryDict
    """Return the form of a step, filled with what was given."""
    form = STEPS[verb](given, initial={"version": hit.version})
    if verb == "assign":
        offer_colleagues(form, "assignee", context)
    return form
