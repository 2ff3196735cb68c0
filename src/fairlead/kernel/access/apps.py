from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class AccessConfig(AppConfig):
    name = "fairlead.kernel.access"
    label = "access"
    room = Room(label=_("Access"))

    def ready(self) -> None:
        from fairlead.kernel.access.checks import check_protected

        checks.register(check_protected, checks.Tags.models)
