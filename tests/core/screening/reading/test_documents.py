"""Numbers of documents that stand apart from their holder, or within."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.problems import Problem
from fairlead.core.screening.reading import Entity, Options, documents_of, read_lines

HOLDER = {"id": "u-1", "schema": "Person", "properties": {"name": ["Ada Amaurot"]}}
PASSPORT = {
    "id": "p-1",
    "schema": "Passport",
    "properties": {"number": ["X4830917"], "country": ["iq"], "holder": ["u-1"]},
}
CARD = {
    "id": "c-1",
    "schema": "Identification",
    "properties": {"number": ["99-1"], "holder": ["u-1", "u-2"]},
}


def content(*documents: object) -> bytes:
    return b"".join(json.dumps(document).encode() + b"\n" for document in documents)


def read(whole: bytes, options: Options) -> tuple[list[Entity], list[str]]:
    found = list(read_lines(io.BytesIO(whole), options))
    return (
        [one for one in found if isinstance(one, Entity)],
        [one.code for one in found if isinstance(one, Problem)],
    )


def test_a_document_gives_its_number_to_its_holder() -> None:
    whole = content(PASSPORT, HOLDER, CARD)
    documents = documents_of(io.BytesIO(whole))
    entities, problems = read(whole, Options(documents=documents))

    assert documents == {
        "u-1": [("passportNumber", "X4830917 (iq)"), ("idNumber", "99-1")],
        "u-2": [("idNumber", "99-1")],
    }
    assert [one.id for one in entities] == ["u-1"]
    assert entities[0].properties["passportNumber"] == ("X4830917 (iq)",)
    assert entities[0].properties["idNumber"] == ("99-1",)
    assert problems == ["entity.not-a-subject", "entity.not-a-subject"]


def test_a_document_within_its_holder_does_too() -> None:
    properties = {
        "name": ["Ada Amaurot"],
        "passportEntity": [PASSPORT],
        "sanctions": [{"schema": "Sanction", "properties": {}}],
    }
    entities, problems = read(content({**HOLDER, "properties": properties}), Options())

    assert entities[0].properties == {
        "name": ("Ada Amaurot",),
        "passportNumber": ("X4830917 (iq)",),
    }
    assert problems == []


def test_a_number_is_added_once() -> None:
    held = {**HOLDER, "properties": {"name": ["Ada"], "idNumber": ["99-1", "5"]}}
    documents = documents_of(io.BytesIO(content(CARD, CARD)))
    entities, _problems = read(content(held), Options(documents=documents))

    assert entities[0].properties["idNumber"] == ("99-1", "5")


@given(
    st.lists(
        st.one_of(
            st.binary(max_size=40).map(lambda raw: raw.replace(b"\n", b"") + b'"holder"\n'),
            st.sampled_from(
                [
                    b'{"schema": "Passport", "properties": ["holder"]}\n',
                    b'{"schema": "Passport", "holder": 1}\n',
                    b'{"schema": ["Passport"], "properties": {"holder": [1], "number": 5}}\n',
                    b'["holder"]\n',
                    b'{"schema": "Passport", "properties": {"holder": "u-1", "number": ["1"]}}\n',
                ]
            ),
        )
    )
)
def test_no_bytes_make_the_first_pass_fail(lines: list[bytes]) -> None:
    assert documents_of(io.BytesIO(b"".join(lines))) == {}
