"""The lattice finds what trying every way to cut a word finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.scripts.alphabets import alphabet
from fairlead.core.scripts.atlas import bind
from fairlead.core.scripts.lattice import NEVER, distances
from fairlead.core.scripts.weights import Page, Weights, array_of

PAGE = Page(
    {
        ("م", ""): {"m": 0, "mu": 400, "mo": 500, "": 3000},
        ("م", ".C"): {"mu": 0, "m": 300},
        ("ح", ""): {"h": 0, "ha": 200, "kh": 1500, "": 1000},
        ("د", ""): {"d": 0, "ed": 700, "t": 1800},
    }
)
OTHER = Page({("м", ""): {"m": 0, "em": 100, "": 4000}, ("д", ""): {"d": 0, "dd": 300}})
WEIGHTS = array_of(PAGE, alphabet("arabic"))
ATLAS = bind([array_of(OTHER, alphabet("cyrillic")), WEIGHTS])
ARABIC = 1
NATIVE = st.text(alphabet="محدس", min_size=1, max_size=5)
LATIN = st.text(alphabet="muhodtaek", max_size=7)


def by_trying(of: Weights, places: list[int], word: str) -> int:
    """Return the least cost over all ways to cut the word, one after the other."""
    if not places:
        return 0 if not word else NEVER
    found = [NEVER]
    for length in range(min(of.longest, len(word)) + 1):
        column = of.columns.get(word[:length])
        if column is not None:
            step = int(of.cells[places[0] + column])
            found.append(step + by_trying(of, places[1:], word[length:]))
    return min(NEVER, *found)


def swept(pairs: list[tuple[str, str]], page: int = ARABIC) -> list[int]:
    """Return what the sweep finds for native words and Latin ones."""
    pages = np.full(len(pairs), page, np.intp)
    latin = [meant for _, meant in pairs]
    rows, _units = ATLAS.rows(pages, [native for native, _ in pairs])
    lengths = np.array([len(word) for word in latin], np.intp)
    found = distances(ATLAS.cells, rows, ATLAS.columns_of(pages, latin), lengths)
    assert found.dtype == np.int32
    return [int(cost) for cost in found]


@given(st.lists(st.tuples(NATIVE, LATIN), min_size=1, max_size=5))
def test_the_sweep_finds_the_cheapest_way(pairs: list[tuple[str, str]]) -> None:
    tried = [by_trying(WEIGHTS, WEIGHTS.places(native).tolist(), latin) for native, latin in pairs]
    assert swept(pairs) == tried


def test_pages_lie_side_by_side_without_touching() -> None:
    of = ATLAS.pages[0]
    assert swept([("дм", "ddem")], page=0) == [400]
    assert swept([("дм", "ddm")], page=0) == [by_trying(of, of.places("дм").tolist(), "ddm")]


def test_a_context_counts_before_the_unit_alone() -> None:
    assert swept([("محمد", "muhamd"), ("محمد", "mhamd")]) == [200, 500]


def test_sums_of_what_is_never_stay_in_bounds() -> None:
    assert 0 <= swept([("د" * 30, "")])[0] <= NEVER


def test_what_is_no_letter_is_no_piece() -> None:
    assert swept([("م", "m"), ("م", "m1"), ("م", "µ")])[1:] == [NEVER, NEVER]
