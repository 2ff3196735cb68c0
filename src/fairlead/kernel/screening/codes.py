"""The closed lists of this room, each code with its words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.errors import BadInput
from fairlead.core.registration import Label

Words = Mapping[str, Label]

HIT_STATES: Words = {
    "open": pgettext_lazy("state of a hit", "New"),
    "reopened": pgettext_lazy("state of a hit", "Reopened"),
    "taken": pgettext_lazy("state of a hit", "Being worked on"),
    "snoozed": pgettext_lazy("state of a hit", "Put off"),
    "escalated": pgettext_lazy("state of a hit", "With the supervisors"),
    "second": pgettext_lazy("state of a hit", "Waiting for a second person"),
    "decided": pgettext_lazy("state of a hit", "Decided"),
}
OUTCOMES: Words = {
    "same": pgettext_lazy("outcome of a hit", "The same"),
    "different": pgettext_lazy("outcome of a hit", "Different"),
    "unsure": pgettext_lazy("outcome of a hit", "Unsure"),
}
REASONS: Words = {
    "document": pgettext_lazy("what decided a hit", "Number of a document"),
    "birth": pgettext_lazy("what decided a hit", "Date or place of birth"),
    "name": pgettext_lazy("what decided a hit", "Name"),
    "person": pgettext_lazy("what decided a hit", "Sex, age or nationality"),
    "likeness": pgettext_lazy("what decided a hit", "Likeness"),
    "history": pgettext_lazy("what decided a hit", "Travel or other history"),
    "earlier": pgettext_lazy("what decided a hit", "Earlier decision on the same two"),
    "too-little": pgettext_lazy("what decided a hit", "Too little is known"),
    "other": pgettext_lazy("what decided a hit", "Other, see the words"),
}
SNOOZES: Words = {
    "document": _("Waiting for a copy of a document"),
    "authority": _("Waiting for the authority of the list"),
    "carrier": _("Waiting for the carrier"),
    "arrival": _("Nothing to do before arrival"),
}
ESCALATIONS: Words = {
    "urgent": _("Urgent: the deadline is near"),
    "serious": _("Probably the same, and serious"),
    "unclear": _("Not clear from what is known"),
    "conflict": _("Conflict of interest"),
}
REOPENINGS: Words = {
    "new-information": _("New information"),
    "decided-in-error": _("Decided in error"),
    "redress": _("Outcome of a redress request"),
    "changed": _("One of the two sides changed"),
}
OPINIONS: Words = {
    "agrees": pgettext_lazy("second opinion on a hit", "Agrees"),
    "differs": pgettext_lazy("second opinion on a hit", "Sees it differently"),
}
REMARKS: Words = {
    "handover": pgettext_lazy("kind of remark on a hit", "Handed over"),
    "snooze": pgettext_lazy("kind of remark on a hit", "Put off"),
    "escalation": pgettext_lazy("kind of remark on a hit", "Escalated"),
    "opinion": pgettext_lazy("kind of remark on a hit", "Second opinion"),
    "reopening": pgettext_lazy("kind of remark on a hit", "Reopened"),
}
UNITS: Words = {
    "air": pgettext_lazy("queue of hits", "Travel by air"),
    "sea": pgettext_lazy("queue of hits", "Travel by sea"),
    "land": pgettext_lazy("queue of hits", "Land borders"),
    "payments": pgettext_lazy("queue of hits", "Payments"),
    "register": pgettext_lazy("queue of hits", "Registers and lists"),
}
DEADLINES: Words = {
    "": pgettext_lazy("deadline of a hit", "No deadline"),
    "departure": pgettext_lazy("deadline of a hit", "Departure"),
    "arrival": pgettext_lazy("deadline of a hit", "Arrival"),
    "legal": pgettext_lazy("deadline of a hit", "Legal term"),
}
ORIGINS: Words = {
    "booking": pgettext_lazy("where a hit came from", "Booking"),
    "passengers": pgettext_lazy("where a hit came from", "List of passengers"),
    "crew": pgettext_lazy("where a hit came from", "List of crew"),
    "payment": pgettext_lazy("where a hit came from", "Payment"),
    "register": pgettext_lazy("where a hit came from", "Register"),
}
BANDS: Words = {
    "alert": pgettext_lazy("band of a hit", "Alert"),
    "review": pgettext_lazy("band of a hit", "Review"),
    "information": pgettext_lazy("band of a hit", "Information"),
}
GROUNDS: Words = {
    "name": pgettext_lazy("strongest evidence of a hit", "Name"),
    "identifier": pgettext_lazy("strongest evidence of a hit", "Number of a document"),
    "birth": pgettext_lazy("strongest evidence of a hit", "Birth"),
    "other": pgettext_lazy("strongest evidence of a hit", "Other facts"),
}
VERBS: Words = {
    "take": pgettext_lazy("step with a hit", "Take"),
    "assign": pgettext_lazy("step with a hit", "Assign"),
    "release": pgettext_lazy("step with a hit", "Give back to the queue"),
    "snooze": pgettext_lazy("step with a hit", "Put off"),
    "wake": pgettext_lazy("step with a hit", "Go on now"),
    "escalate": pgettext_lazy("step with a hit", "Escalate"),
    "reopen": pgettext_lazy("step with a hit", "Open again"),
}


def check(code: str, words: Words, place: str) -> str:
    """Return a code of a closed list, or raise."""
    if code not in words:
        raise BadInput(str(_("Choose one of the list.")), place=place)
    return code
