"""What the pages of the guide are called, in their order."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label

TITLES: dict[str, Label] = {
    "ground": _("Colours and letters"),
    "controls": _("Buttons and fields"),
    "table": pgettext_lazy("component", "Table"),
    "record": pgettext_lazy("component", "Head of a record"),
    "comparison": pgettext_lazy("component", "Comparison"),
    "explanation": _("Explanation of a score"),
    "timeline": pgettext_lazy("component", "Timeline"),
    "graph": pgettext_lazy("component", "Graph"),
    "bars": pgettext_lazy("component", "Bars"),
    "lines": pgettext_lazy("component", "Lines"),
    "heat-map": pgettext_lazy("component", "Heat map"),
    "distribution": pgettext_lazy("component", "Distribution"),
    "seats": pgettext_lazy("component", "Seats"),
    "upload": _("Sending a file"),
    "job": _("Work that goes on"),
    "messages": pgettext_lazy("component", "Messages"),
    "empty": _("Empty places"),
    "trouble": pgettext_lazy("component", "Errors"),
}
TEMPLATES = {code: code for code in ("ground", "controls", "table", "explanation")}
