"""The compiled table answers as the declarations say, and not a permit more."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import Verb
from fairlead.core.policy import Circumstances, Resource, Subject, compile_table
from fairlead.core.registration import BY_PROFILE, EVERY_CLASS, Duty, Permit, Purpose

LOOK, CHANGE, ERASE = Verb.CONSULT, Verb.ALTER, Verb.ERASE
VERBS = (LOOK, CHANGE, ERASE)
ROLES, CLASSES, AGENCIES = ("clerk", "chief", "guard"), ("guest", "stay"), ("north", "south")


def purpose(code: str = "keeping", **changes: object) -> Purpose:
    usual = Purpose(
        code=code,
        label=code,
        legal_basis="Act 1",
        data_classes=frozenset(CLASSES),
        verbs=frozenset(VERBS),
        roles=frozenset({"clerk", "chief"}),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def permit(**changes: object) -> Permit:
    usual = Permit(
        roles=frozenset({"clerk"}),
        purposes=frozenset({"keeping"}),
        verbs=frozenset({LOOK}),
        data_classes=frozenset({"guest"}),
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def subject(*roles: str, everywhere: bool = False) -> Subject:
    return Subject(frozenset(roles), frozenset({"north"}), everywhere)


TABLE = compile_table(
    [
        purpose(),
        purpose("inquiry", case_bound=True),
        purpose("fire", emergency=True),
        purpose("unnamed", legal_basis=BY_PROFILE),
        purpose("watch", supervises=True),
    ],
    [
        permit(),
        permit(roles=frozenset({"chief"}), verbs=frozenset({LOOK, CHANGE})),
        permit(purposes=frozenset({"inquiry"})),
        permit(purposes=frozenset({"unnamed"})),
        permit(purposes=frozenset({"watch"}), verbs=frozenset({LOOK, CHANGE})),
        permit(purposes=frozenset({"fire"}), obligations=frozenset({"notify"})),
    ],
    [
        Duty(
            code="sweeping",
            label="Sweeping",
            legal_basis="Act 9",
            verbs=frozenset({ERASE}),
            data_classes=frozenset({EVERY_CLASS}),
        )
    ],
)
GUEST = Resource("guest", agency="north")
SUPERVISED = Resource("guest", agency="south", supervised=True)

# One question a line: who, verb, what, purpose, case, circumstances → permit and reasons.
QUESTIONS = [
    ("clerk", LOOK, GUEST, "keeping", None, {}, True, "permitted own-agency clerk"),
    ("clerk", LOOK, Resource("guest"), "keeping", None, {}, True, "permitted own-agency clerk"),
    ("clerk", CHANGE, GUEST, "keeping", None, {}, False, "role-missing"),
    ("chief", CHANGE, GUEST, "keeping", None, {}, True, "permitted own-agency chief"),
    ("chief", ERASE, GUEST, "keeping", None, {}, False, "purpose-narrower"),
    ("clerk", LOOK, Resource("stay"), "keeping", None, {}, False, "purpose-narrower"),
    ("guard", LOOK, GUEST, "keeping", None, {}, False, "role-missing"),
    ("guard", ERASE, GUEST, "keeping", None, {}, False, "purpose-not-of-role"),
    ("clerk", LOOK, GUEST, "", None, {}, False, "purpose-missing"),
    ("clerk", LOOK, GUEST, "boredom", None, {}, False, "purpose-unknown"),
    ("clerk", LOOK, Resource("guest", "south"), "keeping", None, {}, False, "agency-other"),
    (
        "clerk",
        LOOK,
        Resource("guest", "south", shared=True),
        "keeping",
        None,
        {},
        True,
        "permitted shared clerk",
    ),
    ("clerk", LOOK, GUEST, "inquiry", None, {}, False, "case-missing"),
    ("clerk", LOOK, Resource("guest"), "inquiry", "c1", {}, True, "permitted own-agency clerk"),
    ("clerk", LOOK, GUEST, "inquiry", "c1", {}, False, "case-other"),  # it belongs to no case
    (
        "clerk",
        LOOK,
        GUEST._replace(case="c1"),
        "inquiry",
        "c1",
        {},
        True,
        "permitted own-agency clerk",
    ),
    ("clerk", LOOK, GUEST._replace(case="c2"), "inquiry", "c1", {}, False, "case-other"),
    ("clerk", LOOK, GUEST, "fire", None, {}, False, "emergency-over"),
    ("clerk", LOOK, GUEST, "fire", None, {"emergency": True}, True, "permitted own-agency clerk"),
    ("clerk", LOOK, GUEST, "keeping", None, {"closed": True}, False, "door-closed"),
    ("clerk", LOOK, GUEST, "unnamed", None, {}, False, "no-legal-basis"),
    ("clerk", LOOK, GUEST, "unnamed", None, {"founded": True}, True, "permitted own-agency clerk"),
    ("clerk", LOOK, SUPERVISED, "watch", None, {}, True, "permitted supervised clerk"),
    ("clerk", CHANGE, SUPERVISED, "watch", None, {}, False, "agency-other"),
    ("clerk", LOOK, SUPERVISED, "keeping", None, {}, False, "agency-other"),
    (
        "duty:sweeping",
        ERASE,
        GUEST,
        "duty:sweeping",
        None,
        {},
        True,
        "permitted own-agency duty:sweeping",
    ),
    ("clerk", ERASE, GUEST, "duty:sweeping", None, {}, False, "role-missing"),
    ("duty:sweeping", LOOK, GUEST, "duty:sweeping", None, {}, False, "purpose-narrower"),
    ("duty:sweeping", ERASE, GUEST, "keeping", None, {}, False, "purpose-not-of-role"),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_every_question_has_its_answer_and_its_reasons(question: tuple[Any, ...]) -> None:
    role, verb, resource, why, case, circumstances, permitted, reasons = question

    decision = TABLE.decide(
        subject(role), verb, resource, why, case, Circumstances(**circumstances)
    )

    assert (decision.permit, bool(decision)) == (permitted, permitted)
    assert " ".join(decision.reasons) == reasons
    assert ("log" in decision.obligations) is permitted


def test_nobody_without_a_role_may_anything() -> None:
    assert not TABLE.decide(subject(), LOOK, GUEST, "keeping")


def test_a_duty_reaches_every_agency() -> None:
    sweeper = subject("duty:sweeping", everywhere=True)
    decision = TABLE.decide(sweeper, ERASE, Resource("stay", "south"), "duty:sweeping")

    assert decision.reasons == ("permitted", "duty", "duty:sweeping")


# ---------------------------------------------------------------- obligations
def obligations(first: set[str], second: set[str], *, one_role: bool) -> frozenset[str]:
    other = "clerk" if one_role else "chief"
    table = compile_table(
        [purpose()],
        [
            permit(obligations=frozenset(first)),
            permit(roles=frozenset({other}), obligations=frozenset(second)),
        ],
    )
    return table.decide(subject("clerk", other), LOOK, GUEST, "keeping").obligations


@pytest.mark.parametrize("one_role", [True, False])
def test_a_mask_falls_when_any_line_needs_none_and_a_notice_stays(one_role: bool) -> None:
    assert obligations({"mask"}, set(), one_role=one_role) == {"log"}
    assert obligations({"mask"}, {"mask"}, one_role=one_role) == {"log", "mask"}
    assert obligations({"mask", "notify"}, set(), one_role=one_role) == {"log", "notify"}


# ---------------------------------------------------------------- mistakes
MISTAKES = [
    ("an unknown purpose", [purpose()], [permit(purposes=frozenset({"boredom"}))]),
    ("a role that the purpose does not have", [purpose()], [permit(roles=frozenset({"guard"}))]),
    (
        "one of two roles has no effect",
        [purpose()],
        [permit(roles=frozenset({"clerk", "guard"}))],
    ),
    (
        "a verb beyond the ceiling",
        [purpose(verbs=frozenset({LOOK}))],
        [permit(verbs=frozenset({LOOK, ERASE}))],
    ),
    (
        "a class beyond the ceiling",
        [purpose(data_classes=frozenset({"stay"}))],
        [permit(data_classes=frozenset({"guest", "stay"}))],
    ),
    ("an unknown obligation", [purpose()], [permit(obligations=frozenset({"hurry"}))]),
    ("two purposes of one code", [purpose(), purpose()], []),
    ("a purpose that calls itself a duty", [purpose("duty:sweeping")], []),
    ("a purpose without a law", [purpose(legal_basis="")], []),
    (
        "a word with two meanings",
        [purpose()],
        [permit(data_classes=frozenset({"guest", "consult"}))],
    ),
]


@pytest.mark.parametrize(
    ("purposes", "permits"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES]
)
def test_a_mistake_does_not_compile(purposes: list[Purpose], permits: list[Permit]) -> None:
    with pytest.raises(Misconfigured):
        compile_table(purposes, permits)


def test_a_duty_needs_a_law_and_a_name_of_its_own() -> None:
    duty = Duty(
        code="sweeping",
        label="Sweeping",
        legal_basis="Act 9",
        verbs=frozenset({ERASE}),
        data_classes=frozenset({"guest"}),
    )
    with pytest.raises(Misconfigured):
        compile_table([purpose()], [], [duty, duty])
    with pytest.raises(Misconfigured):
        compile_table([purpose()], [], [replace(duty, legal_basis="")])


# ---------------------------------------------------------------- the version
def test_the_version_is_of_the_content_and_not_of_the_order() -> None:
    lines = [permit(), permit(roles=frozenset({"chief"}))]

    one = compile_table([purpose(), purpose("other")], lines)
    two = compile_table([purpose("other"), purpose()], lines[::-1])

    assert one.version == two.version
    assert len(one.version) == 32


CHANGES = [
    ([purpose()], [permit(verbs=frozenset({LOOK, CHANGE}))]),
    ([purpose()], [permit(obligations=frozenset({"mask"}))]),
    ([purpose(legal_basis="Act 2")], [permit()]),
    ([purpose(case_bound=True)], [permit()]),
    ([purpose(emergency=True)], [permit()]),
    ([purpose(supervises=True)], [permit()]),
    ([purpose(roles=frozenset({"clerk"}))], [permit()]),
    ([purpose()], []),
]


@pytest.mark.parametrize(("purposes", "permits"), CHANGES)
def test_every_change_has_another_version(purposes: list[Purpose], permits: list[Permit]) -> None:
    assert (
        compile_table(purposes, permits).version != compile_table([purpose()], [permit()]).version
    )


# ---------------------------------------------------------------- against a plain reading
some = st.frozensets
permits = st.builds(
    Permit,
    roles=some(st.sampled_from(ROLES), min_size=1),
    purposes=some(st.sampled_from(["keeping", "inquiry"]), min_size=1),
    verbs=some(st.sampled_from(VERBS), min_size=1),
    data_classes=some(st.sampled_from(CLASSES), min_size=1),
    obligations=some(st.sampled_from(["mask", "notify"])),
)
purposes = st.tuples(
    *(
        st.builds(
            Purpose,
            code=st.just(code),
            label=st.just(code),
            legal_basis=st.just("Act 1"),
            roles=some(st.sampled_from(ROLES)),
            verbs=some(st.sampled_from(VERBS)),
            data_classes=some(st.sampled_from(CLASSES)),
            case_bound=st.booleans(),
        )
        for code in ("keeping", "inquiry")
    )
)


@given(purposes=purposes, lines=st.lists(permits, max_size=4), roles=some(st.sampled_from(ROLES)))
def test_the_table_answers_as_a_plain_reading_does(
    purposes: tuple[Purpose, ...], lines: list[Permit], roles: frozenset[str]
) -> None:
    try:
        table = compile_table(purposes, lines)
    except Misconfigured:
        return
    for each, verb, data_class, agency, case in product(
        purposes, VERBS, CLASSES, AGENCIES, (None, "c1")
    ):
        plain = (
            agency == "north"
            and (case is not None or not each.case_bound)
            and any(
                role in line.roles
                and role in each.roles
                and each.code in line.purposes
                and verb in line.verbs & each.verbs
                and data_class in line.data_classes & each.data_classes
                for line in lines
                for role in roles
            )
        )
        resource = Resource(data_class, agency)
        decision = table.decide(
            Subject(roles, frozenset({"north"})), verb, resource, each.code, case
        )
        assert decision.permit == plain
        reached = table.classes(each.code, roles)
        assert not decision.permit or data_class in reached
