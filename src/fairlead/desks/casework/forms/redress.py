"""What the persons recorded ask, and how they are answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.cases.fingerprints import plain
from fairlead.desks.casework.forms.acts import ActForm, coded, dated, lined, marked, written
from fairlead.desks.casework.queries import words as told
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions import redress as acts
from fairlead.kernel.cases.actions.subject import erase_subject
from fairlead.kernel.cases.models import Redress, Subject

_WORDS = _("In words")


class ReceiveRedressForm(ActForm):
    """Record a request on the day it came in."""

    label = _("Record a request")
    words = _("The clock is the law’s: it starts with the day on which the request came in.")

    kind = marked(dict(Redress.Kind.choices), pgettext_lazy("of a request", "Kind"))
    name = lined(_("Name of whoever asks"))
    address = lined(pgettext_lazy("where somebody is found", "Address"), required=False)
    text = written(_("What is asked"), rows=5)
    received_at = dated(_("Received on"), help_text=_("Day and time in UTC. Empty: now."))

    def carry_out(self) -> object:
        given = self.given("kind", "name", "address", "received_at")
        return acts.receive_redress(self.context, words=self.cleaned_data["text"], **given)


class _Step(ActForm):
    act: Any

    def carry_out(self) -> object:
        return type(self).act(self.context, redress=self.target.record.pk, **self.seen)


class QuestionForm(_Step):
    label, act = codes.VERBS["question"], staticmethod(acts.question_redress)
    words = _("The clock starts anew when the proof comes.")


class IdentifyForm(ActForm):
    """Note that the identity is established, and whom it concerns here."""

    label = codes.VERBS["identify"]
    words = _("Name the subject that is held, if there is one; its dossier is shown then.")

    passport = lined(_("Number of a passport"), required=False)
    name = lined(_("Name of a subject"), required=False)
    subject = forms.ChoiceField(label=_("Subject"), required=False, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Offer whom these exact values find."""
        found = keeping.found_by(self.context, self._wanted())
        keys = sorted({key for hits in found.values() for key in hits})
        subjects = Subject.objects.for_context(self.context).filter(pk__in=keys)
        choices = [
            (str(one.pk), f"{codes.SUBJECT_KINDS.get(one.kind, one.kind)} {str(one.pk)[-8:]}")
            for one in subjects.order_by("id")
        ]
        self.fields["subject"].choices = [("", _("Nothing is held")), *choices]  # type: ignore[attr-defined]

    def _wanted(self) -> list[tuple[str, str]]:
        held = keeping.opened(self.context, self.target.record)
        name = self.data.get("name") or held["name"]
        number = self.data.get("passport", "")
        wanted = [("name", plain(name))]
        return [*wanted, ("passport", keeping.as_number("passport", number))] if number else wanted

    def carry_out(self) -> object:
        subject = self.cleaned_data["subject"] or None
        return acts.identify_redress(
            self.context, redress=self.target.record.pk, subject=subject, **self.seen
        )


class DismissForm(_Step):
    label, act = codes.VERBS["dismiss"], staticmethod(acts.dismiss_redress)
    words = _("Proof was asked for and did not come.")


class ExtendForm(ActForm):
    """Extend the term once."""

    label = codes.VERBS["extend"]
    words = _("The law lets the term be extended once, while it runs; the person is told why.")

    text = written(_("Why it takes longer"))

    def carry_out(self) -> object:
        text = self.cleaned_data["text"]
        return acts.extend_redress(
            self.context, redress=self.target.record.pk, words=text, **self.seen
        )


class AnswerRedressForm(ActForm):
    """Answer the person."""

    label = codes.VERBS["answer"]
    words = _("Say what was found, what was done, and how to appeal.")

    outcome = marked(codes.REDRESS_OUTCOMES, pgettext_lazy("of a request", "Outcome"))
    reason = coded(codes.REDRESS_REASONS, _("Reason"))
    text = written(_WORDS, rows=5)

    def carry_out(self) -> object:
        given = self.given("outcome", "reason") | {"words": self.cleaned_data["text"]}
        return acts.answer_redress(
            self.context, redress=self.target.record.pk, **given, **self.seen
        )


class WithdrawRedressForm(_Step):
    label, act = codes.VERBS["withdraw"], staticmethod(acts.withdraw_redress)
    words = _("The person took the request back.")


class AppealForm(ActForm):
    """Note an appeal."""

    label = codes.VERBS["appeal"]
    words = _("Another officer decides than the one who answered.")

    text = written(_("What is said against the answer"))

    def carry_out(self) -> object:
        text = self.cleaned_data["text"]
        return acts.appeal_redress(
            self.context, redress=self.target.record.pk, words=text, **self.seen
        )


class DecideAppealForm(ActForm):
    """Decide on an appeal."""

    label = codes.VERBS["decide"]

    outcome = marked(codes.APPEAL_OUTCOMES, pgettext_lazy("of a request", "Outcome"))
    text = written(_WORDS)

    def carry_out(self) -> object:
        given = self.given("outcome") | {"words": self.cleaned_data["text"]}
        return acts.decide_redress(
            self.context, redress=self.target.record.pk, **given, **self.seen
        )


class CloseRedressForm(_Step):
    label, act = codes.VERBS["close"], staticmethod(acts.close_redress)
    words = _("Nobody appealed.")


class EraseSubjectForm(ActForm):
    """Erase what is held about the subject now."""

    label = _("Erase what is held")
    words = _(
        "The particulars and every revision of them are destroyed at once, and cannot be brought"
        " back. Recall or correct what others were told beforehand."
    )
    is_grave = True

    reason = marked(told.ERASURES, _("Reason"))
    sure = forms.BooleanField(label=_("I know that this cannot be undone."))

    def carry_out(self) -> object:
        reason = self.cleaned_data["reason"]
        erase_subject(self.context, subject=self.target.record.subject_id, reason=reason)
        return None


ACTS: dict[str, type[ActForm]] = {
    "question": QuestionForm,
    "identify": IdentifyForm,
    "dismiss": DismissForm,
    "extend": ExtendForm,
    "answer": AnswerRedressForm,
    "withdraw": WithdrawRedressForm,
    "appeal": AppealForm,
    "decide": DecideAppealForm,
    "close": CloseRedressForm,
    "erase-subject": EraseSubjectForm,
}
