from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class GatewayConfig(AppConfig):
    name = "fairlead.kernel.gateway"
    label = "gateway"
    room = Room(label=_("Gateway"))
