from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class CasesConfig(AppConfig):
    name = "fairlead.kernel.cases"
    label = "cases"
    room = Room(label=_("Cases"))
