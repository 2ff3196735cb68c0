import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.names import separate

CASES = [
    ("Tom Harkness", ("Tom Harkness",)),
    ("Harkness, Tom", ("Harkness, Tom",)),
    ("Tom Harkness a.k.a. Tam", ("Tom Harkness", "Tam")),
    ("Tom Harkness (a.k.a. Tam)", ("Tom Harkness", "Tam")),
    ("Tom Harkness; Tam Harkness;", ("Tom Harkness", "Tam Harkness")),
    ("Tom Harkness alias Tam; T. H.", ("Tom Harkness", "Tam", "T. H.")),
    ("Tom Harkness / Tam Harkness", ("Tom Harkness", "Tam Harkness")),
    ("HARKNESS/TOM", ("HARKNESS/TOM",)),
    ("Utopian Import / Export", ("Utopian Import / Export",)),
    ("Nur Karim (نور كريم (original script)", ("Nur Karim", "نور كريم")),
    ("Nur Karim (نور كريم ),", ("Nur Karim", "نور كريم")),
    ("Tom Harkness (birth name)", ("Tom Harkness",)),
    ("Ute Kranz née Vogel", ("Ute Kranz", "Ute Vogel")),
    ("Ute Kranz geb. Vogel", ("Ute Kranz", "Ute Vogel")),
    ("王小明 (Wang Xiaoming)", ("王小明", "Wang Xiaoming")),
    ("Tom (Tam) Harkness", ("Tom (Tam) Harkness",)),
    ("Brindle Works (formerly Brindle Mills)", ("Brindle Works", "Brindle Mills")),
    ("Зимин он же Летов", ("Зимин", "Летов")),
    ("", ("",)),
    (";", (";",)),
]


@pytest.mark.parametrize(("text", "names"), CASES)
def test_a_cell_is_parted_into_its_names(text: str, names: tuple[str, ...]) -> None:
    assert separate(text) == names


@given(st.text())
def test_any_text_gives_at_least_one_name(text: str) -> None:
    assert len(separate(text)) >= 1
