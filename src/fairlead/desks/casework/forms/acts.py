"""An act as a form: what it is called, what it does, what it asks, and how it is carried out.

One class for each act of ``kernel.cases``. A form names the action that it calls and nothing else
happens in it; what the person saw is sent back as ``version``, so that two people at once never
overwrite one another.
"""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Label
from fairlead.desks.casework.queries.targets import Target
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.models import Case
from fairlead.kernel.people.models import Account, Agency

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 20_000  # characters of any words


class ActForm(forms.Form):
    """What every act has: a label, words that say what it does, and the version that was seen."""

    label: ClassVar[Label]
    words: ClassVar[Label] = ""
    is_grave: ClassVar[bool] = False
    part: ClassVar[type[Any] | None] = None  # of which records of the page it is an act
    has_files: ClassVar[bool] = False

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        self.target = target
        kwargs.setdefault("initial", {"version": target.version} | self.start(target))
        super().__init__(*args, **kwargs)
        self.prepare()

    @classmethod
    def start(cls, target: Target) -> dict[str, Any]:  # noqa: ARG003 - what others begin with
        """Return what stands in the form when it is opened."""
        return {}

    def prepare(self) -> None:
        """Fill in what can be chosen here."""

    def carry_out(self) -> object:
        """Do it; raises what the action raises."""
        raise NotImplementedError

    @property
    def context(self) -> Context:
        return self.target.context

    @property
    def case(self) -> Case:
        return self.target.case

    @property
    def seen(self) -> dict[str, Any]:
        """Return the version that the person saw, as actions take it."""
        return {"version": self.cleaned_data["version"] or 0}

    @property
    def is_bare(self) -> bool:
        """Whether it asks nothing, so that one click is enough."""
        return not self.visible_fields()

    def given(self, *names: str) -> dict[str, Any]:
        """Return what was typed into these fields."""
        return {name: self.cleaned_data[name] for name in names}


def coded(words: Mapping[str, Label], label: "StrOrPromise", **options: Any) -> forms.ChoiceField:  # noqa: ANN401 - Django's
    """Return a field for one code of a closed list."""
    return forms.ChoiceField(label=label, choices=list(words.items()), **options)


def marked(words: Mapping[str, Label], label: "StrOrPromise", **options: Any) -> forms.ChoiceField:  # noqa: ANN401 - Django's
    """Return a field for one of a few codes, all in sight."""
    return coded(words, label, widget=forms.RadioSelect, **options)


def written(label: "StrOrPromise", *, rows: int = 3, **options: Any) -> forms.CharField:  # noqa: ANN401 - Django's
    """Return a field for words in any script."""
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=LONGEST, widget=area, **options)


def lined(label: "StrOrPromise", *, longest: int = 300, **options: Any) -> forms.CharField:  # noqa: ANN401 - Django's
    """Return a field for one line in any script."""
    line = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=longest, widget=line, **options)


def dated(
    label: "StrOrPromise", *, required: bool = False, help_text: "StrOrPromise" = ""
) -> forms.DateTimeField:
    """Return a field for a day and a time of day, in UTC."""
    picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=picker,
        help_text=help_text or _("Day and time in UTC."),
    )


def people_of(agency: uuid.UUID) -> QuerySet[Account]:
    """Return the persons at work in an agency."""
    active = Account.objects.filter(status=Account.Status.ACTIVE, kind=Account.Kind.PERSON)
    return active.filter(agency=agency).order_by("name", "id")


def other_agencies(agency: uuid.UUID) -> QuerySet[Agency]:
    """Return the agencies of this house to which something can be sent."""
    return Agency.objects.filter(active=True).exclude(pk=agency).order_by("code")


class ColleagueField(forms.ModelChoiceField[Account]):
    """One of the persons at work in the agency of the case."""

    def __init__(self, label: "StrOrPromise", **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(queryset=Account.objects.none(), label=label, **options)

    def label_from_instance(self, obj: Account) -> str:
        """Call a person by name."""
        return obj.name


def choosing(form: forms.Form, name: str) -> Any:  # noqa: ANN401 - any kind of field
    """Return a field of a form, to be filled with choices."""
    return form.fields[name]
