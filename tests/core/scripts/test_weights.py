"""Pages: what a person can read is what is used."""

import pytest

from fairlead.core.scripts.alphabets import ALPHABETS, alphabet
from fairlead.core.scripts.lattice import NEVER
from fairlead.core.scripts.weights import (
    DOUBLED,
    OUT_OF_CONTEXT,
    SILENT,
    UNLISTED,
    Page,
    array_of,
    page,
    weights,
)

TEXT = f"# head\nج\t\tj:0 g:410 {SILENT}:3000\nج\t.V\tg:0 dj:900\n"
MOST_BYTES = 1_000_000
CODES = [of.code for of in ALPHABETS]


def cell(unit: str, context: str, piece: str) -> int:
    of = array_of(Page.parse(TEXT), alphabet("arabic"))
    return int(of.cells[of.rows[unit, context] * (of.barred + 1) + of.columns[piece]])


def test_a_page_is_written_as_it_was_read() -> None:
    assert Page.parse(TEXT).write("# head\n") == TEXT


def test_what_is_listed_costs_what_it_says() -> None:
    assert [cell("ج", "", piece) for piece in ("j", "g", "")] == [0, 410, 3000]
    assert [cell("ج", ".V", piece) for piece in ("g", "dj")] == [0, 900]


def test_what_is_listed_elsewhere_costs_more() -> None:
    assert cell("ج", ".V", "j") == OUT_OF_CONTEXT


def test_what_nobody_listed_is_dear() -> None:
    assert cell("ج", "", "m") == UNLISTED


def test_a_page_may_name_the_consonants_it_doubles() -> None:
    text = "د\t\td:0\nل\t\tll:100 dd:5000\n"
    of = array_of(Page.parse(text), alphabet("arabic"))
    row = of.rows["د", ""] * (of.barred + 1)
    assert of.cells[row + of.columns["dd"]] == DOUBLED


def test_a_piece_that_no_page_names_cannot_be_taken() -> None:
    of = array_of(Page.parse(TEXT), alphabet("arabic"))
    assert of.cells[of.rows["ج", ""] * (of.barred + 1) + of.barred] == NEVER


@pytest.mark.parametrize("code", CODES)
def test_the_pages_that_ship_can_be_read_and_written(code: str) -> None:
    said = page(code)
    assert Page.parse(said.write("")) == said
    for (unit, context), listed in said.lines.items():
        assert unit
        assert context in {"", *(first + last for first in ".VCIF" for last in ".VCIF")}
        assert min(listed.values()) >= 0
        assert (unit, "") in said.lines


@pytest.mark.parametrize("code", CODES)
def test_the_pages_that_ship_become_arrays(code: str) -> None:
    of = weights(code)
    assert int(of.cells.min()) == 0
    assert int(of.cells.max()) == NEVER


def test_all_pages_together_stay_small() -> None:
    assert sum(len(page(code).write("").encode()) for code in CODES) < MOST_BYTES
