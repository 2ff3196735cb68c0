"""Sensitive codes are taken out and counted; which they were is told to nobody."""

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.retention import Law, read_profile, shipped, without_sensitive

LAW = Law([read_profile(shipped("eu-pnr"), "eu-pnr.toml")])
SENSITIVE = LAW.value("sensitive-codes", list, on=date(2026, 11, 20), record_class="travel.pnr")


def test_the_codes_that_the_law_names_are_taken_out() -> None:
    cleaned = without_sensitive(["DOCS", "KSML", "CTCM", "moml", " WCHR ", "SEAT"], SENSITIVE)
    assert cleaned.kept == ("DOCS", "CTCM", "SEAT")
    assert cleaned.removed == 3
    assert "KSML" not in repr(cleaned)


CODES = st.lists(st.sampled_from([*SENSITIVE, "DOCS", "DOCA", "CTCM", "SEAT", "INFT"]))


@given(CODES)
def test_nothing_sensitive_stays_and_nothing_else_goes(codes: list[str]) -> None:
    cleaned = without_sensitive(codes, SENSITIVE)
    assert not set(cleaned.kept) & set(SENSITIVE)
    assert list(cleaned.kept) == [code for code in codes if code not in SENSITIVE]
    assert cleaned.removed + len(cleaned.kept) == len(codes)


@given(CODES, st.sampled_from([str.lower, str.title, lambda code: f" {code} "]))
def test_the_spelling_does_not_matter(codes: list[str], spelled: Callable[[str], str]) -> None:
    changed = [spelled(code) for code in codes]
    assert (
        without_sensitive(changed, SENSITIVE).removed == without_sensitive(codes, SENSITIVE).removed
    )
