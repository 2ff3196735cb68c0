from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import Permit, Purpose, Room, Scope

INSPECTION = "oversight.inspection"
LEDGER = "ledger"  # the class of data: headers of entries, never payloads
READING = frozenset({Verb.CONSULT})


class OversightConfig(AppConfig):
    name = "fairlead.desks.oversight"
    label = "oversight"
    room = Room(
        label=_("Oversight"),
        purposes=(
            Purpose(
                code=INSPECTION,
                label=_("Inspection of the ledger"),
                legal_basis="Directive (EU) 2016/680, Article 25(2)",
                data_classes=frozenset({LEDGER}),
                verbs=READING,
                roles=frozenset({"oversight"}),
            ),
        ),
        permits=(
            Permit(
                roles=frozenset({"oversight"}),
                purposes=frozenset({INSPECTION}),
                verbs=READING,
                data_classes=frozenset({LEDGER}),
            ),
        ),
        scopes=(
            Scope(
                code="oversight.read",
                label=_("Read the ledger"),
                purposes=frozenset({INSPECTION}),
            ),
        ),
    )
