from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import Duty, Room, Schedule


class GatewayConfig(AppConfig):
    name = "fairlead.kernel.gateway"
    label = "gateway"
    room = Room(
        label=_("Gateway"),
        duties=(
            Duty(
                code="gateway.forgetting",
                label=_("Forgetting what machines were answered"),
                legal_basis="Directive (EU) 2016/680, Article 4(1)(e)",
                verbs=frozenset({Verb.ERASE}),
                data_classes=frozenset({"answer"}),
            ),
        ),
        schedules=(
            Schedule(
                code="forget",
                job="fairlead.kernel.gateway.jobs.forget_answers",
                every=timedelta(hours=1),
                duty="gateway.forgetting",
            ),
        ),
    )
