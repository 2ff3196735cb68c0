"""Why something was refused, in the reader's language. Never more than the code says."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from fairlead.core.policy.decisions import Reason
from fairlead.core.registration import Label

REASONS: Mapping[str, Label] = {
    Reason.PURPOSE_MISSING: _("This session has no purpose yet."),
    Reason.PURPOSE_UNKNOWN: _("There is no such purpose."),
    Reason.PURPOSE_NARROWER: _("The purpose of this session does not cover it."),
    Reason.PURPOSE_NOT_OF_ROLE: _("None of your roles has this purpose."),
    Reason.ROLE_MISSING: _("None of the roles that you hold now permits it."),
    Reason.CASE_MISSING: _("It needs a case of yours."),
    Reason.CASE_OTHER: _("It belongs to another case."),
    Reason.AGENCY_OTHER: _("It belongs to another agency."),
    Reason.BASIS_MISSING: _("The law in force here names no legal basis for this purpose."),
    Reason.EMERGENCY_OVER: _("The emergency is over."),
    Reason.DOOR_CLOSED: _("Personal data is not shown here."),
    "authentication-stale": _("Prove again that it is you, and try once more."),
    "authority-of-another-kind": _(
        "The law in force demands an order of another kind of authority."
    ),
    "decided-already": _("You have decided about it already."),
    "four-eyes": _("It takes more persons."),
    "nobody-to-tell": _("Nobody holds the role that must be told."),
    "not-a-person": _("Only a person can do this."),
    "not-approved": _("It needs the approval of a second person."),
    "not-involved": _("It is for those who proposed or approved it."),
    "own-proposal": _("Nobody approves their own proposal."),
    "payload-changed": _("It is no longer what was proposed."),
    "proposer-gone": _("Who proposed it cannot act any more."),
}


def in_words(reasons: Iterable[str]) -> list[Label]:
    """Return these reasons in words, those without any as their code."""
    return [REASONS.get(reason, reason) for reason in reasons]
