from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room


class FilesConfig(AppConfig):
    name = "fairlead.kernel.files"
    label = "files"
    room = Room(label=_("Files"))
