import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.text import Script, fold, has_look_alikes, script_of

SAME = [
    ("Müller", "MULLER"),
    ("Straße", "STRASSE"),
    ("Łódź", "lodz"),
    ("Ærø", "aero"),
    ("Þórðarson", "thordarson"),
    ("Đỗ Thị", "do thi"),
    ("İstanbul", "istanbul"),
    ("ISPARTA", "ısparta"),
    ("Œdipe", "oedipe"),
    ("Ｗａｎｇ", "wang"),
    ("𝓐𝓷𝓷𝓪", "anna"),
    ("Ⓐnna", "anna"),
    ("Əliyev", "aliyev"),
    ("O’Brien", "O'Brien"),
    ("ʿAlī", "'ali"),
    ("Jean‐Pierre", "jean-pierre"),
    ("Ёлкин", "Елкин"),
    ("ШЕВЧЕНКО", "шевченко"),
    ("Ελλάς", "ΕΛΛΑΣ"),
    ("Νίκος", "νικοσ"),
    # Arabic, Persian, Urdu, Pashto, Kurdish keyboards
    ("أحمد", "احمد"),
    ("إبراهيم", "ابراهیم"),
    ("آدم", "ادم"),
    ("مصطفى", "مصطفي"),
    ("علی", "علي"),
    ("کریم", "كريم"),
    ("فاطمة", "فاطمه"),
    ("مُحَمَّدٌ", "محمد"),
    ("محمــــد", "محمد"),
    ("علی‌رضا", "علیرضا"),
    ("ﺻﺎﻟﺢ", "صالح"),
    ("ہما", "هما"),
    ("ڈاکٹر", "داكتر"),
    ("ۆمەر", "ومهر"),
    # Hebrew finals and points, Devanagari nukta, Han and kana forms
    ("אברהם", "אברהמ"),
    ("שָׁלוֹם", "שלום"),
    ("ज़फ़र", "जफर"),
    ("劉麗華", "刘丽华"),
    ("齋藤", "斎藤"),
    ("渡邊", "渡辺"),
    ("ﾀﾛｳ", "タロウ"),
    # digits, controls, directions
    ("١٢٣", "123"),
    ("۴۵۶", "456"),
    ("a\u200bb\u00adc", "abc"),
    ("\u202eabc\u202c", "abc"),
    ("a\x00b", "ab"),
]

DIFFERENT = [
    ("й", "и"),
    ("ї", "і"),
    ("ў", "у"),
    ("ґ", "г"),
    ("ج", "ح"),
    ("پ", "ب"),
    ("گ", "ك"),
    ("김", "킴"),
    ("が", "か"),
    ("कि", "कु"),
    ("n", "m"),
]

SCRIPTS = [
    ("Anna", Script.LATIN),
    ("Nguyễn", Script.LATIN),
    ("محمد", Script.ARABIC),
    ("پښتو", Script.ARABIC),
    ("ﺻﺎﻟﺢ", Script.ARABIC),
    ("Анна", Script.CYRILLIC),
    ("Ғалия", Script.CYRILLIC),
    ("王", Script.HAN),
    ("김정", Script.HANGUL),
    ("タロウ", Script.KANA),
    ("たろう", Script.KANA),
    ("דוד", Script.HEBREW),
    ("Νίκος", Script.GREEK),
    ("राम", Script.DEVANAGARI),
    ("রহমান", Script.BENGALI),
    ("ਸਿੰਘ", Script.GURMUKHI),
    ("பாலா", Script.TAMIL),
    ("สมชาย", Script.THAI),
    ("Արմեն", Script.ARMENIAN),
    ("გიორგი", Script.GEORGIAN),
    ("ተስፋዬ", Script.ETHIOPIC),
    ("မောင်", Script.MYANMAR),
    ("សុខ", Script.KHMER),
    ("ᏣᎳᎩ", Script.OTHER),
    ("", Script.COMMON),
    ("123 -", Script.COMMON),
    ("٣٤٥", Script.COMMON),
    ("محمد A", Script.ARABIC),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_writings_of_one_word_fold_to_one_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_tells_names_apart_stays(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("text", "script"), SCRIPTS)
def test_the_script_is_told(text: str, script: Script) -> None:
    assert script_of(text) is script


@pytest.mark.parametrize(
    ("mixed", "mended"),
    [
        ("P\u0430vel", "pavel"),  # Cyrillic a
        ("\u0410\u041d\u041dA", "анна"),  # Latin A at the end of a Cyrillic word
        ("\u0412ENJ\u0410MIN", "benjamin"),  # capital Ve and a
        ("И\u0042\u0041Н", "иван"),  # Latin BA within letters that are Cyrillic only
        ("\u039dikos", "nikos"),  # Greek capital nu
        ("\u0421\u0421\u0421P", "ссср"),
    ],
)
def test_look_alikes_within_a_word_are_mended(mixed: str, mended: str) -> None:
    assert has_look_alikes(mixed)
    assert fold(mixed) == mended


@pytest.mark.parametrize(
    "honest", ["Иван Ivanov", "Pavel", "Павел", "Сашаz", "naïve", "ДНК7", "王Wang"]
)
def test_what_is_no_mixture_is_left(honest: str) -> None:
    assert not has_look_alikes(honest)
    assert fold(honest) == " ".join(fold(word) for word in honest.split())


def test_characters_of_all_of_unicode_fold_and_again_changes_nothing() -> None:
    every, some = range(0x3400), range(0x3400, sys.maxunicode + 1, 17)
    for code in (*every, *some):
        once = fold(chr(code))

        assert fold(once) == once, hex(code)


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="utf-8")))
def test_every_normal_form_folds_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x58F)))
def test_no_capitals_and_no_direction_marks_are_left(text: str) -> None:
    folded = fold("\u200f" + text + "\u202e")

    assert folded == folded.lower()
    assert "\u200f" not in folded
    assert "\u202e" not in folded


@given(st.text())
def test_the_script_of_any_text_is_told(text: str) -> None:
    assert script_of(text) in Script


def test_time_is_linear() -> None:
    def spent(length: int) -> float:
        word = "Ѐ\u0301\u0300aп" * (length // 5)
        begin = time.process_time()
        for _time in range(5):
            fold(word)
        return time.process_time() - begin

    spent(1000)

    assert spent(200_000) < 60 * max(spent(10_000), 0.001)
