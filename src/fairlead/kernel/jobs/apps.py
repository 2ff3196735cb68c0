from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import Duty, HealthCheck, Room, Schedule


class JobsConfig(AppConfig):
    name = "fairlead.kernel.jobs"
    label = "jobs"
    room = Room(
        label=_("Jobs"),
        duties=(
            Duty(
                code="operation",
                label=_("Keeping the installation running"),
                legal_basis="Directive (EU) 2016/680, Article 29 (security of processing)",
                verbs=frozenset({Verb.OPERATE}),
                data_classes=frozenset({"installation"}),
            ),
        ),
        schedules=(
            Schedule(
                code="erase-finished",
                job="fairlead.kernel.jobs.jobs.erase_results",
                every=timedelta(hours=1),
            ),
        ),
        health=tuple(
            HealthCheck(code=code, label=label, check=f"fairlead.kernel.jobs.health.{function}")
            for code, label, function in (
                ("workers", _("Workers"), "workers"),
                ("queue", _("Queue"), "queue"),
                ("dead-letters", _("Dead letters"), "dead_letters"),
                ("schedules", _("Schedules"), "schedules"),
            )
        ),
    )
