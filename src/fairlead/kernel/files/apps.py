from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Room, Term


class FilesConfig(AppConfig):
    name = "fairlead.kernel.files"
    label = "files"
    room = Room(
        label=_("Files"),
        terms=(Term(record_class="files", model="files.StoredFile", clock_start="recorded_at"),),
    )
