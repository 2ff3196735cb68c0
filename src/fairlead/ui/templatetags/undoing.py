from django import template
from django.contrib.messages.storage.base import Message

from fairlead.ui.toasts import undo_address

register = template.Library()


@register.filter
def undo(message: Message) -> str:
    """Return where the act that this message tells of is taken back; "" where it is not."""
    return undo_address(message.extra_tags or "")
