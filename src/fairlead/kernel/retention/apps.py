from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class RetentionConfig(AppConfig):
    name = "fairlead.kernel.retention"
    label = "retention"
    room = Room(label=_("Retention"))
