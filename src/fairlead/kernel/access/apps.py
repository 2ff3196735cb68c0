from datetime import timedelta

from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.ledger import Verb
from fairlead.core.registration import ApprovalKind, Duty, HealthCheck, Room, Schedule, Term

_HERE = "fairlead.kernel.access"
_WATCHING = frozenset({"oversight", "protection_officer"})


class AccessConfig(AppConfig):
    name = _HERE
    label = "access"
    room = Room(
        label=pgettext_lazy("room of the house", "Access"),
        duties=(
            Duty(
                code="access.closing",
                label=_("Closing what nobody decided or reviewed in time"),
                legal_basis="Directive (EU) 2016/680, Article 29(2)",
                verbs=frozenset({Verb.OPERATE, Verb.REVOKE}),
                data_classes=frozenset({"approval", "emergency"}),
            ),
            Duty(
                code="access.policy",
                label=_("Keeping the text of every policy"),
                legal_basis="Directive (EU) 2016/680, Article 29(2)",
                verbs=frozenset({Verb.CONFIGURE}),
                data_classes=frozenset({"policy"}),
            ),
        ),
        schedules=(
            Schedule(
                code="access.closing",
                job=f"{_HERE}.jobs.close_overdue",
                every=timedelta(minutes=1),
            ),
        ),
        health=tuple(
            HealthCheck(code=code, label=label, check=f"{_HERE}.health.{function}")
            for code, label, function in (
                ("policy", _("Policy"), "policy_kept"),
                ("purposes", _("Purposes"), "purposes_founded"),
                ("reviews", _("Emergencies"), "reviews"),
            )
        ),
        # Words of staff about their own acts. The ledger keeps who did what; these rows need not.
        terms=(
            Term(
                record_class="staff.approvals",
                model="access.Vote",  # before the approval that it refers to
                clock_start="approval__closed_at",
            ),
            Term(record_class="staff.approvals", model="access.Approval", clock_start="closed_at"),
            Term(
                record_class="staff.emergencies",
                model="access.Emergency",
                clock_start="reviewed_at",
            ),
            Term(record_class="staff.notices", model="access.Notice", clock_start="made_at"),
        ),
        approvals=(
            ApprovalKind(
                code="people.grant_role",
                label=_("Grant a role"),
                execute=f"{_HERE}.grants.grant_role",
                describe=f"{_HERE}.grants.describe_grant",
                proposer_roles=frozenset({"security_officer", "supervisor"}),
                approver_roles=frozenset({"security_officer"}),
                expires=timedelta(days=7),
            ),
            ApprovalKind(
                code="access.supervise",
                label=_("Let one agency supervise another"),
                execute=f"{_HERE}.supervision.begin_supervision",
                describe=f"{_HERE}.supervision.describe_supervision",
                proposer_roles=_WATCHING | {"security_officer"},
                approver_roles=frozenset({"security_officer"}),
                approver_agency="any",
            ),
            ApprovalKind(
                code="access.end_supervision",
                label=_("End the supervision of one agency by another"),
                execute=f"{_HERE}.supervision.end_supervision",
                describe=f"{_HERE}.supervision.describe_supervision",
                proposer_roles=_WATCHING | {"security_officer"},
                approver_roles=_WATCHING,
                approver_agency="any",
            ),
        ),
    )

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from fairlead.kernel.access.checks import check_protected
        from fairlead.kernel.access.standing import after_migrate

        checks.register(check_protected, checks.Tags.models)
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="access.walls")
