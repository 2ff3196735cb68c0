from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class JobsConfig(AppConfig):
    name = "fairlead.kernel.jobs"
    label = "jobs"
    room = Room(label=_("Jobs"))
