from fairlead.core.ledger import Verb
from fairlead.core.policy import Resource, Subject, compile_table
from fairlead.core.registration import Permit, Purpose

PURPOSE = Purpose(
    code="danger",
    label="Danger to life",
    legal_basis="Act of Utopia, section 3",
    data_classes=frozenset({"guest"}),
    verbs=frozenset({Verb.CONSULT}),
    roles=frozenset({"analyst"}),
    emergency=True,
)
PERMIT = Permit(
    roles=frozenset({"analyst"}),
    purposes=frozenset({"danger"}),
    verbs=frozenset({Verb.CONSULT}),
    data_classes=frozenset({"guest"}),
)


def test_a_permitted_cell_is_still_bounded_by_its_purpose() -> None:
    table = compile_table([PURPOSE], [PERMIT])

    decision = table.decide(
        Subject(frozenset({"analyst"})), Verb.CONSULT, Resource("guest"), "danger"
    )

    assert (decision.permit, decision.reasons) == (False, ("emergency-over",))
