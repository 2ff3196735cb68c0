"""How counts and a page written by hand become levels."""

from pathlib import Path

import pytest

from fairlead.core.names.counting import build, known, levels, shares, table, tallies, words

PAIRS = "abdo\tع ب د و\t40\ntarvo\tت ا ر ف و\t6\nabdo\tع ب د ه\t2\n"


def test_counts_of_one_token_are_added() -> None:
    latin, native = tallies(PAIRS.splitlines())
    assert latin["abdo"] == 42
    assert native["ع ب د و".replace(" ", "")] == 40


def test_a_token_that_one_source_has_much_of_keeps_the_share_it_has_there() -> None:
    here = {"noam": 300, "john": 700}
    there = {"john": 70_000}
    found = shares([here, there])
    assert found["noam"] > 0.3
    assert shares([here])["noam"] >= found["noam"]


def test_a_token_seen_once_is_left_to_the_ceiling() -> None:
    assert "once" not in shares([{"once": 1, "twice": 2}])


def test_the_page_of_known_names_gives_the_largest_share_over_its_cultures() -> None:
    page = "# why\n[one]\n100 Maria ana\n[two]\n300 maria\n"
    assert known(page) == {"maria": 0.03, "ana": 0.01}


def test_words_of_organizations_are_shares_of_ten_thousand() -> None:
    assert words(["# head", "bank\t300"]) == {"bank": 0.03}


def test_a_level_is_a_tenth_of_a_nat_and_the_commonest_use_counts() -> None:
    assert levels([{"maria": 0.01}, {"maria": 0.1}]) == {"maria": 23}


def test_the_table_is_the_same_whatever_the_order() -> None:
    forward, backward = {"ana": 40, "bo": 40, "maria": 30}, {"maria": 30, "bo": 40, "ana": 40}
    assert table(forward) == table(backward)
    assert table(forward).splitlines()[1:] == ["30\tmaria", "40\tana bo"]


@pytest.mark.parametrize("name", ["known.txt", "organizations.txt"])
def test_the_table_is_built_from_a_folder_and_two_pages(tmp_path: Path, name: str) -> None:
    (tmp_path / "wd_arabic").write_text(PAIRS, encoding="utf-8")
    (tmp_path / "known.txt").write_text("[any]\n500 known.txt\n", encoding="utf-8")
    (tmp_path / "organizations.txt").write_text("organizations.txt\t500\n", encoding="utf-8")
    built = build(tmp_path, tmp_path)
    assert set(built) == {"latin.txt", "native.txt", "natives.txt"}
    assert name in built["latin.txt"]
    assert "abdo" in built["latin.txt"]
    assert "عبدو" in built["native.txt"]
