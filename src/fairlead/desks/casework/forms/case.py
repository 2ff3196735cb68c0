"""The life of a case: opening, giving, waiting, closing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.caveats import Tlp
from fairlead.desks.casework.forms.acts import (
    ActForm,
    ColleagueField,
    choosing,
    coded,
    dated,
    lined,
    marked,
    other_agencies,
    people_of,
    written,
)
from fairlead.desks.casework.queries.targets import Target
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions import case as acts
from fairlead.kernel.cases.actions import transfer
from fairlead.kernel.cases.models import Transfer
from fairlead.kernel.people.models import Agency

TLP = {str(tlp): str(tlp) for tlp in Tlp}
_REASON = _("Reason")
_AGAIN = _("It stands in the list of open cases again, with nobody’s name on it.")


class OpenForm(ActForm):
    """Open a case by hand."""

    label = _("Open a case")
    words = _("The case belongs to your agency and is opened under the purpose of this session.")

    title = lined(
        pgettext_lazy("of a case", "Title"),
        help_text=_("Everybody who works for this purpose reads it: name nobody in it."),
    )
    summary = written(pgettext_lazy("of a case", "Summary"), required=False)
    deadline = dated(_("Deadline"))
    tlp = coded(TLP, _("Handling"), initial=str(Tlp.AMBER))

    def carry_out(self) -> object:
        return acts.open_case(self.context, **self.given("title", "summary", "deadline", "tlp"))


class EditForm(OpenForm):
    """Change what a case says about itself."""

    label = pgettext_lazy("step in a case", "Edit")
    words = _("How it stood before is kept, and can be read under “History”.")

    @classmethod
    def start(cls, target: Target) -> dict[str, Any]:
        """Begin with what stands there now."""
        case = target.case
        held = keeping.opened(target.context, case)
        return {
            "title": held.get("title", ""),
            "summary": held.get("summary", ""),
            "deadline": case.deadline,
            "tlp": case.tlp,
        }

    def carry_out(self) -> object:
        changed = self.given("title", "summary", "deadline", "tlp")
        return acts.edit_case(self.context, case=self.case.pk, **self.seen, **changed)


class AssignForm(ActForm):
    """Give a case to somebody."""

    label = codes.VERBS["assign"]
    words = _("The case appears under “Mine” for whoever gets it.")

    owner = ColleagueField(pgettext_lazy("of a case", "Owner"))

    @classmethod
    def start(cls, target: Target) -> dict[str, Any]:
        """Offer it to oneself."""
        return {"owner": target.context.account}

    def prepare(self) -> None:
        choosing(self, "owner").queryset = people_of(self.case.agency_id)

    def carry_out(self) -> object:
        owner = self.cleaned_data["owner"]
        return acts.assign_case(self.context, case=self.case.pk, owner=owner.pk, **self.seen)


class ReleaseForm(ActForm):
    """Give a case back to the queue."""

    label = codes.VERBS["release"]
    words = _AGAIN

    def carry_out(self) -> object:
        return acts.release_case(self.context, case=self.case.pk, **self.seen)


class SuspendForm(ActForm):
    """Let a case wait."""

    label = codes.VERBS["suspend"]
    words = _("The case waits until the day that you name, or until somebody goes on with it.")

    reason = marked(codes.WAITING_REASONS, _REASON)
    until = dated(_("Until"))

    def carry_out(self) -> object:
        given = self.given("reason", "until")
        return acts.suspend_case(self.context, case=self.case.pk, **given, **self.seen)


class ResumeForm(ActForm):
    """Go on with a case that waited."""

    label = codes.VERBS["resume"]
    words = _("The case is worked on again from now.")

    def carry_out(self) -> object:
        return acts.resume_case(self.context, case=self.case.pk, **self.seen)


class SubmitForm(ActForm):
    """Propose to close a case."""

    label = codes.VERBS["submit"]
    words = _("A supervisor other than you decides. Until then nothing is closed.")

    reason = marked(codes.CLOSING_REASONS, _REASON)
    outcome = written(_("What came of it"), required=False)

    def carry_out(self) -> object:
        given = {"reason": self.cleaned_data["reason"], "words": self.cleaned_data["outcome"]}
        return acts.submit_case(self.context, case=self.case.pk, **given, **self.seen)


class ReturnForm(ActForm):
    """Send a case back that was proposed for closing."""

    label = codes.VERBS["return"]
    words = _("The case goes back to its owner, with your words.")

    said = written(_("What is missing"))

    def carry_out(self) -> object:
        said = self.cleaned_data["said"]
        return acts.return_case(self.context, case=self.case.pk, words=said, **self.seen)


class CloseForm(ActForm):
    """Close a case as its owner proposed."""

    label = codes.VERBS["close"]
    words = _(
        "You are the second person. The clock of retention starts; everything in the case is"
        " erased when its term is over."
    )

    def carry_out(self) -> object:
        return acts.close_case(self.context, case=self.case.pk, **self.seen)


class ReopenForm(ActForm):
    """Open a closed case again."""

    label = codes.VERBS["reopen"]
    words = _("Work goes on, and the clock of retention stops.")

    reason = marked(codes.REOPENING_REASONS, _REASON)

    def carry_out(self) -> object:
        reason = self.cleaned_data["reason"]
        return acts.reopen_case(self.context, case=self.case.pk, reason=reason, **self.seen)


class AnnulForm(ActForm):
    """Say that a case should not have been opened."""

    label = codes.VERBS["annul"]
    words = _("The case is closed for good. It cannot be opened again.")
    is_grave = True

    reason = marked(codes.ANNULMENT_REASONS, _REASON)

    def carry_out(self) -> object:
        reason = self.cleaned_data["reason"]
        return acts.annul_case(self.context, case=self.case.pk, reason=reason, **self.seen)


class OfferForm(ActForm):
    """Offer a whole case to another agency."""

    label = codes.VERBS["offer"]
    words = _(
        "Until the other agency answers, nobody works on the case. When it accepts, the case and"
        " everything in it belong to it, and no longer to you."
    )
    is_grave = True

    receiver = forms.ModelChoiceField(queryset=Agency.objects.none(), label=_("Agency"))
    cover = written(
        _("What it is about"),
        help_text=_("The other agency reads this before it accepts, and nothing else."),
    )
    answer_due_at = dated(_("Answer until"))

    def prepare(self) -> None:
        choosing(self, "receiver").queryset = other_agencies(self.case.agency_id)

    def carry_out(self) -> object:
        given = self.given("cover", "answer_due_at")
        receiver = self.cleaned_data["receiver"].pk
        return transfer.offer_transfer(
            self.context, case=self.case.pk, receiver=receiver, **given, **self.seen
        )


class WithdrawOfferForm(ActForm):
    """Take an offer back."""

    label = pgettext_lazy("step in a case", "Withdraw the offer")
    words = _("Work on the case goes on here.")
    part = Transfer

    def carry_out(self) -> object:
        return transfer.withdraw_transfer(self.context, transfer=self.target.part.pk, **self.seen)


ACTS: dict[str, type[ActForm]] = {
    "edit": EditForm,
    "assign": AssignForm,
    "release": ReleaseForm,
    "suspend": SuspendForm,
    "resume": ResumeForm,
    "submit": SubmitForm,
    "return": ReturnForm,
    "close": CloseForm,
    "reopen": ReopenForm,
    "annul": AnnulForm,
    "offer": OfferForm,
    "withdraw-offer": WithdrawOfferForm,
}
