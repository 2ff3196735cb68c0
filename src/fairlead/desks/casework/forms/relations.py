"""Links and the timeline of a case."""

import uuid
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.cases.moments import Moment, Precision
from fairlead.desks.casework.forms.acts import ActForm, choosing, coded, lined, written
from fairlead.desks.casework.queries.targets import Target
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions import link as links
from fairlead.kernel.cases.actions import timeline
from fairlead.kernel.cases.models import Link, TimelineEntry
from fairlead.kernel.cases.queries import register
from fairlead.ui.timeline import PRECISIONS

_SOURCE = _("Source")
_NAMES = {Precision.APPROXIMATE: "about"}
EXACTNESS = {str(one): PRECISIONS[_NAMES.get(one, str(one))] for one in Precision}


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:  # noqa: ANN401 - a label
    """Return a field for a day."""
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=picker, help_text=help_text)


def clock(label: Any) -> forms.TimeField:  # noqa: ANN401 - a label
    """Return a field for a time of day."""
    picker = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, required=False, widget=picker, help_text=_("In UTC; leave empty if unknown.")
    )


class LinkForm(ActForm):
    """Say that two have to do with one another."""

    label = _("Add a link")
    words = _("A link is ended and made anew, never edited.")

    one = forms.ChoiceField(label=pgettext_lazy("start of a link", "From"))
    kind = coded(codes.LINKS, pgettext_lazy("between records", "Link"))
    other = forms.ChoiceField(label=pgettext_lazy("end of a link", "To"), required=False)
    number = forms.CharField(
        label=_("Or another case"),
        required=False,
        max_length=60,
        help_text=_("Its number, as it stands on its page."),
    )
    certainty = coded(codes.CERTAINTIES, _("How certain"))
    source = lined(_SOURCE)
    text = written(_("In words"), rows=2, required=False)
    since = day(pgettext_lazy("of a link", "Since"), required=False)
    until = day(_("Until"), required=False)

    def prepare(self) -> None:
        ends = [(f"subject/{key}", name) for key, name in self.target.names.items()]
        case = (f"case/{self.case.pk}", str(self.case))
        choosing(self, "one").choices = [*ends, case]
        choosing(self, "other").choices = [("", "—"), *ends]

    def clean(self) -> dict[str, Any]:
        """Find the other end: a subject of this case, or another case by its number."""
        cleaned: dict[str, Any] = super().clean() or {}
        number = cleaned.get("number", "").strip()
        if bool(number) == bool(cleaned.get("other")):
            raise forms.ValidationError(_("Choose a subject, or name another case: one of them."))
        if number:
            found = register.served(self.context).filter(number=number).first()
            if found is None:
                self.add_error("number", _("There is no such case within your reach."))
            else:
                cleaned["other"] = f"case/{found.pk}"
        if cleaned.get("one") == cleaned.get("other"):
            self.add_error("other", _("A link has two different ends."))
        return cleaned

    def carry_out(self) -> object:
        return links.add_link(
            self.context,
            case=self.case.pk,
            from_=_end(self.cleaned_data["one"]),
            to=_end(self.cleaned_data["other"]),
            words=self.cleaned_data["text"],
            since=_on(self.cleaned_data["since"]),
            until=_on(self.cleaned_data["until"]),
            **self.given("kind", "certainty", "source"),
        )


class EndLinkForm(ActForm):
    """Say that a link does not hold."""

    label = _("End the link")
    words = _("That it was drawn, by whom and why, remains.")
    part = Link

    def carry_out(self) -> object:
        return links.end_link(self.context, link=self.target.part.pk, **self.seen)


class EntryForm(ActForm):
    """Enter something that happened."""

    label = _("Add to the timeline")
    words = _("Say how exactly it is known when; the timeline shows it no more exactly.")

    text = written(_("What happened"), rows=2)
    on = day(_("Day"))
    at = clock(_("Time of day"))
    precision = coded(EXACTNESS, _("Known how exactly"), initial="day")
    latest = day(
        _("At the latest on"), required=False, help_text=_("For what is known approximately.")
    )
    until = day(_("It lasted until"), required=False)
    lane = coded(codes.LANES, pgettext_lazy("of a timeline", "Lane"))
    anchor = coded({"": "—", **codes.ANCHORS}, _("Milestone"), required=False)
    subjects = forms.MultipleChoiceField(
        label=_("About"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source = lined(_SOURCE)

    def prepare(self) -> None:
        named = [(str(key), name) for key, name in self.target.names.items()]
        choosing(self, "subjects").choices = named

    def clean(self) -> dict[str, Any]:
        """Check that its times belong together."""
        cleaned: dict[str, Any] = super().clean() or {}
        first = cleaned.get("on")
        for name in ("latest", "until"):
            if first and cleaned.get(name) and cleaned[name] < first:
                self.add_error(name, _("It cannot be before the first day."))
        if cleaned.get("precision") == Precision.APPROXIMATE and not cleaned.get("latest"):
            self.add_error("latest", _("Say until when it can have been."))
        return cleaned

    def carry_out(self) -> object:
        until = self.cleaned_data["until"]
        return timeline.add_entry(
            self.context,
            case=self.case.pk,
            begins=self._moment(),
            ends=_on(until),
            words=self.cleaned_data["text"],
            subjects=[uuid.UUID(key) for key in self.cleaned_data["subjects"]],
            corrects=self.target.part.pk if self.target.part else None,
            **self.given("lane", "anchor", "source"),
        )

    def _moment(self) -> Moment:
        first, precision = self.cleaned_data["on"], Precision(self.cleaned_data["precision"])
        start = datetime.combine(first, self.cleaned_data["at"] or time(0), UTC)
        if precision is not Precision.APPROXIMATE:
            return Moment.of(start, precision)
        last = datetime.combine(self.cleaned_data["latest"], time(23, 59), UTC)
        return Moment.between(start, last)


class CorrectEntryForm(EntryForm):
    """Enter it in the place of an earlier entry."""

    label = _("Correct the entry")
    words = _("The earlier entry remains, and says that it was corrected.")
    part = TimelineEntry

    @classmethod
    def start(cls, target: Target) -> dict[str, Any]:
        """Begin with what was entered."""
        entry, held = target.part, keeping.opened(target.context, target.part)
        begins = Moment.read(held["begins"])
        return {
            "text": held["words"],
            "source": held["source"],
            "subjects": held["subjects"],
            "on": begins.earliest.date(),
            "at": begins.earliest.time(),
            "precision": str(begins.precision),
            "latest": begins.latest.date() if begins.precision == Precision.APPROXIMATE else None,
            "lane": entry.lane,
            "anchor": entry.anchor,
        }


class WithdrawEntryForm(ActForm):
    """Say that this did not happen."""

    label = _("Withdraw the entry")
    words = _("It is taken from the timeline; that it was entered remains.")
    part = TimelineEntry

    def carry_out(self) -> object:
        return timeline.withdraw_entry(self.context, entry=self.target.part.pk, **self.seen)


def _end(text: str) -> tuple[str, uuid.UUID]:
    kind, _slash, key = text.partition("/")
    return kind, uuid.UUID(key)


def _on(found: date | None) -> Moment | None:
    if found is None:
        return None
    return Moment.of(datetime.combine(found, time(0), UTC), Precision.DAY)


ACTS: dict[str, type[ActForm]] = {
    "add-link": LinkForm,
    "end-link": EndLinkForm,
    "add-entry": EntryForm,
    "correct-entry": CorrectEntryForm,
    "withdraw-entry": WithdrawEntryForm,
}
