from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.ledger import Verb
from fairlead.core.registration import HealthCheck, Navigation, Permit, Purpose, Room, Scope

OPERATION = "administration.operation"
INSTALLATION = "installation"  # the class of data: health, jobs, figures; nothing of persons
WORK = frozenset({Verb.CONSULT, Verb.OPERATE, Verb.DISCLOSE})
_ADMINISTRATOR = frozenset({"administrator"})
_CHECKS = "fairlead.desks.administration.queries"


class AdministrationConfig(AppConfig):
    name = "fairlead.desks.administration"
    label = "administration"
    room = Room(
        label=_("Administration"),
        tables=("fairlead.desks.administration.queries.agencies.AGENCIES",),
        purposes=(
            Purpose(
                code=OPERATION,
                label=_("Keeping the installation running"),
                legal_basis="Directive (EU) 2016/680, Article 29 (security of processing)",
                data_classes=frozenset({INSTALLATION}),
                verbs=WORK,
                roles=_ADMINISTRATOR,
            ),
        ),
        permits=(
            Permit(
                roles=_ADMINISTRATOR,
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
        health=(
            HealthCheck(
                code="database", label=_("Database"), check=f"{_CHECKS}.database.reachable"
            ),
            HealthCheck(
                code="protection",
                label=_("Database protection"),
                check=f"{_CHECKS}.database.protected",
            ),
            HealthCheck(
                code="migrations", label=_("Migrations"), check=f"{_CHECKS}.database.migrated"
            ),
            HealthCheck(code="keys", label=_("Key folder"), check=f"{_CHECKS}.machine.keys"),
            HealthCheck(code="disk", label=_("Disk"), check=f"{_CHECKS}.machine.disk"),
            HealthCheck(code="clock", label=_("Clock"), check=f"{_CHECKS}.machine.clock"),
            HealthCheck(code="backup", label=_("Backup"), check=f"{_CHECKS}.installation.backup"),
            HealthCheck(
                code="origin",
                label=pgettext_lazy("of the installation", "Address"),
                check=f"{_CHECKS}.installation.origin",
            ),
            HealthCheck(
                code="resources",
                label=_("Translations and files"),
                check=f"{_CHECKS}.installation.resources",
            ),
            HealthCheck(code="fonts", label=_("Fonts"), check=f"{_CHECKS}.machine.fonts"),
        ),
        navigation=(
            Navigation(
                label=_("Doctor"),
                url_name="administration:doctor",
                roles=_ADMINISTRATOR,
                order=500,
            ),
            Navigation(
                label=_("Agencies"),
                url_name="administration:agencies",
                roles=_ADMINISTRATOR,
                order=505,
            ),
            Navigation(
                label=_("Jobs"), url_name="administration:jobs", roles=_ADMINISTRATOR, order=510
            ),
        ),
    )
