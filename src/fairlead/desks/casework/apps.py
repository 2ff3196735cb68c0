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
        tables=(
            "fairlead.desks.casework.queries.cases.CASES",
            "fairlead.desks.casework.queries.hits.HITS",
            "fairlead.desks.casework.queries.lists.TASKS",
            "fairlead.desks.casework.queries.lists.DELIVERIES",
            "fairlead.desks.casework.queries.lists.REQUESTS",
        ),
        navigation=(
            Navigation(label=_("Hits"), url_name="casework:hits-all", roles=READERS, order=110),
            Navigation(label=_("Cases"), url_name="casework:cases", roles=READERS, order=120),
            Navigation(label=_("Tasks"), url_name="casework:tasks", roles=WORKERS, order=130),
            Navigation(
                label=_("Received from others"),
                url_name="casework:deliveries",
                roles=WORKERS,
                order=140,
            ),
            Navigation(
                label=_("Redress"),
                url_name="casework:redress-list",
                roles=frozenset({"protection_officer", "oversight"}),
                order=150,
            ),
        ),
    )
