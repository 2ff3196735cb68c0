from datetime import timedelta

from django.apps import AppConfig

from fairlead.core.ledger import Verb
from fairlead.core.registration import ApprovalKind, Duty, Permit, Purpose, Room, Scope

DATA = frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT, Verb.DISCLOSE, Verb.ERASE})


class LodgeConfig(AppConfig):
    name = "tests.lodge"
    label = "lodge"
    room = Room(
        label="Lodge",
        tables=("tests.lodge.tables.GUESTS",),
        purposes=(
            Purpose(
                code="lodge.keeping",
                label="Keeping the guest book",
                legal_basis="Lodging Act of Utopia, section 1",
                data_classes=frozenset({"guest", "stay"}),
                verbs=DATA,
                roles=frozenset({"analyst", "supervisor"}),
            ),
            Purpose(
                code="lodge.cleaning",
                label="Cleaning the rooms",
                legal_basis="Lodging Act of Utopia, section 4",
                data_classes=frozenset({"stay"}),
                verbs=frozenset({Verb.CONSULT}),
                roles=frozenset({"analyst"}),
            ),
            Purpose(
                code="lodge.inquiry",
                label="Inquiry into one case",
                legal_basis="Lodging Act of Utopia, section 2",
                data_classes=frozenset({"guest", "stay"}),
                verbs=frozenset({Verb.CONSULT}),
                roles=frozenset({"analyst"}),
                case_bound=True,
            ),
            Purpose(
                code="lodge.dossier",
                label="One case, whole",
                legal_basis="Lodging Act of Utopia, section 5",
                data_classes=frozenset({"case", "case-identity", "redress", "file"}),
                verbs=DATA,
                roles=frozenset({"analyst"}),
                case_bound=True,
            ),
            Purpose(
                code="lodge.inspection",
                label="Inspection of the lodges",
                legal_basis="Lodging Act of Utopia, section 6",
                data_classes=frozenset({"guest", "stay"}),
                verbs=DATA,
                roles=frozenset({"oversight"}),
                supervises=True,
            ),
            Purpose(
                code="lodge.emergency",
                label="Danger to life",
                legal_basis="Lodging Act of Utopia, section 3",
                data_classes=frozenset({"guest"}),
                verbs=frozenset({Verb.CONSULT}),
                roles=frozenset({"analyst"}),
                emergency=True,
            ),
        ),
        permits=(
            Permit(
                roles=frozenset({"analyst"}),
                purposes=frozenset({"lodge.keeping"}),
                verbs=frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT}),
                data_classes=frozenset({"guest", "stay"}),
                obligations=frozenset({"mask"}),
            ),
            Permit(
                roles=frozenset({"supervisor", "approval:lodge.evict"}),
                purposes=frozenset({"lodge.keeping"}),
                verbs=DATA,
                data_classes=frozenset({"guest", "stay"}),
            ),
            Permit(
                roles=frozenset({"analyst"}),
                purposes=frozenset({"lodge.cleaning"}),
                verbs=frozenset({Verb.CONSULT}),
                data_classes=frozenset({"stay"}),
            ),
            Permit(
                roles=frozenset({"analyst"}),
                purposes=frozenset({"lodge.inquiry"}),
                verbs=frozenset({Verb.CONSULT}),
                data_classes=frozenset({"guest", "stay"}),
            ),
            Permit(
                roles=frozenset({"analyst"}),
                purposes=frozenset({"lodge.dossier"}),
                verbs=frozenset({Verb.CONSULT, Verb.ALTER}),
                data_classes=frozenset({"case", "redress", "file"}),
            ),
            Permit(
                roles=frozenset({"analyst"}),
                purposes=frozenset({"lodge.dossier"}),
                verbs=frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT, Verb.ERASE}),
                data_classes=frozenset({"case-identity"}),
            ),
            Permit(
                roles=frozenset({"oversight"}),
                purposes=frozenset({"lodge.inspection"}),
                verbs=DATA,
                data_classes=frozenset({"guest", "stay"}),
            ),
            Permit(
                roles=frozenset({"analyst"}),
                purposes=frozenset({"lodge.emergency"}),
                verbs=frozenset({Verb.CONSULT}),
                data_classes=frozenset({"guest"}),
                obligations=frozenset({"notify"}),
            ),
        ),
        scopes=(
            Scope(code="lodge.list", label="List", purposes=frozenset({"lodge.keeping"})),
            Scope(code="lodge.work", label="Work"),
        ),
        duties=(
            Duty(
                code="lodge.sweeping",
                label="Sweeping",
                legal_basis="Lodging Act of Utopia, section 9",
                verbs=frozenset({Verb.CONSULT, Verb.ALTER, Verb.ERASE}),
                data_classes=frozenset({"guest", "stay"}),
            ),
        ),
        approvals=(
            ApprovalKind(
                code="lodge.evict",
                label="Evict a guest",
                execute="tests.lodge.actions.evict",
                proposer_roles=frozenset({"analyst", "supervisor"}),
                approver_roles=frozenset({"supervisor"}),
                expires=timedelta(days=7),
            ),
            ApprovalKind(
                code="lodge.ring",
                label="Ring the bell",
                execute="tests.lodge.actions.ring",
                proposer_roles=frozenset({"analyst", "supervisor"}),
                approver_roles=frozenset({"supervisor"}),
                approver_agency="other",
                expires=timedelta(days=1),
            ),
            ApprovalKind(
                code="lodge.close",
                label="Close the lodge",
                execute="tests.lodge.actions.close",
                approvers=2,
                approver_roles=frozenset({"supervisor"}),
                expires=timedelta(days=1),
            ),
        ),
    )
