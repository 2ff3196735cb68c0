from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import Duty, Room, Term


class TablesConfig(AppConfig):
    name = "fairlead.kernel.tables"
    label = "tables"
    room = Room(
        label=_("Tables"),
        duties=(
            Duty(
                code="tables.exports",
                label=_("Keeping exports for those who asked for them"),
                legal_basis="The law of retention in force at this installation",
                verbs=frozenset({Verb.COLLECT, Verb.CONSULT}),
                data_classes=frozenset({"file"}),
            ),
        ),
        terms=(
            Term(record_class="exports", model="tables.Export", clock_start="asked_at"),
            Term(record_class="staff.views", model="tables.SavedView", clock_start="kept_at"),
        ),
    )
