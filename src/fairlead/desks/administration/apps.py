from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import Permit, Purpose, Room, Scope

OPERATION = "administration.operation"
INSTALLATION = "installation"  # the class of data: health, jobs, figures; nothing of persons
WORK = frozenset({Verb.CONSULT, Verb.OPERATE})


class AdministrationConfig(AppConfig):
    name = "fairlead.desks.administration"
    label = "administration"
    room = Room(
        label=_("Administration"),
        purposes=(
            Purpose(
                code=OPERATION,
                label=_("Keeping the installation running"),
                legal_basis="Directive (EU) 2016/680, Article 29",
                data_classes=frozenset({INSTALLATION}),
                verbs=WORK,
                roles=frozenset({"administrator"}),
            ),
        ),
        permits=(
            Permit(
                roles=frozenset({"administrator"}),
                purposes=frozenset({OPERATION}),
                verbs=WORK,
                data_classes=frozenset({INSTALLATION}),
            ),
        ),
        scopes=(
            Scope(
                code="administration.read",
                label=_("Read health and jobs"),
                purposes=frozenset({OPERATION}),
            ),
            Scope(
                code="administration.jobs",
                label=_("Cancel, retry and discard jobs"),
                purposes=frozenset({OPERATION}),
            ),
        ),
    )
