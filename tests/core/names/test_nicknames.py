import pytest

from fairlead.core.names import nicknames
from fairlead.core.names.nicknames import FILES
from fairlead.core.names.tables import text, words
from fairlead.core.text import fold

PAIRS = [
    ("bill", "william"),
    ("peggy", "margaret"),
    ("саша", "александр"),
    ("саша", "александра"),
    ("sasha", "aleksandr"),
    ("вова", "владимир"),
    ("pepe", "jose"),
    ("paco", "francisco"),
    ("beppe", "giuseppe"),
    ("sepp", "josef"),
    ("heinz", "heinrich"),
    ("jan", "johannes"),
    ("md", "muhammad"),
    ("mehmet", "mohammed"),
    ("moti", "mordechai"),
    ("יוסי", "יוסף"),
    ("gio", "giorgi"),
    ("zulfi", "zulfiqar"),
    ("segun", "olusegun"),
    ("kostas", "konstantinos"),
    ("juan", "giovanni"),
    ("yahya", "john"),
    ("boutros", "пётр"),
    ("سليمان", "solomon"),
    ("sergejs", "sergey"),
    ("andrejs", "андрей"),
    ("romans", "roman"),
]


@pytest.mark.parametrize(("short", "full"), PAIRS)
def test_short_and_full_name_share_a_group(short: str, full: str) -> None:
    assert set(nicknames(fold(short))) & set(nicknames(fold(full)))


@pytest.mark.parametrize(("one", "other"), [("bill", "robert"), ("саша", "сергеи"), ("x", "y")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert not set(nicknames(one)) & set(nicknames(other))


def test_every_line_is_two_names_or_more_and_none_twice() -> None:
    for file in FILES:
        for line in text(f"nicknames/{file}.txt").splitlines():
            if line and not line.startswith("#"):
                names = [words(one) for one in line.split(",")]

                assert len(names) > 1, line
                assert all(names), line


def test_no_name_is_in_many_groups() -> None:
    from fairlead.core.names.nicknames import _groups

    assert max(map(len, _groups().values())) <= 16
    assert len(_groups()) > 3000
