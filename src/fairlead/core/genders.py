"""Gender as records state it: equal says little, unequal contradicts, unknown says nothing."""

import math
from collections.abc import Sequence
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from fairlead.core.grades import Grade, best
from fairlead.core.places.background import MILLINATS, errors


class Gender(IntEnum):
    """What is recorded; ``OTHER`` is a statement of its own and contradicts neither."""

    UNKNOWN = 0
    MALE = 1
    FEMALE = 2
    OTHER = 3


_WORDS = {
    Gender.MALE: "m male man men masculine masculin masculino homme hombre h"
    " м муж мужской мужчина ذكر رجل 男 男性 mr mstr männlich maschile erkek",
    Gender.FEMALE: "f female woman women feminine féminin feminin femenino femme mujer"
    " ж жен женский женщина أنثى انثى امرأة 女 女性 mrs ms miss weiblich femminile kadın",
    Gender.OTHER: "x other nonbinary non-binary diverse autre otro другой آخر 其他",
}
_BY_WORD = {word: gender for gender, words in _WORDS.items() for word in words.split()}


def parse(text: str) -> Gender:
    """Return what a word of one of the six languages, or a code of a document, means."""
    return _BY_WORD.get(text.strip(" .<\t").casefold(), Gender.UNKNOWN)


@cache
def weights() -> NDArray[np.int32]:
    """Return the weight of every two genders, derived from the error model."""
    shares = errors()["gender"]
    equal, listed, asked = (
        shares[name] / MILLINATS for name in ("equal", "listed-male", "asked-male")
    )
    chance = listed * asked + (1 - listed) * (1 - asked)
    table = np.zeros((len(Gender),) * 2, np.int32)
    agree = round(MILLINATS * math.log(equal / chance))
    differ = round(MILLINATS * math.log((1 - equal) / (1 - chance)))
    for one, other in ((Gender.MALE, Gender.FEMALE), (Gender.FEMALE, Gender.MALE)):
        table[one, one], table[one, other] = agree, differ
    return table


def grade(query: Sequence[Gender], entry: Sequence[Gender]) -> Grade:
    """Return the best grade of any two statements; unknown says nothing."""
    said = [(one, other) for one in query for other in entry if one and other]
    return best(_graded(one, other) for one, other in said)


def _graded(one: Gender, other: Gender) -> Grade:
    code = "gender.equal" if one == other else "gender.unequal"
    return Grade(code, int(weights()[one, other]), one.name.lower(), other.name.lower())


def grade_many(query: NDArray[np.int8], entry: NDArray[np.int8]) -> NDArray[np.int32]:
    """Return the weight of each pair of genders."""
    found: NDArray[np.int32] = weights()[query, entry]
    return found
