"""Showing a component, and writing values as the reader's language does."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, cast

from babel.dates import format_timedelta
from babel.numbers import format_decimal, format_percent
from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from fairlead.kernel.clock import now
from fairlead.ui.writing import in_short, language_of, locale

register = template.Library()

SOON = timedelta(hours=24)


@register.simple_tag(takes_context=True)
def show(context: Context, component: Any) -> SafeString:  # noqa: ANN401 - any component
    """Render a component by the template that it names, as ``it``."""
    made = get_template(component.template)
    with context.push(it=component):
        flat: dict[str, Any] = context.flatten()  # type: ignore[assignment]
        return cast("SafeString", made.render(flat, context.get("request")))


@register.filter
def figure(value: object) -> str:
    """Write a number with the signs and groups of the reader's language."""
    return format_decimal(value, locale=locale()) if isinstance(value, int | float) else str(value)


@register.filter
def percent(share: float) -> str:
    """Write a share of one as per cent, as the reader's language does."""
    return format_percent(share, locale=locale())


@register.filter
def moment(value: date | None) -> str:
    """Write a moment or a day shortly."""
    if value is None:
        return ""
    return in_short(value)


@register.filter
def iso(value: date | None) -> str:
    """Write a moment for programs."""
    return value.isoformat() if value else ""


@register.filter
def away(value: datetime) -> str:
    """Write how long it is until a moment, or since: “in 3 hours”, “2 days ago”."""
    return format_timedelta(value - now(), add_direction=True, locale=locale())


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
    return language_of(str(text))


@register.filter
def short(value: float) -> str:
    """Write a number at an axis: “1,200”, “0.5”."""
    return format_decimal(round(value, 6), locale=locale())


@register.filter
def add_to(value: float, more: float) -> float:
    """Add two places of a drawing."""
    return round(value + more, 1)


@register.filter
def at(table: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what stands under this key."""
    return table.get(key, "")
