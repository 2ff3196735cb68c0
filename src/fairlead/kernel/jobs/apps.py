from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import HealthCheck, Room, Schedule


class JobsConfig(AppConfig):
    name = "fairlead.kernel.jobs"
    label = "jobs"
    room = Room(
        label=_("Jobs"),
        schedules=(
            Schedule(
                code="erase-finished",
                job="fairlead.kernel.jobs.jobs.erase_finished",
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
