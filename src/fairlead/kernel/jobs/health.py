"""What the doctor asks about jobs."""

from datetime import timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from fairlead.core.registration import Health
from fairlead.kernel.jobs import queries
from fairlead.kernel.wording import lasting, listed

SLOW, STUCK = timedelta(minutes=5), timedelta(hours=1)
LATE = timedelta(minutes=2)


def workers() -> Health:
    """Whether a worker's heart beats."""
    alive = queries.living_workers().count()
    if not alive:
        return Health(state="bad", words=_("No worker is running: start “fairlead worker”."))
    return Health(
        state="good",
        words=format_lazy(
            ngettext_lazy("{count} worker is running.", "{count} workers are running.", alive),
            count=alive,
        ),
        figures={"workers": alive},
    )


def queue() -> Health:
    """How long the first waiting job has been waiting."""
    found = queries.queue()
    seconds = int(found.oldest.total_seconds())
    figures: dict[str, object] = {
        "waiting": found.waiting,
        "running": found.running,
        "oldest_seconds": seconds,
    }
    state = "bad" if found.oldest > STUCK else "warning" if found.oldest > SLOW else "good"
    words = format_lazy(
        ngettext_lazy(
            "{waiting} job is waiting; the longest wait is {span}.",
            "{waiting} jobs are waiting; the longest wait is {span}.",
            found.waiting,
        ),
        waiting=found.waiting,
        span=lasting(found.oldest),
    )
    if not found.waiting:
        words = _("No job is waiting.")
    return Health(state=state, words=words, figures=figures)


def dead_letters() -> Health:
    """Whether jobs failed for good and wait for a person."""
    dead = queries.queue().dead
    if dead:
        words = format_lazy(
            ngettext_lazy(
                "{count} job failed for good and waits for your decision.",
                "{count} jobs failed for good and wait for your decision.",
                dead,
            ),
            count=dead,
        )
        return Health(state="warning", words=words, figures={"dead": dead})
    return Health(state="good", words=_("No job failed for good."), figures={"dead": 0})


def schedules() -> Health:
    """Whether every schedule is kept."""
    beats = queries.beats()
    late = [beat.code for beat in beats if beat.due_at is None or beat.late > LATE]
    failing = [beat.code for beat in beats if beat.outcome == "failed"]
    figures: dict[str, object] = {"schedules": len(beats), "late": late, "failing": failing}
    if late:
        words = format_lazy(_("Schedules that are late: {codes}."), codes=listed(late))
        return Health(state="bad", words=words, figures=figures)
    if failing:
        words = format_lazy(_("Schedules whose last run failed: {codes}."), codes=listed(failing))
        return Health(state="warning", words=words, figures=figures)
    words = format_lazy(
        ngettext_lazy("{count} schedule is kept.", "All {count} schedules are kept.", len(beats)),
        count=len(beats),
    )
    return Health(state="good", words=words, figures=figures)
