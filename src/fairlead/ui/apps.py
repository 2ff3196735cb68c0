from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class UiConfig(AppConfig):
    name = "fairlead.ui"
    label = "ui"
    room = Room(label=_("Interface"))
