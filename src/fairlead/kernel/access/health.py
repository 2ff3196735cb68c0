"""What the doctor asks this room."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Health
from fairlead.kernel.access import policy
from fairlead.kernel.access.models import Emergency, PolicyText
from fairlead.kernel.clock import now
from fairlead.kernel.wording import listed


def policy_kept() -> Health:
    """Say whether the policy in force is kept, so that the ledger's versions can be read."""
    version = policy.table().version
    kept = PolicyText.objects.filter(pk=version).exists()
    return Health(
        state="good" if kept else "bad",
        words=_("The policy in force is kept.")
        if kept
        else _("The policy in force is not kept yet: run “fairlead migrate”."),
        figures={"version": version, "permits": len(policy.table().lines())},
    )


def purposes_founded() -> Health:
    """Say which purposes and duties are switched off, because no law was named for them."""
    bases = policy.bases()
    labels = policy.labels()
    missing = sorted(code for code, basis in bases.items() if not basis)
    if not missing:
        words = _("Every purpose has a legal basis.")
        return Health(state="good", words=words, figures={"purposes": len(bases)})
    return Health(
        state="warning",
        words=format_lazy(
            _(
                "Switched off, because the law in force names no legal basis: {purposes}. Name it "
                "in the jurisdiction profile, as [[basis]], and let two persons adopt that."
            ),
            purposes=listed(
                format_lazy(_("{purpose} ({code})"), purpose=labels[code], code=code)
                for code in missing
            ),
        ),
        figures={"purposes": len(bases), "without_basis": missing},
    )


def reviews() -> Health:
    """Say whether an emergency waits for its review."""
    waiting = Emergency.objects.exclude(state="reviewed")
    late = waiting.filter(review_due_at__lte=now()).count()
    state = "bad" if late else "warning" if waiting.exists() else "good"
    words = {
        "bad": _("An emergency was not reviewed in time."),
        "warning": _("An emergency waits for its review."),
        "good": _("No emergency waits for a review."),
    }
    return Health(
        state=state, words=words[state], figures={"waiting": waiting.count(), "late": late}
    )
