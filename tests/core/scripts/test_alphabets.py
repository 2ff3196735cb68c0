"""Units and their contexts, in every alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.scripts.alphabets import ALPHABETS, alphabet, alphabet_of

CASES = [
    ("khaddour", "latin", ["kh", "a", "dd", "ou", "r"]),
    ("tschech", "latin", ["tsch", "e", "ch"]),
    ("خديجه", "arabic", ["خ", "د", "ي", "ج", "ه"]),
    ("تشارلز", "arabic", ["تش", "ا", "ر", "ل", "ز"]),
    ("ג'ונ", "hebrew", ["ג'", "ו", "נ"]),
    ("анна", "cyrillic", ["а", "нн", "а"]),
    ("зеленськии", "cyrillic", ["з", "е", "л", "е", "н", "с", "ь", "к", "ии"]),
    ("қасым", "cyrillic", ["к", "а", "с", "ы", "м"]),
    ("김", "hangul", ["\u1100", "\u1175", "\u11b7"]),
    ("王", "han", ["王"]),
    ("παππας", "greek", ["π", "α", "ππ", "α", "ς"]),
    ("राम", "devanagari", ["र", "ा", "म"]),
    ("ジョン", "kana", ["ジョ", "ン"]),
    ("さとう", "kana", ["サ", "ト", "ウ"]),
    ("սուրեն", "armenian", ["ս", "ու", "ր", "ե", "ն"]),
    ("ნინო", "georgian", ["ნ", "ი", "ნ", "ო"]),
]


@pytest.mark.parametrize(("form", "code", "units"), CASES, ids=[case[0] for case in CASES])
def test_a_word_is_read_in_units(form: str, code: str, units: list[str]) -> None:
    assert alphabet_of(form) == code
    assert list(alphabet(code).read(form)) == units


@pytest.mark.parametrize(
    ("form", "contexts"),
    [("ali", [".C", "VV", "C."]), ("محمد", [".C", "CC", "CC", "C."]), ("김", [".V", "IF", "V."])],
)
def test_a_context_is_what_stands_around(form: str, contexts: list[str]) -> None:
    of = alphabet(alphabet_of(form))
    assert of.contexts(of.read(form)) == contexts


@given(st.text(max_size=50))
def test_every_alphabet_reads_anything(form: str) -> None:
    for of in ALPHABETS:
        units = of.read(form)
        assert len(of.contexts(units)) == len(units) <= len(form) * 3


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_no_letter_of_a_latin_word_is_lost(form: str) -> None:
    assert "".join(alphabet("latin").read(form)) == form
