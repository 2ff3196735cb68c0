"""What the doctor asks about the ledger."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from fairlead.core.errors import FairleadError
from fairlead.core.registration import Health, Label
from fairlead.kernel.audit import guards, keys, queries
from fairlead.kernel.audit.models import WitnessReceipt, WitnessStanding
from fairlead.kernel.audit.witnesses.configured import configured
from fairlead.kernel.audit.witnesses.folder import FolderWitness
from fairlead.kernel.audit.witnesses.port import Witness
from fairlead.kernel.clock import now
from fairlead.kernel.wording import lasting, listed, on

WAIT_SLOW, WAIT_STUCK = timedelta(seconds=30), timedelta(minutes=5)
UNSIGNED_SLOW, UNSIGNED_STUCK = timedelta(minutes=3), timedelta(minutes=15)
UNVERIFIED_SLOW, UNVERIFIED_STUCK = timedelta(hours=3), timedelta(days=2)


def database_guards() -> Health:
    """Whether the database itself still refuses to change the ledger."""
    missing = guards.missing()
    if missing:
        words = format_lazy(
            _("The database no longer refuses changes to the ledger. Missing guards: {names}."),
            names=listed(missing),
        )
        return Health(state="bad", words=words, figures={"missing": missing})
    return Health(state="good", words=_("The database refuses every change to the ledger."))


def order() -> Health:
    """Whether entries get their place in time."""
    standing = queries.standing()
    seconds = int(standing.oldest_wait.total_seconds())
    figures: dict[str, object] = {
        "entries": standing.entries,
        "waiting": standing.waiting,
        "oldest_seconds": seconds,
    }
    state = _by_age(standing.oldest_wait, WAIT_SLOW, WAIT_STUCK)
    return Health(state=state, words=_order_in_words(standing), figures=figures)


def signed() -> Health:
    """Whether the newest checkpoint covers what is in order."""
    try:
        keys.signer()
    except FairleadError as error:
        words = format_lazy(_("Checkpoints cannot be signed: {error}"), error=str(error))
        return Health(state="bad", words=words)
    standing = queries.standing()
    uncovered = standing.entries - standing.checkpoint_size
    age = _age(standing.checkpoint_time) if uncovered else timedelta()
    words = format_lazy(
        ngettext_lazy(
            "The newest checkpoint covers entries up to {size}; {uncovered} is not covered yet.",
            "The newest checkpoint covers entries up to {size}; {uncovered} are not covered yet.",
            uncovered,
        ),
        size=standing.checkpoint_size,
        uncovered=uncovered,
    )
    figures: dict[str, object] = {"size": standing.checkpoint_size, "uncovered": uncovered}
    state = "bad" if uncovered < 0 else _by_age(age, UNSIGNED_SLOW, UNSIGNED_STUCK)
    return Health(state=state, words=words, figures=figures)


def witnesses() -> Health:
    """Whether somebody outside the database keeps the checkpoints."""
    present = configured()
    if not present:
        words = _("No witness is configured: whoever holds this machine can rewrite the ledger.")
        return Health(state="warning", words=words, figures={"witnesses": 0})
    names = [one.name for one in present]
    standings = WitnessStanding.objects.filter(witness__in=names).exclude(words="")
    limit = timedelta(seconds=settings.FAIRLEAD_WITNESS_LIMIT)
    refusing = [one for one in standings if one.refused]
    overdue = [one for one in standings if _age(one.failing_since) > limit]
    if refusing or overdue or standings:
        return _complaint(list(standings), bad=bool(refusing or overdue))
    if unheard := _never_heard(names):
        words = format_lazy(
            _("Witnesses that have no checkpoint yet: {names}."), names=listed(unheard)
        )
        return Health(state="warning", words=words)
    if _all_on_our_disk(present):
        words = _("The witness lies on the same disk as the data: keep it on another machine.")
        return Health(state="warning", words=words)
    words = format_lazy(
        ngettext_lazy(
            "{count} witness keeps the checkpoints.",
            "{count} witnesses keep the checkpoints.",
            len(names),
        ),
        count=len(names),
    )
    return Health(state="good", words=words, figures={"witnesses": len(names)})


def verified() -> Health:
    """Up to where the ledger was read again, and when."""
    standing = queries.standing()
    figures: dict[str, object] = {"size": standing.verified_size}
    if standing.verified_problems:
        words = format_lazy(
            _("The ledger is not what was signed: {problems}"),
            problems=listed(standing.verified_problems),
        )
        return Health(state="bad", words=words, figures=figures)
    if standing.verified_time is None:
        state = "warning" if standing.checkpoint_size else "good"
        return Health(state=state, words=_("The ledger has not been verified yet."))
    words = format_lazy(
        _("Verified up to entry {size} at {time} UTC."),
        size=standing.verified_size,
        time=on(standing.verified_time),
    )
    unread = standing.checkpoint_size > standing.verified_size
    age = _age(standing.verified_time) if unread else timedelta()
    state = _by_age(age, UNVERIFIED_SLOW, UNVERIFIED_STUCK)
    return Health(state=state, words=words, figures=figures)


def _complaint(standings: list[WitnessStanding], *, bad: bool) -> Health:
    complaints = [
        format_lazy(_("{witness}: {words}"), witness=one.witness, words=one.words)
        for one in standings
    ]
    words = format_lazy(_("Witnesses complain. {complaints}"), complaints=listed(complaints))
    return Health(
        state="bad" if bad else "warning",
        words=words,
        figures={"failing": [one.witness for one in standings]},
    )


def _order_in_words(standing: queries.Standing) -> Label:
    if not standing.waiting:
        entries = ngettext_lazy(
            "{count} entry is in order; none is waiting.",
            "{count} entries are in order; none is waiting.",
            standing.entries,
        )
        return format_lazy(entries, count=standing.entries)
    waiting = ngettext_lazy(
        "{waiting} entry is waiting for its place; the longest wait is {span}.",
        "{waiting} entries are waiting for their place; the longest wait is {span}.",
        standing.waiting,
    )
    return format_lazy(waiting, waiting=standing.waiting, span=lasting(standing.oldest_wait))


def _never_heard(names: list[str]) -> list[str]:
    heard = set(
        WitnessReceipt.objects.filter(witness__in=names)
        .values_list("witness", flat=True)
        .distinct()
    )
    return [name for name in names if name not in heard]


def _all_on_our_disk(present: Sequence[Witness]) -> bool:
    """Say whether one hand on one disk could take the data and every copy."""
    folders = [one.root for one in present if isinstance(one, FolderWitness) and one.root.exists()]
    ours = Path(settings.FAIRLEAD_DATA).stat().st_dev
    return len(folders) == len(present) and all(one.stat().st_dev == ours for one in folders)


def _age(moment: datetime | None) -> timedelta:
    return now() - moment if moment else timedelta()


def _by_age(age: timedelta, slow: timedelta, stuck: timedelta) -> str:
    return "bad" if age > stuck else "warning" if age > slow else "good"
