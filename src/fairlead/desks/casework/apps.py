from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Navigation, Room

CASE, IDENTITY, REDRESS, FILE = "case", "case-identity", "redress", "file"
READERS = frozenset({"analyst", "supervisor", "oversight", "protection_officer"})
WORKERS = frozenset({"analyst", "supervisor"})


class CaseworkConfig(AppConfig):
    name = "fairlead.desks.casework"
    label = "casework"
    room = Room(
        label=_("Casework"),
        tables=("fairlead.desks.casework.queries.cases.CASES",),
        navigation=(
            Navigation(label=_("Cases"), url_name="casework:cases", roles=READERS, order=120),
        ),
    )
