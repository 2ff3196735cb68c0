from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import (
    EVERY_CLASS,
    ApprovalKind,
    Duty,
    HealthCheck,
    Room,
    Schedule,
    Term,
)

_ACTIONS = "fairlead.kernel.retention.actions"
_INDEPENDENT = frozenset({"oversight", "protection_officer"})

APPROVALS = (
    ApprovalKind(
        code="retention.unseal",
        label=_("Open one sealed record for a time"),
        execute=f"{_ACTIONS}.unsealing.unseal_record",
        describe="fairlead.kernel.retention.orders.describe_unsealing",
        proposer_roles=frozenset({"analyst", "supervisor"}),
        approver_roles=_INDEPENDENT,
        approver_agency="any",
        expires=timedelta(days=1),
    ),
    ApprovalKind(
        code="retention.destroy_keys",
        label=_("Destroy the key of one month of records before its time"),
        execute=f"{_ACTIONS}.keys.destroy_key",
        proposer_roles=frozenset({"administrator", "protection_officer"}),
        approver_roles=_INDEPENDENT,
        approver_agency="any",
    ),
    ApprovalKind(
        code="retention.change_term",
        label=_("Adopt another law of retention"),
        execute=f"{_ACTIONS}.law.adopt_law",
        proposer_roles=frozenset({"administrator", "protection_officer"}),
        approver_roles=_INDEPENDENT,
        approver_agency="any",
    ),
    ApprovalKind(
        code="retention.hold_release",
        label=_("Release a legal hold"),
        execute=f"{_ACTIONS}.holds.release_hold",
        proposer_roles=frozenset({"analyst", "supervisor", "protection_officer"}),
        approver_roles=_INDEPENDENT | {"supervisor"},
        approver_agency="any",
    ),
)


class RetentionConfig(AppConfig):
    """Declares the room, seals the ledger's payloads, and names the law of purposes."""

    name = "fairlead.kernel.retention"
    label = "retention"

    def ready(self) -> None:
        """Install the sealer of the ledger, and say where legal bases are named."""
        from fairlead.kernel.access import policy
        from fairlead.kernel.audit import payloads
        from fairlead.kernel.retention import laws
        from fairlead.kernel.retention.ledger_sealing import LedgerSealer

        payloads.install(LedgerSealer())
        policy.install_law(laws.bases)

    room = Room(
        label=_("Retention"),
        duties=(
            Duty(
                code="retention",
                label=_("Keeping to the terms"),
                legal_basis="The law of retention in force at this installation",
                verbs=frozenset({Verb.CONSULT, Verb.ALTER, Verb.ERASE}),
                data_classes=frozenset({EVERY_CLASS}),
            ),
        ),
        approvals=APPROVALS,
        terms=(
            Term(
                record_class="staff.unsealings", model="retention.Unsealing", clock_start="asked_at"
            ),
        ),
        schedules=(
            Schedule(
                code="run", job="fairlead.kernel.retention.jobs.run", every=timedelta(hours=1)
            ),
        ),
        health=tuple(
            HealthCheck(code=code, label=label, check=f"fairlead.kernel.retention.health.{code}")
            for code, label in (
                ("keys", _("Key store")),
                ("overdue", _("Retention")),
                ("law", _("Law of retention")),
            )
        ),
    )
