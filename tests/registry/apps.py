from django.apps import AppConfig

from fairlead.core.ledger import Verb
from fairlead.core.registration import Permit, Purpose, Room, Term

CLASSES = frozenset({"booking", "letter", "file"})
DATA = frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT, Verb.ERASE})


class RegistryConfig(AppConfig):
    name = "tests.registry"
    label = "registry"
    room = Room(
        label="Registry",
        purposes=(
            Purpose(
                code="registry.keeping",
                label="Keeping the registry",
                legal_basis="Registry Act of Utopia, section 1",
                data_classes=CLASSES,
                verbs=DATA,
                roles=frozenset({"analyst", "supervisor", "protection_officer"}),
            ),
        ),
        permits=(
            Permit(
                roles=frozenset({"supervisor", "protection_officer"}),
                purposes=frozenset({"registry.keeping"}),
                verbs=DATA,
                data_classes=CLASSES,
            ),
            Permit(
                roles=frozenset({"analyst"}),
                purposes=frozenset({"registry.keeping"}),
                verbs=frozenset({Verb.COLLECT, Verb.CONSULT}),
                data_classes=CLASSES,
                obligations=frozenset({"mask"}),
            ),
        ),
        terms=(
            Term(
                record_class="travel.pnr",
                model="registry.Booking",
                clock_start="clock_start",
            ),
            Term(
                record_class="cases.letter",
                model="registry.Letter",
                clock_start="clock_start",
            ),
        ),
    )
