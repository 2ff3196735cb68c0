from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import Duty, Room, Schedule, Term


class FilesConfig(AppConfig):
    name = "fairlead.kernel.files"
    label = "files"
    room = Room(
        label=_("Files"),
        duties=(
            Duty(
                code="files",
                label=_("Keeping files whole"),
                legal_basis="The law of retention in force at this installation",
                verbs=frozenset({Verb.CONSULT}),
                data_classes=frozenset({"file"}),
            ),
        ),
        schedules=(
            Schedule(code="sweep", job="fairlead.kernel.files.jobs.sweep", every=timedelta(days=1)),
        ),
        terms=(Term(record_class="files", model="files.StoredFile", clock_start="recorded_at"),),
    )
