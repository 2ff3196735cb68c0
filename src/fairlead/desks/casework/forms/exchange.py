"""What goes to others: asking another agency, telling others, taking it back."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.caveats import Audience
from fairlead.core.registration import Label
from fairlead.desks.casework.forms.acts import (
    ActForm,
    choosing,
    coded,
    dated,
    lined,
    marked,
    other_agencies,
    written,
)
from fairlead.desks.casework.forms.case import TLP
from fairlead.desks.casework.queries.targets import Target
from fairlead.kernel.access import approvals
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.actions import dissemination, referral
from fairlead.kernel.cases.actions.dissemination import Addressee
from fairlead.kernel.cases.exchange import Message
from fairlead.kernel.cases.models import Dissemination, Recipient, Referral, TimelineEntry
from fairlead.kernel.cases.rules import DISCLOSE_ABROAD
from fairlead.kernel.people.models import Agency

AUDIENCES: dict[str, Label] = {
    Audience.RECIPIENT: pgettext_lazy(
        "how far something may be shown", "The named recipients only"
    ),
    Audience.ORGANIZATION: pgettext_lazy(
        "how far something may be shown", "Within their organization"
    ),
    Audience.CLIENTS: pgettext_lazy(
        "how far something may be shown", "Those whom it serves as well"
    ),
    Audience.COMMUNITY: pgettext_lazy("how far something may be shown", "Peers and partners"),
    Audience.WORLD: pgettext_lazy("how far something may be shown", "Everyone"),
}
_EVIDENCE = _("How that is known")
_REASON = _("Reason")


class MessageForm(ActForm):
    """What is told, and how it is to be handled."""

    text = written(_("What is told"), rows=6)
    subjects = forms.MultipleChoiceField(
        label=_("With the particulars of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    entries = forms.MultipleChoiceField(
        label=_("With these entries of the timeline"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tlp = coded(TLP, _("Handling"))
    audience = coded(AUDIENCES, _("May be shown to"), initial=str(Audience.ORGANIZATION))
    instructions = written(_("How it is to be handled"), rows=2, required=False)
    permission = lined(
        _("Permission of the source"),
        required=False,
        help_text=_("Its reference, where the marking of a source would not let this go out."),
    )

    @classmethod
    def start(cls, target: Target) -> dict[str, Any]:
        """Begin with the marking of the case."""
        return {"tlp": target.case.tlp}

    def prepare(self) -> None:
        named = [(str(key), name) for key, name in self.target.names.items()]
        choosing(self, "subjects").choices = named
        standing = TimelineEntry.objects.for_context(self.context).filter(
            case=self.case, withdrawn_at=None, correction=None
        )
        choosing(self, "entries").choices = [
            (str(one.pk), f"{codes.LANES.get(one.lane, one.lane)} {one.recorded_at:%Y-%m-%d %H:%M}")
            for one in standing.order_by("recorded_at", "id")
        ]

    @property
    def message(self) -> Message:
        """Return it as the house sends it."""
        return Message(
            words=self.cleaned_data["text"],
            subjects=[uuid.UUID(key) for key in self.cleaned_data["subjects"]],
            entries=[uuid.UUID(key) for key in self.cleaned_data["entries"]],
            **self.given("tlp", "audience", "instructions", "permission"),
        )


class ReferralForm(MessageForm):
    """Ask another agency."""

    label = _("Refer to another agency")
    words = _(
        "The case stays here. The other agency reads what it is about at once, and all else when"
        " it accepts."
    )

    receiver = forms.ModelChoiceField(queryset=Agency.objects.none(), label=_("Agency"))
    ask = marked(codes.ASKS, _("What is asked"))
    cover = written(
        _("What it is about"),
        rows=2,
        help_text=_("The other agency reads this before it accepts, and nothing else."),
    )
    answer_due_at = dated(_("Answer until"))
    field_order = ("receiver", "ask", "cover", "answer_due_at")

    def prepare(self) -> None:
        super().prepare()
        choosing(self, "receiver").queryset = other_agencies(self.case.agency_id)

    def carry_out(self) -> object:
        return referral.send_referral(
            self.context,
            case=self.case.pk,
            receiver=self.cleaned_data["receiver"].pk,
            message=self.message,
            **self.given("ask", "cover", "answer_due_at"),
        )


class WithdrawReferralForm(ActForm):
    """Take back a referral that was not accepted yet."""

    label = codes.VERBS["withdraw"]
    words = _("Nobody has accepted it: nothing of it stays with the other agency.")
    part = Referral

    def carry_out(self) -> object:
        return referral.withdraw_referral(self.context, referral=self.target.part.pk, **self.seen)


class RecallReferralForm(ActForm):
    """Demand back what a referral told."""

    label = codes.VERBS["recall"]
    words = _("The other agency is told at once, and must confirm what it did with it.")
    part = Referral
    is_grave = True

    reason = marked(codes.RECALL_REASONS, _REASON)

    def carry_out(self) -> object:
        reason = self.cleaned_data["reason"]
        return referral.recall_referral(
            self.context, referral=self.target.part.pk, reason=reason, **self.seen
        )


class PrepareForm(MessageForm):
    """Fix what will be told to whom."""

    label = _("Tell others")
    words = _(
        "Nothing leaves yet: you see exactly what would go, and to whom, before you send it."
        " To another State it goes only when a second person approved it."
    )

    agencies = forms.ModelMultipleChoiceField(
        queryset=Agency.objects.none(),
        label=_("Agencies of this house"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    name = lined(_("Another authority"), required=False)
    address = lined(pgettext_lazy("of an authority", "Address"), required=False)
    abroad = forms.BooleanField(label=_("It is an authority of another State"), required=False)
    field_order = ("agencies", "name", "address", "abroad")

    def prepare(self) -> None:
        super().prepare()
        choosing(self, "agencies").queryset = other_agencies(self.case.agency_id)

    def clean(self) -> dict[str, Any]:
        """Check that somebody is named."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("agencies") and not cleaned.get("name", "").strip():
            self.add_error("agencies", _("Name at least one recipient."))
        return cleaned

    @property
    def recipients(self) -> list[Addressee]:
        """Return to whom."""
        found = [Addressee(receiver=agency.pk) for agency in self.cleaned_data["agencies"]]
        outside = self.given("name", "address", "abroad")
        return [*found, Addressee(**outside)] if outside["name"].strip() else found

    def carry_out(self) -> object:
        return dissemination.prepare_dissemination(
            self.context, case=self.case.pk, message=self.message, recipients=self.recipients
        )


class CorrectForm(MessageForm):
    """Prepare a correction of what was told."""

    label = _("Correct what was told")
    words = _("A correction is prepared for everybody to whom it went; nothing leaves yet.")
    part = Dissemination

    def carry_out(self) -> object:
        return dissemination.correct_dissemination(
            self.context, dissemination=self.target.part.pk, message=self.message
        )


class SendForm(ActForm):
    """Send what was prepared."""

    label = codes.VERBS["send"]
    words = _("It leaves now, to every recipient in this State. It can be recalled afterwards.")
    part = Dissemination

    sure = forms.BooleanField(label=_("I have read what is sent, and to whom."))

    def carry_out(self) -> object:
        return dissemination.send_dissemination(self.context, dissemination=self.target.part.pk)


class AbroadForm(ActForm):
    """Ask a second person to let it go to another State."""

    label = _("Propose to disclose abroad")
    words = _("A supervisor other than you decides about exactly these words, and then it leaves.")
    part = Dissemination

    reason = written(
        _REASON,
        rows=2,
        required=False,
        help_text=_("Without names of the persons recorded."),
    )

    def carry_out(self) -> object:
        found = self.target.part
        payload = {"dissemination": str(found.pk), "digest": found.digest}
        return approvals.propose(
            self.context,
            kind=DISCLOSE_ABROAD,
            payload=payload,
            reason=self.cleaned_data["reason"],
        )


class RecallForm(ActForm):
    """Demand back what was told."""

    label = codes.VERBS["recall"]
    words = _("Each recipient is told at once, and must confirm what became of it.")
    part = Dissemination
    is_grave = True

    reason = marked(codes.RECALL_REASONS, _REASON)

    def carry_out(self) -> object:
        return dissemination.recall_dissemination(
            self.context,
            dissemination=self.target.part.pk,
            reason=self.cleaned_data["reason"],
        )


class RecallOneForm(ActForm):
    """Demand it back from one recipient."""

    label = codes.VERBS["recall"]
    words = _("This recipient is told at once, and must confirm what became of it.")
    part = Recipient
    is_grave = True

    reason = marked(codes.RECALL_REASONS, _REASON)

    def carry_out(self) -> object:
        return dissemination.recall_dissemination(
            self.context,
            dissemination=self.target.part.dissemination_id,
            reason=self.cleaned_data["reason"],
            recipients=[self.target.part.pk],
        )


class CancelForm(ActForm):
    """Leave a recipient out."""

    label = codes.VERBS["cancel"]
    words = _("Nothing was sent to this recipient, and nothing will be.")
    part = Recipient

    def carry_out(self) -> object:
        return dissemination.cancel_recipient(
            self.context, recipient=self.target.part.pk, **self.seen
        )


class ReceiptForm(ActForm):
    """Note that an authority outside received it."""

    label = codes.VERBS["receive"]
    part = Recipient

    evidence = lined(_EVIDENCE)

    def carry_out(self) -> object:
        given = self.given("evidence")
        return dissemination.note_receipt(
            self.context, recipient=self.target.part.pk, **given, **self.seen
        )


class RefusalForm(ActForm):
    """Note that an authority outside sent it back."""

    label = _("Note that it was sent back")
    part = Recipient

    reason = marked(codes.REFUSAL_REASONS, _REASON)
    evidence = lined(_EVIDENCE)

    def carry_out(self) -> object:
        given = self.given("reason", "evidence")
        return dissemination.note_refusal(
            self.context, recipient=self.target.part.pk, **given, **self.seen
        )


class ConfirmationForm(ActForm):
    """Note that an authority outside confirmed a recall."""

    label = _("Note that the recall is confirmed")
    part = Recipient

    confirmation = marked(codes.CONFIRMATIONS, _("What became of it"))
    evidence = lined(_EVIDENCE)

    def carry_out(self) -> object:
        given = self.given("confirmation", "evidence")
        return dissemination.note_confirmation(
            self.context, recipient=self.target.part.pk, **given, **self.seen
        )


ACTS: dict[str, type[ActForm]] = {
    "refer": ReferralForm,
    "withdraw-referral": WithdrawReferralForm,
    "recall-referral": RecallReferralForm,
    "tell": PrepareForm,
    "correct-told": CorrectForm,
    "send": SendForm,
    "propose-abroad": AbroadForm,
    "recall": RecallForm,
    "recall-one": RecallOneForm,
    "cancel-recipient": CancelForm,
    "note-receipt": ReceiptForm,
    "note-refusal": RefusalForm,
    "note-confirmation": ConfirmationForm,
}
