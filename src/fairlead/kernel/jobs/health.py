"""What the doctor asks about jobs."""

from datetime import timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Health
from fairlead.kernel.jobs import queries

SLOW, STUCK = timedelta(minutes=5), timedelta(hours=1)
LATE = timedelta(minutes=2)


def workers() -> Health:
    """Whether a worker's heart beats."""
    alive = queries.living_workers().count()
    if not alive:
        return Health(state="bad", words=_("No worker is running: start “fairlead worker”."))
    return Health(
        state="good",
        words=format_lazy(_("Workers whose heart beats: {count}."), count=alive),
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
        _("Jobs waiting: {waiting}; the longest for {seconds} s."),
        waiting=found.waiting,
        seconds=seconds,
    )
    return Health(state=state, words=words, figures=figures)


def dead_letters() -> Health:
    """Whether jobs failed for good and wait for a person."""
    dead = queries.queue().dead
    if dead:
        words = format_lazy(
            _("Jobs that failed for good and wait for your decision: {count}."), count=dead
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
        words = format_lazy(_("Schedules that are late: {codes}."), codes=", ".join(late))
        return Health(state="bad", words=words, figures=figures)
    if failing:
        words = format_lazy(_("Schedules that failed at last: {codes}."), codes=", ".join(failing))
        return Health(state="warning", words=words, figures=figures)
    words = format_lazy(_("All {count} schedules are kept."), count=len(beats))
    return Health(state="good", words=words, figures=figures)
