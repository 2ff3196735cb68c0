"""What came from another agency: accepted, refused, answered, given back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.desks.casework.forms.acts import ActForm, choosing, lined, marked, written
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.actions import delivery, dissemination, referral, transfer
from fairlead.kernel.cases.models import Case, Delivery
from fairlead.kernel.cases.queries import register

Kind = Delivery.Kind
_WORDS = _("In words")


class DeliveryForm(ActForm):
    """What every act on a delivery has: the delivery, and what was seen of it."""

    @property
    def delivery(self) -> Any:  # noqa: ANN401 - Django's key
        """Return the delivery by its key."""
        return self.target.record.pk


class AcceptReferralForm(DeliveryForm):
    """Accept what another agency asks."""

    label = codes.VERBS["accept"]
    words = _("A case of yours is opened from what was sent, and the other agency is told.")

    title = lined(
        pgettext_lazy("of a case", "Title"),
        required=False,
        help_text=_("Everybody who works for this purpose reads it: name nobody in it."),
    )

    def carry_out(self) -> object:
        given = self.given("title")
        return referral.accept_referral(self.context, delivery=self.delivery, **given, **self.seen)


class RefuseReferralForm(DeliveryForm):
    """Refuse what another agency asks."""

    label = codes.VERBS["refuse"]
    words = _("The other agency is told why. Nothing of what it sent is kept.")

    reason = marked(codes.REFUSAL_REASONS, _("Reason"))
    text = written(_WORDS, required=False)

    def carry_out(self) -> object:
        given = {"reason": self.cleaned_data["reason"], "words": self.cleaned_data["text"]}
        return referral.refuse_referral(self.context, delivery=self.delivery, **given, **self.seen)


class AnswerForm(DeliveryForm):
    """Answer the agency that asked."""

    label = codes.VERBS["answer"]
    words = _("The answer goes to the agency that asked.")

    text = written(pgettext_lazy("to a question", "Answer"), rows=5)

    def carry_out(self) -> object:
        text = self.cleaned_data["text"]
        return referral.answer_referral(
            self.context, delivery=self.delivery, words=text, **self.seen
        )


class AcceptTransferForm(DeliveryForm):
    """Take a case over."""

    label = codes.VERBS["accept"]
    words = _("From now on the case and everything in it belong to your agency, and to no other.")

    def carry_out(self) -> object:
        return transfer.accept_transfer(self.context, delivery=self.delivery, **self.seen)


class RefuseTransferForm(RefuseReferralForm):
    """Refuse a case that was offered."""

    words = _("The case stays where it was, and the other agency is told why.")

    def carry_out(self) -> object:
        given = {"reason": self.cleaned_data["reason"], "words": self.cleaned_data["text"]}
        return transfer.refuse_transfer(self.context, delivery=self.delivery, **given, **self.seen)


class ReceiveForm(DeliveryForm):
    """Acknowledge what another agency told."""

    label = pgettext_lazy("step in a case", "Acknowledge")
    words = _("The sender sees that it was received.")

    def carry_out(self) -> object:
        return dissemination.receive_dissemination(
            self.context, delivery=self.delivery, **self.seen
        )


class SendBackForm(DeliveryForm):
    """Send back unread what another agency told."""

    label = codes.VERBS["refuse"]
    words = _("It goes back, and nothing of it is kept.")

    reason = marked(codes.REFUSAL_REASONS, _("Reason"))

    def carry_out(self) -> object:
        given = self.given("reason")
        return dissemination.refuse_dissemination(
            self.context, delivery=self.delivery, **given, **self.seen
        )


class AdoptForm(DeliveryForm):
    """Take what was received into a case."""

    label = _("Take into a case")
    words = _("Subjects and entries are added to the case, each with where it comes from.")

    case_ = forms.ModelChoiceField[Case](queryset=None, label=pgettext_lazy("one record", "Case"))

    def prepare(self) -> None:
        live = register.served(self.context).filter(closed_at=None).exclude(status="offered")
        choosing(self, "case_").queryset = live.order_by("order_at", "id")

    def carry_out(self) -> object:
        target: Case = self.cleaned_data["case_"]
        return delivery.adopt_delivery(self.context, delivery=self.delivery, case=target.pk)


class ConfirmRecallForm(DeliveryForm):
    """Tell the sender what became of what it recalled."""

    label = codes.VERBS["confirm-recall"]
    words = _("The sender is told. Take out of your cases first what rests on it.")

    confirmation = marked(codes.CONFIRMATIONS, _("What became of it"))
    text = written(_WORDS, required=False)

    def carry_out(self) -> object:
        given = {
            "confirmation": self.cleaned_data["confirmation"],
            "words": self.cleaned_data["text"],
        }
        return delivery.confirm_recall(self.context, delivery=self.delivery, **given, **self.seen)


# By the kind of the delivery, then by the verb of its machine.
ACTS: dict[str, dict[str, type[ActForm]]] = {
    Kind.REFERRAL: {
        "accept": AcceptReferralForm,
        "refuse": RefuseReferralForm,
        "answer": AnswerForm,
        "confirm-recall": ConfirmRecallForm,
    },
    Kind.TRANSFER: {"accept": AcceptTransferForm, "refuse": RefuseTransferForm},
    Kind.DISSEMINATION: {
        "accept": ReceiveForm,
        "refuse": SendBackForm,
        "adopt": AdoptForm,
        "confirm-recall": ConfirmRecallForm,
    },
}
