import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """Write data as JSON into an attribute of the page, where a static script reads it.

    The page escapes it like any text: no script stands in a page, so the policy
    ``script-src 'self'`` needs no exception.
    """
    return json.dumps(value, cls=DjangoJSONEncoder)
