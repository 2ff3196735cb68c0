from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class AdministrationConfig(AppConfig):
    name = "fairlead.desks.administration"
    label = "administration"
    room = Room(label=_("Administration"))
