"""Lists and spans of time inside sentences, as each language writes them.

A sentence is translated as a whole; what stands in it was joined by code until now, with a Latin
comma between and an English unit behind. Both functions wait until the text is read, so that a
line made at midnight is shown in the language of the morning's reader.
"""

from collections.abc import Iterable
from datetime import timedelta

from babel.dates import format_timedelta
from django.utils.functional import lazy
from django.utils.translation import get_language, pgettext, to_locale

from fairlead.core.registration import Label

ORIGIN = "en"


def listed(items: Iterable[object]) -> Label:
    """Return items in a row, with the comma of the reader's language between them."""
    return _listed(tuple(items))


def lasting(span: timedelta) -> Label:
    """Return a span of time in its largest fitting unit: “3 hours”, “3 heures”, “3小时”."""
    return _lasting(span)


def _join(items: tuple[object, ...]) -> str:
    return pgettext("between the items of a list", ", ").join(map(str, items))


def _spell(span: timedelta) -> str:
    return format_timedelta(span, locale=to_locale(get_language() or ORIGIN))


_listed, _lasting = lazy(_join, str), lazy(_spell, str)
