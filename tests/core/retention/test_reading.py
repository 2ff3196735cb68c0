"""A profile without a citation, a date or a known word does not load, and says where."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.retention import (
    SHIPPED,
    Action,
    BadProfile,
    Law,
    Orderer,
    Rule,
    Value,
    read_profile,
    shipped,
)
from fairlead.core.retention.orders import is_enough

GOOD = """
[profile]
code = "utopia"
title = "Law of Utopia"
version = "1"

[[source]]
code = "act-1"
title = "Utopian Records Act"
reference = "Official Gazette 1516/1"
url = "https://law.example/1"
verified = "read"

[[rule]]
record_class = "travel.pnr"
clock = "transfer"
term = "P5Y"
action = "erase"
source = "act-1"
citation = "section 3"
valid_from = 2020-01-01

[[value]]
name = "masked-fields"
value = ["names"]
source = "act-1"
citation = "section 4"
valid_from = 2020-01-01
valid_until = 2030-01-01
"""


def refused(text: str) -> str:
    with pytest.raises(BadProfile) as caught:
        read_profile(text.encode(), "utopia.toml")
    return str(caught.value)


def test_a_good_profile_reads_whole() -> None:
    profile = read_profile(GOOD.encode(), "utopia.toml")
    assert str(profile) == "utopia 1"
    (rule,), (value,) = profile.rules, profile.values
    assert rule.action is Action.ERASE
    assert rule.citation == "Utopian Records Act, section 3"
    assert value.citation == "Utopian Records Act, section 4"
    assert value.in_force(date(2029, 12, 31))
    assert not value.in_force(date(2030, 1, 1))
    assert len(profile.digest) == 64


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('citation = "section 3"', "utopia.toml, [[rule]] 1, citation"),
        ('citation = "section 4"', "utopia.toml, [[value]] 1, citation"),
        ('source = "act-1"', "utopia.toml, [[rule]] 1, source"),
        ("valid_from = 2020-01-01", "utopia.toml, [[rule]] 1, valid_from"),
        ('clock = "transfer"', "utopia.toml, [[rule]] 1, clock"),
        ('term = "P5Y"', "utopia.toml, [[rule]] 1, term"),
        ('action = "erase"', "utopia.toml, [[rule]] 1, action"),
        ('record_class = "travel.pnr"', "utopia.toml, [[rule]] 1, record_class"),
        ('name = "masked-fields"', "utopia.toml, [[value]] 1, name"),
        ('value = ["names"]', "utopia.toml, [[value]] 1, value"),
        ('verified = "read"', "utopia.toml, [[source]] 1, verified"),
        ('url = "https://law.example/1"', "utopia.toml, [[source]] 1, url"),
        ('version = "1"', "utopia.toml, [profile], version"),
    ],
)
def test_what_is_missing_is_named(line: str, place: str) -> None:
    assert refused(GOOD.replace(line + "\n", "", 1)).startswith(place + ": ")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('citation = "section 3"', 'citation = ""', "[[rule]] 1, citation"),
        ('citation = "section 3"', 'citation = "  "', "[[rule]] 1, citation"),
        ('citation = "section 3"', "citation = 3", "[[rule]] 1, citation"),
        ('source = "act-1"', 'source = "act-2"', "[[rule]] 1, source"),
        ('action = "erase"', 'action = "shred"', "[[rule]] 1, action"),
        ('term = "P5Y"', 'term = "five years"', "[[rule]] 1, term"),
        ('clock = "transfer"', 'clock = "Transfer!"', "[[rule]] 1, clock"),
        ("valid_from = 2020-01-01", 'valid_from = "2020-01-01"', "[[rule]] 1, valid_from"),
        ("valid_from = 2020-01-01", "valid_from = 2020-01-01T00:00:00", "[[rule]] 1, valid_from"),
        ("valid_until = 2030-01-01", "valid_until = 2019-01-01", "[[value]] 1, valid_until"),
        ('clock = "transfer"', 'clock = "transfer"\nwhen = "x"', "[[rule]] 1, when"),
        ('clock = "transfer"', 'clock = "transfer"\nterms = "P1Y"', "[[rule]] 1, terms"),
        ('version = "1"', 'version = "1"\nbase = "other"', "[profile], base"),
        ("[profile]", "[unknown]\n[profile]", "top, unknown"),
        ("[[rule]]", "[rule]", "top, rule"),
        ('action = "erase"', 'action = "seal"', "[[rule]], action"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, place: str) -> None:
    assert refused(GOOD.replace(old, new, 1)).startswith(f"utopia.toml, {place}: ")


def test_a_value_may_not_be_said_twice_for_the_same_day() -> None:
    again = GOOD[GOOD.index("[[value]]") :]
    assert "said twice" in refused(GOOD + again)
    later = again.replace("2020-01-01", "2030-01-01").replace("valid_until = 2030-01-01", "")
    assert len(read_profile((GOOD + later).encode(), "utopia.toml").values) == 2


def test_two_sources_of_one_code_are_refused() -> None:
    source = GOOD[GOOD.index("[[source]]") : GOOD.index("[[rule]]")]
    assert "same code" in refused(source + GOOD)


@pytest.mark.parametrize("text", ["\udcff".encode("utf-8", "surrogateescape"), b"[profile", b"="])
def test_what_is_no_toml_is_refused(text: bytes) -> None:
    with pytest.raises(BadProfile, match="not TOML"):
        read_profile(text, "utopia.toml")


@given(st.data())
def test_no_table_loads_when_any_needed_line_is_taken_away(data: st.DataObject) -> None:
    """Only what limits or explains may be left out."""
    lines = GOOD.strip().splitlines()
    keys = [number for number, line in enumerate(lines) if " = " in line]
    taken = data.draw(st.sampled_from(keys))
    if lines[taken].startswith("valid_until"):
        return
    refused("\n".join(lines[:taken] + lines[taken + 1 :]))


@pytest.mark.parametrize("code", SHIPPED)
def test_every_shipped_profile_reads_and_every_line_cites_a_law(code: str) -> None:
    profile = read_profile(shipped(code), f"{code}.toml")
    assert profile.code == code
    lines: list[Rule | Value] = [*profile.rules, *profile.values]
    for line in lines:
        assert ", " in line.citation
        assert line.valid_from < date(2026, 11, 20)
    cited = {source.code for source in profile.sources}
    text = shipped(code).decode()
    assert all(f'source = "{code}"' in text for code in cited), "a source that nothing cites"


def test_a_profile_that_does_not_ship_is_refused() -> None:
    with pytest.raises(BadProfile):
        shipped("../../../../etc/passwd")


BASIS = """
[[basis]]
purpose = "cases.work"
source = "act-1"
citation = "section 7"
valid_from = 2016-01-01
"""


@pytest.mark.parametrize(
    ("added", "place"),
    [
        (BASIS.replace('source = "act-1"', 'source = "rumour"'), "source"),
        (BASIS.replace('citation = "section 7"\n', ""), "citation"),
        (BASIS.replace('"section 7"', f'"{"x" * 300}"'), "citation"),
        (BASIS.replace('"section 7"', '"a\\nb"'), "citation"),
        (BASIS.replace('purpose = "cases.work"\n', ""), "purpose"),
        (BASIS + "value = 3\n", "value"),
        (BASIS + BASIS, "[[basis]] 2, purpose"),
    ],
)
def test_a_legal_basis_is_whole_and_single(added: str, place: str) -> None:
    with pytest.raises(BadProfile) as problem:
        read_profile((GOOD + added).encode(), "x.toml")
    assert problem.value.place.endswith(place)


def test_a_legal_basis_holds_from_its_day_to_its_day() -> None:
    ended = BASIS + "valid_until = 2020-01-01\n"
    later = BASIS.replace("2016", "2020").replace("section 7", "section 8")
    law = Law([read_profile((GOOD + ended + later).encode(), "x.toml")])

    assert [law.bases(date(year, 6, 1)) for year in (2015, 2018, 2021)] == [
        {},
        {"cases.work": "Utopian Records Act, section 7"},
        {"cases.work": "Utopian Records Act, section 8"},
    ]


def test_a_profile_rests_on_one_that_ships_only() -> None:
    text = GOOD.replace("[profile]\n", '[profile]\nrests_on = "rumour"\n')
    with pytest.raises(BadProfile) as problem:
        read_profile(text.encode(), "x.toml")
    assert problem.value.place.endswith("rests_on")


@pytest.mark.parametrize("value", ['"rumour"', "3", '["judicial"]'])
def test_a_kind_of_authority_is_one_that_can_be_enforced(value: str) -> None:
    text = GOOD.replace('"masked-fields"', '"unseal-authority"').replace('["names"]', value)
    with pytest.raises(BadProfile) as problem:
        read_profile(text.encode(), "x.toml")
    assert problem.value.place.endswith("value")


@pytest.mark.parametrize(
    ("demand", "enough"),
    [
        ("judicial", {"court"}),
        ("judicial-or-independent", {"court", "independent-body"}),
        ("competent-authority", {"court", "independent-body", "competent-authority"}),
    ],
)
def test_a_stronger_authority_is_always_enough(demand: str, enough: set[str]) -> None:
    assert {kind.value for kind in Orderer if is_enough(kind, demand)} == enough
