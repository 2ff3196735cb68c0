"""Notes, tasks, decisions and exhibits of a case."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.desks.casework.forms.acts import (
    ActForm,
    ColleagueField,
    choosing,
    coded,
    dated,
    lined,
    marked,
    people_of,
    written,
)
from fairlead.desks.casework.queries.targets import Target
from fairlead.kernel.cases import codes, keeping
from fairlead.kernel.cases.actions import decision as decisions
from fairlead.kernel.cases.actions import exhibit as exhibits
from fairlead.kernel.cases.actions import note as notes
from fairlead.kernel.cases.actions import task as tasks
from fairlead.kernel.cases.models import Decision, Exhibit, Note, Task
from fairlead.kernel.people.models import Account

_WORDS = pgettext_lazy("what somebody writes", "Words")


class _Mentions(forms.ModelMultipleChoiceField[Account]):
    def label_from_instance(self, obj: Account) -> str:
        """Call a person by name."""
        return obj.name


class NoteForm(ActForm):
    """Write a note."""

    label = _("Write a note")
    words = _("A note is never edited: its author corrects it by another one.")

    text = written(pgettext_lazy("in a case", "Note"), rows=5)
    mentions = _Mentions(
        queryset=Account.objects.none(),
        label=_("Should be read by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        others = people_of(self.case.agency_id).exclude(pk__in=[self.context.account])
        choosing(self, "mentions").queryset = others

    @property
    def said(self) -> dict[str, Any]:
        """Return the words and who was named."""
        mentions = [one.pk for one in self.cleaned_data["mentions"]]
        return {"words": self.cleaned_data["text"], "mentions": mentions}

    def carry_out(self) -> object:
        return notes.add_note(self.context, case=self.case.pk, **self.said)


class CorrectNoteForm(NoteForm):
    """Correct one's own note."""

    label = _("Correct the note")
    words = _("The first note remains, and says that it was corrected.")
    part = Note

    @classmethod
    def start(cls, target: Target) -> dict[str, Any]:
        """Begin with the words of the first."""
        return {"text": keeping.opened(target.context, target.part)["words"]}

    def carry_out(self) -> object:
        return notes.correct_note(self.context, note=self.target.part.pk, **self.said)


class TaskForm(ActForm):
    """Add a task or a flag."""

    label = _("Add a task")
    words = _("A case is closed when its tasks are done or dropped.")

    text = written(_("What is to be done"), rows=2)
    kind = marked(dict(Task.Kind.choices), pgettext_lazy("of a task", "Kind"), initial="task")
    deadline = dated(_("Deadline"))
    assignee = ColleagueField(_("By whom"), required=False)

    def prepare(self) -> None:
        choosing(self, "assignee").queryset = people_of(self.case.agency_id)

    @property
    def said(self) -> dict[str, Any]:
        """Return what is to be done, by whom and until when."""
        assignee = self.cleaned_data["assignee"]
        return {
            "words": self.cleaned_data["text"],
            "deadline": self.cleaned_data["deadline"],
            "assignee": assignee.pk if assignee else None,
        }

    def carry_out(self) -> object:
        kind = self.cleaned_data["kind"]
        return tasks.add_task(self.context, case=self.case.pk, kind=kind, **self.said)


class EditTaskForm(TaskForm):
    """Change a task."""

    label = _("Change the task")
    words = _("Who looks at the task sees what it says now, and not what it said.")
    part = Task

    kind = None  # type: ignore[assignment]  # what it was, it stays

    @classmethod
    def start(cls, target: Target) -> dict[str, Any]:
        """Begin with how it stands."""
        task = target.part
        text = keeping.opened(target.context, task)["words"]
        return {"text": text, "deadline": task.deadline, "assignee": task.assignee_id}

    def carry_out(self) -> object:
        task = self.target.part.pk
        return tasks.edit_task(self.context, task=task, **self.said, **self.seen)


class _TaskStep(ActForm):
    part = Task
    act: Any

    def carry_out(self) -> object:
        return type(self).act(self.context, task=self.target.part.pk, **self.seen)


class StartTaskForm(_TaskStep):
    label, act = codes.VERBS["start"], staticmethod(tasks.start_task)


class CompleteTaskForm(_TaskStep):
    label, act = codes.VERBS["complete"], staticmethod(tasks.complete_task)


class DropTaskForm(_TaskStep):
    label, act = codes.VERBS["drop"], staticmethod(tasks.drop_task)


class ReopenTaskForm(_TaskStep):
    label, act = codes.VERBS["reopen"], staticmethod(tasks.reopen_task)


def _outcomes(question: str) -> Iterator[tuple[str, Any]]:
    yield from codes.QUESTIONS[question].items()


class DecideForm(ActForm):
    """Decide a question of the case."""

    label = pgettext_lazy("step in a case", "Decide")
    words = _(
        "What you decide, why, and what the page showed you are kept for good. A decision is"
        " corrected by another one, never edited."
    )

    answer = forms.ChoiceField(label=pgettext_lazy("in a case", "Decision"))
    subject = forms.ChoiceField(label=_("About"), required=False)
    reason = coded(codes.DECISION_REASONS, _("Reason"))
    text = written(_("In words"), help_text=_("How you came to it, so that another can follow."))

    def prepare(self) -> None:
        choosing(self, "answer").choices = [
            (
                codes.QUESTION_LABELS[question],
                [(f"{question}/{code}", words) for code, words in _outcomes(question)],
            )
            for question in codes.QUESTIONS
        ]
        named = [(str(key), name) for key, name in self.target.names.items()]
        choosing(self, "subject").choices = [("", _("The case as a whole")), *named]

    @property
    def said(self) -> dict[str, Any]:
        """Return reason and words, and what was on the page."""
        shown = {"case": str(self.case.pk), "version": self.cleaned_data["version"]}
        return {
            "reason": self.cleaned_data["reason"],
            "words": self.cleaned_data["text"],
            "shown": shown | {"subjects": sorted(str(key) for key in self.target.names)},
        }

    def carry_out(self) -> object:
        question, outcome = self.cleaned_data["answer"].split("/")
        return decisions.take_decision(
            self.context,
            case=self.case.pk,
            question=question,
            outcome=outcome,
            subject=self.cleaned_data["subject"] or None,
            **self.said,
        )


class CorrectDecisionForm(DecideForm):
    """Decide anew in the place of an earlier decision."""

    label = _("Decide anew")
    words = _("The earlier decision remains as it was, and says that it was corrected.")
    part = Decision

    subject = None  # type: ignore[assignment]  # that of the earlier one

    def prepare(self) -> None:
        choosing(self, "answer").choices = list(_outcomes(self.target.part.question))

    def carry_out(self) -> object:
        outcome = self.cleaned_data["answer"]
        return decisions.correct_decision(
            self.context, decision=self.target.part.pk, outcome=outcome, **self.said
        )


class OpinionForm(ActForm):
    """Give a second opinion."""

    label = _("Give a second opinion")
    words = _("Nobody gives it on a decision of their own.")
    part = Decision

    agrees = marked(
        {
            "yes": pgettext_lazy("second opinion", "I agree"),
            "no": pgettext_lazy("second opinion", "I see it differently"),
        },
        _("Second opinion"),
    )
    reason = coded(codes.DECISION_REASONS, _("Reason"))
    text = written(_("In words"))

    def carry_out(self) -> object:
        return decisions.give_opinion(
            self.context,
            decision=self.target.part.pk,
            agrees=self.cleaned_data["agrees"] == "yes",
            reason=self.cleaned_data["reason"],
            words=self.cleaned_data["text"],
        )


class ExhibitForm(ActForm):
    """Add a file as evidence."""

    label = _("Add an exhibit")
    words = _(
        "The file is encrypted and kept under the digest of its bytes (SHA-256). Its custody"
        " begins now."
    )
    has_files = True

    file = forms.FileField(label=_("File"), help_text=_("At most 100 MB."))
    title = lined(pgettext_lazy("of an exhibit", "Title"))
    source = lined(_("From whom or where"))
    seal = lined(_("What is written on the seal"), required=False)

    def carry_out(self) -> object:
        file = self.cleaned_data["file"]
        given = self.given("title", "source", "seal")
        return exhibits.add_exhibit(
            self.context, case=self.case.pk, stream=file.chunks(), name=file.name, **given
        )


class CustodyForm(ActForm):
    """Note what was done with an exhibit."""

    label = _("Note a step of custody")
    words = _("A step is never edited.")
    part = Exhibit

    step = coded(codes.CUSTODY_STEPS, _("What was done"))
    text = written(_("In words"), rows=2)
    holder = lined(_("Who has it now"), required=False)
    seal = lined(_("What is written on the seal"), required=False)

    def carry_out(self) -> object:
        return exhibits.note_custody(
            self.context,
            exhibit=self.target.part.pk,
            words=self.cleaned_data["text"],
            **self.given("step", "holder", "seal"),
        )


ACTS: dict[str, type[ActForm]] = {
    "add-note": NoteForm,
    "correct-note": CorrectNoteForm,
    "add-task": TaskForm,
    "edit-task": EditTaskForm,
    "start-task": StartTaskForm,
    "complete-task": CompleteTaskForm,
    "drop-task": DropTaskForm,
    "reopen-task": ReopenTaskForm,
    "decide": DecideForm,
    "correct-decision": CorrectDecisionForm,
    "give-opinion": OpinionForm,
    "add-exhibit": ExhibitForm,
    "note-custody": CustodyForm,
}
