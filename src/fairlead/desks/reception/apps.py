from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.registration import Navigation, Room


class ReceptionConfig(AppConfig):
    name = "fairlead.desks.reception"
    label = "reception"
    room = Room(
        label=_("Reception"),
        navigation=(
            Navigation(label=_("Home"), url_name="reception:home", order=0),
            Navigation(label=_("Purpose"), url_name="reception:purpose", order=10, place="purpose"),
            Navigation(label=_("Approvals"), url_name="reception:approvals", order=800),
            Navigation(label=_("Emergency"), url_name="reception:emergency", order=810),
            Navigation(
                label=_("Notices"),
                url_name="reception:notices",
                roles=frozenset({"oversight", "protection_officer", "security_officer"}),
                order=820,
            ),
            Navigation(label=_("Exports"), url_name="exports", order=840),
            Navigation(label=_("Supervision"), url_name="reception:supervision", order=830),
            Navigation(label=_("My account"), url_name="mfa_index", order=900, place="own"),
        ),
    )
