"""What an approver reads before she votes: codes in words, and the page to look at first."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from fairlead.core.registration import Label
from fairlead.kernel.screening import codes

Lines = list[tuple[Label, Label]]


def of_judgement(payload: Mapping[str, str]) -> Lines:
    """Describe one judgement; the hit itself is looked at on its page, with its own entry."""
    return [
        (_("Hit"), payload["hit"]),
        (_("Outcome"), codes.OUTCOMES.get(payload["outcome"], payload["outcome"])),
        (_("Reason"), codes.REASONS.get(payload["reason"], payload["reason"])),
        (_("Fingerprint of what was shown"), payload["shown"]),
    ]


def of_batch(payload: Mapping[str, str]) -> Lines:
    """Describe many judgements with one comment."""
    return [
        (_("Number of hits"), str(payload["count"])),
        (_("Outcome"), codes.OUTCOMES.get(payload["outcome"], payload["outcome"])),
        (_("Reason"), codes.REASONS.get(payload["reason"], payload["reason"])),
        (_("Fingerprint of the hits"), payload["hits"]),
    ]
