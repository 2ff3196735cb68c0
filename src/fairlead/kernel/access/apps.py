from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class AccessConfig(AppConfig):
    name = "fairlead.kernel.access"
    label = "access"
    room = Room(label=_("Access"))
