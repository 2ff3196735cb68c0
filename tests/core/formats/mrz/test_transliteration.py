"""Names of other scripts in the letters of a zone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.formats.mrz.transliteration import letters, transliterated


@pytest.mark.parametrize(
    ("name", "state", "written"),
    [
        ("Térèse Noël", "", "TERESE NOEL"),
        ("Müller-Weiß", "", "MUELLER WEISS"),
        ("Ångström Ærø", "", "AANGSTROEM AEROE"),
        ("Łódź Þór Đorđe", "", "LODZ THOR DORDE"),
        ("O’Connor d'Arc, Jr.", "", "OCONNOR DARC JR"),
        ("Nguyễn Văn Ánh", "", "NGUYEN VAN ANH"),
        ("İIıi", "", "IIII"),
        ("Мар'яна Ткаченко", "UKR", "MARIANA TKACHENKO"),
        ("Єва Їжак Юрій Ганна", "UKR", "YEVA YIZHAK YURII HANNA"),
        ("Игорь Щукин", "", "IGOR SHCHUKIN"),
        ("Щерев", "BGR", "SHTEREV"),
        ("Жељко Чолић", "SRB", "ZELJKO COLIC"),
        ("Ёлкін", "BLR", "IOLKIN"),
        ("محمود عبدالرحيم", "", "MXHMWD EBDALRXHYM"),
        ("محمّد", "", "MXHMMD"),
        ("ابو بكر محمد بن زكريا الرازي", "", "ABW BKR MXHMD BN ZKRYA ALRAZY"),
        ("فاطمة الزهراء", "", "FAXTTMXAH ALZHRAXE"),
        ("رحمة-نور", "", "RXHMXAH NWR"),
        ("پروین گل", "", "PRWXYAN XGGL"),
        ("مُحَمَّد", "", "MXHMMD"),
        ("Ｗｉｄｅ", "", "WIDE"),
        ("", "", ""),
    ],
)
def test_names(name: str, state: str, written: str) -> None:
    assert transliterated(name, state) == written


@pytest.mark.parametrize("name", ["王", "١", "Doe2", "☃", "Αλέξης", "+"])
def test_what_is_in_no_table_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        transliterated(name)


def test_tables_hold_letters_of_a_zone_alone() -> None:
    for letter, found in letters().items():
        for written in (found.default, found.last, *found.states.values(), *found.first.values()):
            assert written == "" or (written.isascii() and written.isupper()), letter


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_is_written_or_refused(text: str) -> None:
    try:
        found = transliterated(text)
    except BadInput:
        return
    assert set(found) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ ")
    assert found == " ".join(found.split())
