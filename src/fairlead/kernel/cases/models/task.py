from django.db import models
from django.utils.translation import pgettext_lazy

from fairlead.kernel.cases.machines import TASK
from fairlead.kernel.cases.models.case import Case
from fairlead.kernel.cases.models.record import STAGED, Staged, account, known_state


class Task(Staged):
    """Something to be done for a case, or a flag: something to be looked at. Sealed: ``words``."""

    class Kind(models.TextChoices):
        TASK = "task", pgettext_lazy("kind of task", "Task")
        FLAG = "flag", pgettext_lazy("kind of task", "Flag")

    data_class = "case-identity"
    case_field = "case"
    coarse = (*STAGED, "kind", "deadline", "done_at")
    machine = TASK

    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    status = models.CharField(max_length=20, default=TASK.initial)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TASK)
    deadline = models.DateTimeField(null=True)
    assignee = account()
    done_at = models.DateTimeField(null=True)
    done_by = account()

    class Meta(Staged.Meta):
        constraints = [known_state(TASK)]
        indexes = [
            models.Index(
                fields=["assignee", "deadline"],
                condition=models.Q(done_at__isnull=True),
                name="cases_task_mine",
            )
        ]
