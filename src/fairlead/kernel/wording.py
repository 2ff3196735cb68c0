"""Lists, moments and spans of time inside sentences, as each language writes them.

A sentence is translated as a whole; what stands in it was joined by code until now, with a Latin
comma between and an English unit behind. These functions wait until the text is read, so that a
line made at midnight is shown in the language of the morning's reader.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from babel.dates import format_timedelta
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import get_language, get_language_bidi, pgettext, to_locale

from fairlead.core.registration import Label

ORIGIN = "en"
ISOLATED = (
    "\u2068{}\u2069"  # what stands between turns in its own direction, and turns nothing else
)


def listed(items: Iterable[object]) -> Label:
    """Return items in a row, with the comma of the reader's language between them."""
    return _listed(tuple(items))


def lasting(span: timedelta) -> Label:
    """Return a span of time in its largest fitting unit: “3 hours”, “3 heures”, “3小时”."""
    return _lasting(span)


def on(moment: datetime) -> Label:
    """Return day and time of day: “20 November 2026, 13:10”."""
    return _on(moment)


def _join(items: tuple[object, ...]) -> str:
    """Join; in a line from right to left, Latin names keep the order of the list."""
    words = [ISOLATED.format(item) if get_language_bidi() else str(item) for item in items]
    return pgettext("between the items of a list", ", ").join(words)


def _moment(moment: datetime) -> str:
    return date_format(moment, "DATETIME_FORMAT")


def _spell(span: timedelta) -> str:
    return format_timedelta(span, locale=to_locale(get_language() or ORIGIN))


_listed, _lasting, _on = lazy(_join, str), lazy(_spell, str), lazy(_moment, str)
