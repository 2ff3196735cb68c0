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
            Navigation(label=_("My account"), url_name="mfa_index", order=900),
        ),
    )
