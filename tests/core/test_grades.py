"""Of several grades the best counts, and of none nothing is said."""

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.grades import MISSING, Grade, best

GRADES = st.lists(st.builds(Grade, st.text(max_size=3), st.integers(-9, 9)), max_size=5)


@given(GRADES, GRADES)
def test_a_further_grade_never_lowers(grades: list[Grade], more: list[Grade]) -> None:
    assert best([*grades, *more]).weight >= best(grades).weight or not grades


@given(GRADES)
def test_the_best_is_one_of_them(grades: list[Grade]) -> None:
    found = best(iter(grades))

    assert (found in grades) if grades else (found == MISSING)
    assert all(found.weight >= grade.weight for grade in grades)


def test_of_equals_the_first_counts() -> None:
    first, second = Grade("a", 1), Grade("b", 1)

    assert best([first, second]) is first
