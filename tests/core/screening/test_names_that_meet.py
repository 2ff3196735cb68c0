"""Two invented names each: whether they meet, by which edges, and in which band.

Every rule has a pair that meets because of it and one that must not.
"""

import pytest

from fairlead.core.screening.answers import Explain, Hit, screen
from fairlead.core.screening.calibration import Band
from fairlead.core.screening.index import build
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.shelf import Shelf
from tests.core.screening.invented import people

OTHERS = people(60, seed=21)


def hit(asked: str, listed: str, schema: str = "Person") -> Hit | None:
    """Return what a list of strangers and one name says about another name."""
    entry = Entity("one", schema, {"name": (listed,)})
    shelf = Shelf().put(build("l", [*OTHERS, entry]))
    question = Entity("q", schema, {"name": (asked,)})
    hits = screen([question], shelf, explained=Explain.ALL)[0].hits
    return next((found for found in hits if found.id == "one"), None)


def edges(asked: str, listed: str) -> dict[str, str]:
    """Return which word asked about met a listed word by which edge."""
    found = hit(asked, listed)
    assert found is not None
    return {p.asked: p.code.removeprefix("name.") for p in found.pieces if p.asked and p.listed}


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        # A title that is a name where it stands beside one word only.
        ("Seyed Brindlewari", "Sayyed Tolman Brindlewari"),
        ("Haji Brindlewari", "Haji Tolman Brindlewari"),
        # A slip inside a word that looks like two: Abdul and what nobody is called.
        ("Tolman Abdollbrindhi", "Tolman Abdolbrindhi"),
        # A letter that went to the word beside it.
        ("Wo Nuk Brindle", "Won Uk Brindle"),
        ("Brindl Etolman", "Brindle Tolman"),
        # No spaces at all.
        ("Kimjongzel", "Kim Jong Zel"),
        # A field of twenty letters, and a name that was longer: in its last word, and after it.
        ("Tolman Brindle Zelen", "Tolman Brindle Zelenchuk"),
        ("Tolman Brindle Zelek", "Tolman Brindle Zelek Wardenoff Hattory"),
    ],
)
def test_names_that_are_one(asked: str, listed: str) -> None:
    for one, other in ((asked, listed), (listed, asked)):
        found = hit(one, other)
        assert found is not None, one
        if one is asked:
            assert found.band is Band.ALERT, found.pieces


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Seyed Brindlewari", "Sayyed Tolman"),
        ("Ahmed Zahrani", "Ahmed Safrani"),  # a common name is no slip of a rare one
        ("Khalid Shahri", "Khalid Sharqi"),
        ("Tolman Brindle Zele", "Tolman Brindle Zelenchuk"),  # nineteen letters fill no field
    ],
)
def test_names_that_are_two(asked: str, listed: str) -> None:
    found = hit(asked, listed)
    assert found is None or found.band is not Band.ALERT, found.pieces


def test_the_words_of_a_title_are_the_same_title() -> None:
    assert edges("Seyed Brindlewari", "Sayyed Tolman Brindlewari")["sayyid"] == "same"


ACRONYMS = [
    ("STQW Limited", "Special Technology Quorum Works"),
    ("B. R. Q. L. S.A.", "Brindle Rios Quorum Lombard Trading S.A."),
]


@pytest.mark.parametrize(("short", "long"), ACRONYMS)
def test_first_letters_are_found_and_never_alert_alone(short: str, long: str) -> None:
    for one, other in ((short, long), (long, short)):
        found = hit(one, other, "Company")
        assert found is not None, one
        assert "name.acronym" in {piece.code for piece in found.pieces}
        assert found.band is not Band.ALERT


def test_first_letters_and_a_word_are_more_than_first_letters() -> None:
    found = hit("SBT Bank", "Bank Severny Brindle Tolman", "Company")
    assert found is not None
    assert found.band is Band.ALERT


@pytest.mark.parametrize(
    ("asked", "listed"),
    [("Brindle Zelenchuk Fund III", "Brindle Zelenchuk Fund IV"), ("BrindleAG", "Brindle AG")],
)
def test_organizations_that_are_one_or_of_one_owner(asked: str, listed: str) -> None:
    found = hit(asked, listed, "Company")
    assert found is not None
    assert found.band is Band.ALERT


def test_first_letters_of_a_person_are_initials() -> None:
    found = hit("Tbz", "Tolman Brindle Zelenchuk")
    assert found is None or "acronym" not in str(found.pieces)


def test_a_name_of_three_words_is_itself_word_by_word() -> None:
    assert edges("Brindle, Abubakar", "Brindle, Abubakar") == {
        "brindle": "same",
        "abu": "same",
        "bakr": "same",
    }


def test_words_joined_alike_meet_one_by_one() -> None:
    assert edges("Tolman Brindle", "Tolman Brindle") == {"tolman": "same", "brindle": "same"}
    assert edges("Wo Nuk Brindle", "Won Uk Brindle")["wonuk"] == "joined-same"


@pytest.mark.parametrize(("asked", "listed"), [("泰勒", "Taylor"), ("피어스", "Pierce")])
def test_a_foreign_name_that_looks_like_family_and_given_name(asked: str, listed: str) -> None:
    found = hit(asked, listed)
    assert found is not None
    assert "name.sound" in {piece.code for piece in found.pieces}
