from datetime import timedelta

from django import template

from fairlead.kernel import wording

register = template.Library()


@register.filter
def lasting(span: timedelta) -> str:
    """Write a span of time as the reader's language does."""
    return str(wording.lasting(span))
