"""What the shipped profiles say about a passenger, a case and a list: the law as a table."""

from datetime import UTC, date, datetime

import pytest

from fairlead.core.retention import (
    Action,
    BadProfile,
    Clocks,
    Law,
    Plan,
    Rule,
    Value,
    read_profile,
    shipped,
)

TODAY = date(2026, 11, 20)
FLIGHT = datetime(2026, 1, 15, 10, tzinfo=UTC)


def law(*codes: str) -> Law:
    return Law([read_profile(shipped(code), f"{code}.toml") for code in (*codes, "generic")])


ICAO, EU = law("icao-annex9"), law("eu-pnr")


def dates(plan: Plan) -> dict[str, str]:
    return {step.action.value: f"{step.at:%Y-%m-%d}" for step in plan.steps}


def passenger(by: Law, *conditions: str, on: date = TODAY) -> dict[str, str]:
    clocks = Clocks(FLIGHT, event=FLIGHT)
    return dates(by.plan("travel.pnr", clocks, on=on, conditions=frozenset(conditions)))


def test_a_passenger_by_annex_9() -> None:
    assert passenger(ICAO) == {"seal": "2026-07-15", "erase": "2031-01-15"}


def test_a_passenger_in_the_union_against_whom_nothing_is_known() -> None:
    assert passenger(EU) == {"seal": "2026-07-15", "erase": "2026-07-15"}


def test_a_passenger_in_the_union_with_objective_evidence() -> None:
    found = passenger(EU, "objective-evidence")
    assert found == {"seal": "2026-07-15", "erase": "2031-01-15"}


def test_the_union_before_the_judgment() -> None:
    found = passenger(EU, on=date(2022, 6, 20))
    assert found == {"seal": "2026-07-15", "erase": "2031-01-15"}


def test_a_case_is_reviewed_while_open_and_ends_five_years_after_closing() -> None:
    opened = ICAO.plan("cases.subject", Clocks(FLIGHT), on=TODAY)
    assert dates(opened) == {"review": "2027-01-15"}
    closed = Clocks(FLIGHT, event=datetime(2026, 5, 1, tzinfo=UTC))
    assert dates(ICAO.plan("cases.subject", closed, on=TODAY))["erase"] == "2031-05-01"


def test_a_name_on_a_list_is_reviewed_every_three_years_and_goes_a_year_after_removal() -> None:
    assert dates(ICAO.plan("lists.entry", Clocks(FLIGHT), on=TODAY)) == {"review": "2029-01-15"}
    removed = Clocks(FLIGHT, event=datetime(2026, 5, 1, tzinfo=UTC))
    assert dates(ICAO.plan("lists.entry", removed, on=TODAY)) == {"erase": "2027-05-01"}


@pytest.mark.parametrize("by", [ICAO, EU], ids=str)
@pytest.mark.parametrize(
    "record_class",
    [
        "travel.pnr",
        "travel.api",
        "cases",
        "lists",
        "reports",
        "screening",
        "files",
        "audit.payload",
    ],
)
def test_every_class_has_an_end_under_every_profile(by: Law, record_class: str) -> None:
    clocks = Clocks(FLIGHT, event=FLIGHT)
    plan = by.plan(record_class, clocks, on=TODAY, conditions=frozenset({"objective-evidence"}))
    assert plan.erase_at is not None
    assert plan.steps[-1].action is Action.ERASE
    assert (plan.erase_at - FLIGHT).days <= 5 * 366


def test_the_first_profile_that_speaks_of_a_class_decides() -> None:
    (rule,) = EU.schedule("audit.payload").rules("audit.payload")
    assert (rule.profile, str(rule.term)) == ("eu-pnr", "P5Y")
    (rule,) = ICAO.schedule("audit.payload").rules("audit.payload")
    assert rule.profile == "generic"
    assert ICAO.record_classes >= {"travel.pnr", "cases", "lists"}


def test_article_12_paragraph_2_names_what_is_masked() -> None:
    found = EU.value("masked-fields", list, on=TODAY, record_class="travel.pnr")
    assert found == [
        "names", "party-size", "address", "contact", "payment",
        "frequent-flyer", "general-remarks", "api",
    ]  # fmt: skip


def test_a_value_for_the_class_goes_before_the_value_for_all() -> None:
    assert ICAO.value("hold-postpones", list, on=TODAY, record_class="travel.pnr") == [
        "seal",
        "erase",
    ]
    assert ICAO.value("hold-postpones", list, on=TODAY, record_class="cases") == ["erase"]
    assert EU.value("hold-postpones", list, on=TODAY, record_class="travel.pnr") == ["erase"]


def test_values_hold_from_their_day() -> None:
    assert EU.find("unseal-authority", on=date(2022, 6, 20), record_class="travel.pnr") is None
    found = EU.value("unseal-authority", str, on=TODAY, record_class="travel.pnr")
    assert found == "judicial-or-independent"


def test_a_missing_value_or_one_of_another_type_is_an_error_and_no_guess() -> None:
    with pytest.raises(BadProfile, match="No value 'colour'"):
        EU.value("colour", str, on=TODAY)
    with pytest.raises(BadProfile, match="not a str"):
        EU.value("unseal-minutes", str, on=TODAY)


def test_both_profiles_agree_on_what_is_never_kept() -> None:
    for name in ("sensitive-categories", "sensitive-codes"):
        one, two = (by.value(name, list, on=TODAY, record_class="travel.pnr") for by in (ICAO, EU))
        assert one == two
        assert len(one) == len(set(one))


def test_a_law_is_named_by_its_profiles_and_known_by_its_bytes() -> None:
    assert str(EU) == "eu-pnr 2026.1 + generic 2026.1"
    assert EU.digest != ICAO.digest
    assert law("eu-pnr").digest == EU.digest


def test_what_could_not_be_checked_says_so() -> None:
    """Annex 9 is not a public text: no line of it may pretend that it was read."""
    (profile,) = [profile for profile in ICAO.profiles if profile.code == "icao-annex9"]
    lines: list[Rule | Value] = [*profile.rules, *profile.values]
    for line in lines:
        if line.citation.startswith("ICAO Annex 9"):
            assert line.doubt
