"""What the doctor asks about how the installation is set up and kept."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Health
from fairlead.kernel.audit import queries as ledger
from fairlead.kernel.clock import now
from fairlead.kernel.wording import lasting, listed

LATE, TOO_LATE = timedelta(hours=26), timedelta(days=7)
BACKUP_MADE = "administration.backup.made"


def backup() -> Health:
    """How old the newest backup is, as the ledger has it."""
    newest = ledger.find(act=BACKUP_MADE).first()
    if newest is None:
        return Health(state="warning", words=_("No backup has ever been made."))
    age = now() - newest.time
    hours = int(age.total_seconds() // 3600)
    state = "bad" if age > TOO_LATE else "warning" if age > LATE else "good"
    words = format_lazy(_("Age of the newest backup: {span}."), span=lasting(age))
    return Health(state=state, words=words, figures={"age_hours": hours})


def origin() -> Health:
    """Whether browsers reach the installation as it believes they do."""
    if settings.FAIRLEAD_DEMONSTRATION:
        words = _("This is a demonstration: its keys and persons are not for real work.")
        return Health(state="warning", words=words)
    if settings.DEBUG:
        return Health(state="bad", words=_("DEBUG is on: error pages would show data."))
    if not settings.FAIRLEAD_ORIGIN.startswith("https://"):
        return Health(state="warning", words=_("The address does not begin with https://."))
    if not settings.FAIRLEAD_PROXIES:
        words = _("No proxy is trusted, so that every visitor seems to come without TLS.")
        return Health(state="warning", words=words)
    words = format_lazy(_("Reached at {origin}."), origin=settings.FAIRLEAD_ORIGIN)
    return Health(state="good", words=words)


def resources() -> Health:
    """Whether translations are compiled and the files for the browser are there."""
    folders = [path for place in settings.LOCALE_PATHS for path in place.glob("*/LC_MESSAGES")]
    stale = [
        folder.parent.name
        for folder in folders
        for source in folder.glob("*.po")
        if not _is_fresh(source.with_suffix(".mo"), source)
    ]
    if stale:
        words = format_lazy(_("Translations that are not compiled: {names}."), names=listed(stale))
        return Health(state="bad", words=words, figures={"stale": stale})
    if finders.find("ui/fairlead.css") is None:
        return Health(state="bad", words=_("The files for the browser are not there."))
    return Health(state="good", words=_("Translations and files for the browser are there."))


def _is_fresh(compiled: Path, source: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime
