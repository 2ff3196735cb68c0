from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class AuditConfig(AppConfig):
    name = "fairlead.kernel.audit"
    label = "audit"
    room = Room(label=_("Ledger"))
