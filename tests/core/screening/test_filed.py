"""Looking numbers up among filed ones finds just those that are filed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.screening.filed import Filed

NUMBERS = st.integers(0, 60) | st.integers(0, 2**62)


@given(st.sets(NUMBERS), st.lists(NUMBERS))
def test_what_is_filed_is_found_and_nothing_else(filed: set[int], wanted: list[int]) -> None:
    numbers = np.array(sorted(filed), np.int64)
    which, where = Filed.of(numbers).places(np.array(wanted, np.int64))
    assert [wanted[at] for at in which] == [number for number in wanted if number in filed]
    assert numbers[where].tolist() == [wanted[at] for at in which]
