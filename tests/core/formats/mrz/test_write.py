"""Zones written: the same bytes for those that conform, and every layout from its fields."""

import json
import re
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.formats import recognition
from fairlead.core.formats.mrz import compose, examine
from fairlead.core.formats.mrz.grammar import LAYOUTS, Layout
from fairlead.core.formats.mrz.write import fitted, write
from fairlead.core.formats.recognition import say
from fairlead.core.travel import Document, Party, Push, Reference
from fairlead.core.travel.records import record
from fairlead.core.travel.revival import push_of
from tests.core.formats.mrz.zones import LONG, TD3, ZONES, problems, zone
from tests.servers import ROOT

VALUES = {
    "document": "P",
    "issuer": "UTO",
    "nationality": "UTO",
    "number": "L898902C3",
    "surname": "Eriksson",
    "given": "Anna Maria",
    "birth": "1974-08-12",
    "sex": "F",
    "expiry": "2012-04-15",
}


@pytest.mark.parametrize(
    "text",
    [*ZONES.values(), LONG, TD3.replace("ZE184226B<<<<<1", "<" * 14 + "0").replace("<00", "<08")],
)
def test_what_conforms_is_written_as_the_same_bytes(text: str) -> None:
    assert recognition.write(zone(text)).decode() == f"{text}\n"


def test_both_optional_fields_of_a_card_are_kept() -> None:
    values = VALUES | {"document": "I", "optional": "010195 112X", "optional2": "85120100200"}
    text = "\n".join(compose("TD1", values))
    references = [(each.qualifier, each.value) for each in zone(text).persons[0].references]
    assert references == [("optional", "010195 112X"), ("optional2", "85120100200")]
    assert recognition.write(zone(text)).decode() == f"{text}\n"


def test_a_zone_survives_its_json() -> None:
    as_json = json.dumps(record(zone(LONG), say))
    assert recognition.write(push_of(json.loads(as_json))).decode() == f"{LONG}\n"


def test_what_deviates_is_written_right() -> None:
    crooked = "p <utoeriksson«anna<maria<<<<<<<<<<<<<<<<<<<\r\n" + TD3.split("\n")[1][:-1] + "9"
    assert problems(crooked)
    assert recognition.write(zone(crooked)).decode() == f"{TD3}\n"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"number": "L898902C35"}, "number"),
        ({"number": "L#"}, "number"),
        ({"document": "PAS"}, "document"),
        ({"issuer": "UTOPIA"}, "issuer"),
        ({"optional": "X" * 15}, "optional"),
        ({"birth": "1974-8-12"}, "birth"),
        ({"birth": "12 August"}, "birth"),
        ({"birth": "1974-02-30"}, "birth"),
        ({"expiry": "2030-13"}, "expiry"),
        ({"optional2": "X"}, "optional2"),
        ({"optional-check": "77"}, "optional-check"),
        ({"expiry": "٢٠٣٠"}, "expiry"),
        ({"sex": "Q"}, "sex"),
        ({"surname": "王"}, "name"),
        ({"surname": "DOE2"}, "name"),
    ],
)
def test_what_no_zone_can_hold_is_refused(changes: dict[str, str], place: str) -> None:
    with pytest.raises(BadInput) as refused:
        compose("TD3", VALUES | changes)
    assert refused.value.place == place


def test_references_replace_no_field_but_the_optional_ones() -> None:
    push = zone(TD3)
    push.persons[0].references.append(Reference("number", "X"))
    assert write(push).decode() == f"{TD3}\n"


def test_a_message_of_another_shape_is_refused() -> None:
    with pytest.raises(BadInput, match="layout"):
        write(Push("MRZ", version="TD9"))
    with pytest.raises(BadInput, match="one holder"):
        write(Push("MRZ", version="TD3"))
    with pytest.raises(BadInput, match="one document"):
        write(Push("MRZ", version="TD3", persons=[Party(documents=[Document(), Document()])]))


@pytest.mark.parametrize(
    ("day", "written"), [("", "<<<<<<0"), ("1974", "74<<<<"), ("1974-08", "7408<<")]
)
def test_what_is_not_known_of_a_date_is_fillers(day: str, written: str) -> None:
    row = compose("TD3", VALUES | {"birth": day})[1]
    assert row[13:].startswith(written)


@pytest.mark.parametrize(
    ("surname", "given", "width", "written"),
    [
        ("DOE", "ANN", 31, "DOE<<ANN"),
        ("DOE", "", 31, "DOE"),
        ("NILAVADHANANANDA", "CHAYAPA<DEJTHAMRONG", 31, "NILAVADHANANANDA<<CHAYAPA<DEJTH"),
        ("ABCDEFGHIJ", "KLM", 10, "ABCDEFG<<K"),
        ("ABCDEFGHIJ", "", 8, "ABCDEFGH"),
        ("ABC<DEFGHIJ", "KLM", 10, "ABC<DEF<<K"),
        ("ABCDEF<GHIJ", "KLM", 10, "ABCDEF<<KL"),
        ("DOE", "ANNA<MARIA", 10, "DOE<<ANN<M"),
        ("ABCDEFGHI<JKL", "", 10, "ABCDEFGH<J"),
    ],
)
def test_a_name_that_is_cut_ends_in_a_letter(
    surname: str, given: str, width: int, written: str
) -> None:
    assert fitted(surname, given, width) == written
    assert len(written) <= width


WORDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@given(
    layout=st.sampled_from(list(LAYOUTS.values())),
    values=st.fixed_dictionaries(
        {
            "surname": NAMES,
            "given": NAMES | st.just(""),
            "number": st.text(DIGITS, min_size=1, max_size=9),
            "optional": st.text(DIGITS, max_size=7),
            "birth": st.dates(date(1935, 1, 1), date(2020, 12, 31)).map(str),
            "sex": st.sampled_from("MFX"),
        }
    ),
)
def test_what_is_composed_is_read_again(layout: Layout, values: dict[str, str]) -> None:
    values = VALUES | values | {"document": layout.documents[0], "expiry": "2029-04-15"}
    found = examine(compose(layout.code, values))
    assert (found.layout, found.number, found.wrong) == (layout.code, values["number"], ())
    assert (found.optional, str(found.birth_date)) == (values["optional"], values["birth"])
    assert (found.sex or "X") == values["sex"]
    whole = f"{values['surname']}  {values['given']}".replace(" ", "<")
    if found.truncated or whole not in "".join(compose(layout.code, values)):
        # A cut that falls between two words leaves no sign that there was one.
        assert values["surname"].startswith(found.surname[:1])
        assert values["given"].startswith(found.given[:1])
    else:
        assert (found.surname, found.given) == (values["surname"], values["given"])


@given(st.sampled_from(["TD1", "TD2"]), st.text(DIGITS, min_size=10, max_size=14))
def test_a_long_number_is_read_again(layout: str, number: str) -> None:
    values = VALUES | {"document": "I", "number": number}
    found = examine(compose(layout, values))
    assert (found.number, found.wrong, found.optional) == (number, (), "")


def test_the_program_of_the_page_runs() -> None:
    page = (ROOT / "docs" / "formats" / "mrz.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.stderr == b""
    assert done.returncode == 0
