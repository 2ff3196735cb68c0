from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import Duty, HealthCheck, Room, Schedule

_HERE = "fairlead.kernel.audit"


class AuditConfig(AppConfig):
    name = _HERE
    label = "audit"
    room = Room(
        label=_("Ledger"),
        duties=(
            Duty(
                code="audit.witness",
                label=_("Witnessing other ledgers"),
                legal_basis="The agreement with the partner whose ledger is watched",
                verbs=frozenset({Verb.OPERATE}),
                data_classes=frozenset(),
            ),
        ),
        schedules=(
            Schedule(code="sequence", job=f"{_HERE}.jobs.sequence", every=timedelta(seconds=2)),
            Schedule(
                code="checkpoint", job=f"{_HERE}.jobs.checkpoint", every=timedelta(seconds=10)
            ),
            Schedule(code="verify", job=f"{_HERE}.jobs.verify", every=timedelta(minutes=15)),
        ),
        health=(
            HealthCheck(
                code="guards", label=_("Ledger guards"), check=f"{_HERE}.health.database_guards"
            ),
            HealthCheck(code="order", label=_("Ledger order"), check=f"{_HERE}.health.order"),
            HealthCheck(
                code="signed", label=_("Ledger checkpoint"), check=f"{_HERE}.health.signed"
            ),
            HealthCheck(
                code="witnesses", label=_("Ledger witnesses"), check=f"{_HERE}.health.witnesses"
            ),
            HealthCheck(
                code="verified", label=_("Ledger verified"), check=f"{_HERE}.health.verified"
            ),
        ),
    )
