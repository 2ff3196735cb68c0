"""Showing a component, and writing values as the reader's language does."""

from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_timedelta
from babel.numbers import format_decimal
from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, to_locale

from fairlead.core.text import Script, script_of
from fairlead.kernel.clock import now

register = template.Library()

SOON = timedelta(hours=24)
# The codes of ISO 15924, for what chooses a typeface or a voice by language.
_CODES = {
    "ARABIC": "Arab",
    "HAN": "Hani",
    "CYRILLIC": "Cyrl",
    "LATIN": "Latn",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "HANGUL": "Hang",
    "KANA": "Jpan",
    "DEVANAGARI": "Deva",
}


@register.simple_tag(takes_context=True)
def show(context: Context, component: Any) -> SafeString:  # noqa: ANN401 - any component
    """Render a component by the template that it names, as ``it``."""
    made = get_template(component.template)
    with context.push(it=component):
        flat: dict[str, Any] = context.flatten()  # type: ignore[assignment]
        return mark_safe(made.render(flat, context.get("request")))  # noqa: S308 - a template escaped it


@register.filter
def figure(value: object) -> str:
    """Write a number with the signs and groups of the reader's language."""
    return format_decimal(value, locale=_locale()) if isinstance(value, int | float) else str(value)


@register.filter
def moment(value: date | None) -> str:
    """Write a moment or a day shortly."""
    if value is None:
        return ""
    kind = "SHORT_DATETIME_FORMAT" if isinstance(value, datetime) else "SHORT_DATE_FORMAT"
    return date_format(value, kind)


@register.filter
def iso(value: date) -> str:
    """Write a moment for programs."""
    return value.isoformat()


@register.filter
def away(value: datetime) -> str:
    """Write how long it is until a moment, or since: “in 3 hours”, “2 days ago”."""
    return format_timedelta(value - now(), add_direction=True, locale=_locale())


@register.filter
def urgency(value: datetime) -> str:
    """Return ``over``, ``soon`` or nothing, for the look of a countdown."""
    left = value - now()
    if left < timedelta():
        return "over"
    return "soon" if left < SOON else ""


@register.filter
def script(text: object) -> str:
    """Return a language tag that says nothing but the script: ``und-Arab``."""
    found: Script = script_of(str(text))
    code = _CODES.get(found.name, "")
    return f"und-{code}" if code else "und"


def _locale() -> str:
    return to_locale(get_language() or "en")
