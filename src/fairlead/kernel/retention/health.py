"""What the doctor asks about retention."""

from datetime import timedelta

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from fairlead.core.registration import Health
from fairlead.kernel.clock import now
from fairlead.kernel.retention import checking, laws, queries, writing
from fairlead.kernel.retention.adoption import endless
from fairlead.kernel.wording import lasting, listed

LATE, TOO_LATE = timedelta(hours=24), timedelta(hours=72)


def keys() -> Health:
    """Whether every key that should be there is, and no other."""
    problems = list(checking.key_problems())
    if not problems:
        return Health(state="good", words=_("The keys agree with the records."))
    first = problems[0]
    words = format_lazy(
        ngettext_lazy(
            "{count} key has a problem: {key}: {words}",
            "{count} keys have a problem. The first is {key}: {words}",
            len(problems),
        ),
        count=len(problems),
        key=first.bucket,
        words=first.words,
    )
    return Health(state="bad", words=words, figures={"problems": len(problems)})


def overdue() -> Health:
    """Whether what is due was done in time."""
    with transaction.atomic():
        due = list(queries.due(now() - LATE, writing.house()))
    count = sum(one.count for one in due)
    if not count:
        return Health(state="good", words=_("Everything that is due was done within a day."))
    oldest = now() - min(one.earliest for one in due)
    words = format_lazy(
        ngettext_lazy(
            "{count} record is past its time, by up to {span}.",
            "{count} records are past their time, by up to {span}.",
            count,
        ),
        count=count,
        span=lasting(oldest),
    )
    state = "bad" if oldest > TOO_LATE else "warning"
    return Health(state=state, words=words, figures={"overdue": count})


def law() -> Health:
    """Whether the profile in the settings is the law in force."""
    if laws.change_is_proposed():
        words = _("The settings name another law than the one in force; two persons must adopt it.")
        return Health(state="warning", words=words)
    adopted = laws.in_force()
    if adopted and (missing := endless(adopted.law)):
        words = format_lazy(
            _("The law in force does not say when these records end: {classes}."),
            classes=listed(missing),
        )
        return Health(state="bad", words=words)
    title = str(adopted.law) if adopted else "–"
    words = format_lazy(_("The law in force: {title}."), title=title)
    return Health(state="good", words=words)
