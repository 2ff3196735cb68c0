from django import template

from fairlead.ui.explanation import Told, explained
from fairlead.ui.explanation.telling import Explicable

register = template.Library()


@register.inclusion_tag("ui/explanation.html")
def explanation(evidence: Explicable, alert_line: int | None = None) -> dict[str, Told]:
    """Show why somebody is, or is not, taken for an entry: every piece, and their sum."""
    return {"told": explained(evidence, alert_line=alert_line)}
