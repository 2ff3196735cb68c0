"""The lattice finds what trying every way to cut a word finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.scripts.alphabets import alphabet
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
WEIGHTS = array_of(PAGE, alphabet("arabic"))
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


@given(st.lists(st.tuples(NATIVE, LATIN), min_size=1, max_size=5))
def test_the_sweep_finds_the_cheapest_way(pairs: list[tuple[str, str]]) -> None:
    lefts = [WEIGHTS.places(native) for native, _ in pairs]
    rights = [WEIGHTS.pieces(latin) for _, latin in pairs]
    swept = distances(WEIGHTS.cells, 0, WEIGHTS.barred, lefts, rights)
    tried = [
        by_trying(WEIGHTS, left.tolist(), latin)
        for left, (_, latin) in zip(lefts, pairs, strict=True)
    ]
    assert swept.tolist() == tried


def test_a_context_counts_before_the_unit_alone() -> None:
    found = distances(
        WEIGHTS.cells,
        0,
        WEIGHTS.barred,
        [WEIGHTS.places("محمد"), WEIGHTS.places("محمد")],
        [WEIGHTS.pieces("muhamd"), WEIGHTS.pieces("mhamd")],
    )
    assert found.tolist() == [200, 500]


def test_sums_of_what_is_never_stay_in_bounds() -> None:
    left, right = WEIGHTS.places("د" * 30), WEIGHTS.pieces("")
    found = distances(WEIGHTS.cells, 0, WEIGHTS.barred, [left], [right])
    assert 0 <= int(found[0]) <= NEVER
    assert found.dtype == np.int32
