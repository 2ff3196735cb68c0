"""Entities from JSON lines: everything that is wrong is said, and the rest is read."""

import io
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.problems import Problem, Severity
from fairlead.core.screening.reading import (
    LONGEST_LINE,
    LONGEST_VALUE,
    Entity,
    Format,
    Options,
    format_of,
    read,
    read_lines,
)

ADA: dict[str, Any] = {
    "id": "u-1",
    "schema": "Person",
    "properties": {"name": ["Ada Amaurot"], "birthDate": ["1970-05-03"], "nationality": ["fr"]},
}


def line(document: object) -> bytes:
    return json.dumps(document).encode() + b"\n"


def items(content: bytes, options: Options = Options()) -> list[Entity | Problem]:  # noqa: B008
    return list(read_lines(io.BytesIO(content), options))


def problems(content: bytes) -> list[Problem]:
    return [one for one in items(content) if isinstance(one, Problem)]


def entities(content: bytes) -> list[Entity]:
    return [one for one in items(content) if isinstance(one, Entity)]


def person(**properties: object) -> bytes:
    return line({**ADA, "properties": {"name": ["Ada Amaurot"], **properties}})


def test_an_entity_is_read_as_it_stands() -> None:
    assert items(line(ADA)) == [
        Entity(
            "u-1",
            "Person",
            {
                "name": ("Ada Amaurot",),
                "birthDate": ("1970-05-03",),
                "nationality": ("fr",),
            },
            1,
        )
    ]


def test_a_query_has_its_id_under_another_name() -> None:
    document = {"qid": "q-1", "group": "exact", "expect": ["u-1"], **ADA}
    del document["id"]
    (found,) = entities(line(document))

    assert found.id == "q-1"
    assert set(found.properties) == {"name", "birthDate", "nationality"}


def test_a_flat_object_is_an_entity_too() -> None:
    (found,) = entities(line({"id": 7, "schema": "Person", "name": "Ada Amaurot", "age": 50}))

    assert (found.id, found.properties) == ("7", {"name": ("Ada Amaurot",), "age": ("50",)})


def test_the_parts_of_a_name_make_a_name() -> None:
    (found,) = entities(
        line({**ADA, "properties": {"lastName": ["Amaurot"], "firstName": ["Ada"]}})
    )

    assert found.properties["name"] == ("Ada Amaurot",)


def test_empty_lines_and_a_mark_at_the_start_say_nothing() -> None:
    content = b"\xef\xbb\xbf" + line(ADA) + b"\n  \r\n" + line({**ADA, "id": "u-2"})

    assert [(one.id, one.place) for one in entities(content)] == [("u-1", 1), ("u-2", 4)]
    assert problems(content) == []
    assert items(b"") == []


# line → the codes of its problems, with the property, and how many entities are read
WRONG: dict[bytes, tuple[list[tuple[str, str]], int]] = {
    b"{broken": ([("entity.broken-json", "")], 0),
    b'{"id": "a"': ([("entity.broken-json", "")], 0),
    b"nonsense": ([("entity.broken-json", "")], 0),
    b"[" * 100_000: ([("entity.broken-json", "")], 0),
    b'{"a":' * 50_000: ([("entity.broken-json", "")], 0),
    b"1" * 10_000: ([("entity.broken-json", "")], 0),
    b"[1, 2]": ([("entity.not-an-object", "")], 0),
    b"null": ([("entity.not-an-object", "")], 0),
    b'"text"': ([("entity.not-an-object", "")], 0),
    line({**ADA, "id": ""}): ([("entity.no-id", "id")], 1),
    line({**ADA, "id": ["x"]}): ([("entity.no-id", "id")], 1),
    line({**ADA, "schema": None}): ([("entity.no-schema", "schema")], 1),
    line({**ADA, "schema": ["Person"]}): ([("entity.no-schema", "schema")], 1),
    line({**ADA, "schema": "Sanction"}): ([("entity.not-a-subject", "schema")], 0),
    line({**ADA, "properties": {}}): ([("entity.no-name", "")], 1),
    line({**ADA, "properties": {"name": ["", " "]}}): ([("entity.no-name", "")], 1),
    line({**ADA, "properties": []}): (
        [("entity.bad-property", "properties"), ("entity.no-name", "")],
        1,
    ),
    person(alias=[{"no": "text"}]): ([("entity.bad-property", "alias")], 1),
    person(alias={"no": "text"}): ([("entity.bad-property", "alias")], 1),
    person(alias=[True]): ([("entity.bad-property", "alias")], 1),
    person(birthDate=["1970-02-30"]): ([("entity.wrong-date", "birthDate")], 1),
    person(birthDate=["1970", "soon"]): ([("entity.wrong-date", "birthDate")], 1),
    person(birthDate=["unknown"]): ([("entity.wrong-date", "birthDate")], 1),
    person(nationality=["Utopia"]): ([("entity.unknown-country", "nationality")], 1),
    person(alias=["A\u0000B"]): ([("entity.hidden-character", "alias")], 1),
    person(alias=["A\u202eB"]): ([("entity.hidden-character", "alias")], 1),
    person(alias=["A\ufffdB"]): ([("entity.damaged-character", "alias")], 1),
    person(alias=["x" * 10_000]): ([("entity.long-value", "alias")], 1),
    b'{"id":"a","schema":"Person","properties":{"name":["\\ud800x"]}}': (
        [("entity.damaged-character", "name")],
        1,
    ),
    b'{"id":"a","schema":"Person","properties":{"name":["\xff\xfe"]}}': (
        [("entity.encoding", ""), ("entity.damaged-character", "name")],
        1,
    ),
    b'{"id":"a","schema":"Person","properties":{"name":["A\x01\x7fB"]}}': (
        [("entity.hidden-character", "name")],
        1,
    ),
}


@pytest.mark.parametrize("content", WRONG, ids=lambda content: repr(content[:60]))
def test_what_is_wrong_is_said_and_the_rest_is_done(content: bytes) -> None:
    expected, count = WRONG[content]
    whole = line({**ADA, "id": "before"}) + content.rstrip(b"\n") + b"\n"
    whole += line({**ADA, "id": "after"})
    found = problems(whole)

    assert [(one.code, one.segment) for one in found] == expected
    assert {one.line for one in found} <= {2}
    assert all(whole[one.offset :].startswith(content[:10]) for one in found)
    read = [one.id for one in entities(whole)]
    assert (read[0], read[-1], len(read)) == ("before", "after", 2 + count)


def test_a_broken_line_says_where() -> None:
    (found,) = problems(b'{"id": "a", }\n')

    assert dict(found.facts)["column"] == "13"


def test_a_problem_points_at_the_value() -> None:
    (found,) = problems(person(birthDate=["1970", "1970-02-30", "1971"]))

    assert (found.ordinal, found.raw, found.severity) == (2, b"1970-02-30", Severity.WARNING)
    assert dict(found.facts) == {"reason": "date.impossible"}


def test_what_cannot_be_seen_is_taken_out() -> None:
    (found,) = entities(person(alias=["A\u200bda\u202e  A\u0000B\u200d"]))

    assert found.properties["alias"] == ("Ada A B\u200d",), "the joiner belongs to the letters"


def test_a_value_that_is_nothing_but_hidden_is_no_value() -> None:
    (found,) = entities(person(alias=["\u202e\u200b"]))

    assert "alias" not in found.properties


def test_the_second_of_an_id_is_told_and_kept() -> None:
    content = line(ADA) + line({**ADA, "id": "u-2"}) + line(ADA)
    (found,) = problems(content)

    assert (found.code, found.line, dict(found.facts)) == (
        "entity.duplicate-id",
        3,
        {"line": "1"},
    )
    assert len(entities(content)) == 3
    assert all(isinstance(one, Entity) for one in items(content, Options(unique=False)))


def test_a_line_without_end_is_passed_over_in_pieces() -> None:
    class Endless(io.RawIOBase):
        """More bytes in one line than would be read at once, none of them kept."""

        left = LONGEST_LINE + 1000

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            size = min(len(buffer), self.left)
            buffer[:size] = b"x" * size
            self.left -= size
            return size

    stream = io.BufferedReader(Endless())
    (found,) = list(read_lines(stream))

    assert isinstance(found, Problem)
    assert (found.code, found.line) == ("entity.line-too-long", 1)


TEXTS = st.one_of(st.text(max_size=20), st.none(), st.integers(), st.lists(st.text(max_size=3)))


@given(
    st.lists(
        st.one_of(st.binary(max_size=60), st.dictionaries(st.text(max_size=8), TEXTS).map(line))
    )
)
def test_no_bytes_make_it_fail(rows: list[bytes]) -> None:
    content = b"\n".join(rows)
    for found in items(content):
        assert (
            1
            <= (found.line if isinstance(found, Problem) else found.place)
            <= content.count(b"\n") + 1
        )


@given(
    st.dictionaries(
        st.sampled_from(["name", "alias", "birthDate", "nationality", "notes"]),
        st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=3),
        min_size=1,
    )
)
def test_values_that_can_be_seen_come_through(properties: dict[str, list[str]]) -> None:
    found = entities(line({"id": "a", "schema": "Person", "properties": properties}))[0]
    seen = {name: tuple(filter(None, map(str.strip, texts))) for name, texts in properties.items()}

    if not any(
        isinstance(one, Problem) and "character" in one.code
        for one in items(line({"id": "a", "schema": "Person", "properties": properties}))
    ):
        plain = {n: tuple(" ".join(t.split()) for t in v) for n, v in seen.items() if v}
        assert {
            n: tuple(" ".join(t.split()) for t in v) for n, v in found.properties.items()
        } == plain


def test_reading_is_linear_in_the_number_of_lines() -> None:
    def seconds(count: int) -> float:
        content = b"".join(line({**ADA, "id": f"u-{number}"}) for number in range(count))
        start = time.process_time()
        assert sum(1 for _ in read_lines(io.BytesIO(content))) == count
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 12 * max(seconds(1000), 0.005)


def test_a_value_of_ten_thousand_characters_is_kept() -> None:
    (found,) = entities(person(alias=["x" * 10_000]))

    assert found.properties["alias"] == ("x" * 10_000,)
    assert LONGEST_VALUE < 10_000


@pytest.mark.parametrize(
    ("name", "start", "expected"),
    [
        ("list.jsonl", b"", Format.LINES),
        ("list.json", b'{"id"', Format.LINES),
        ("list.csv", b"id,name", Format.TABLE),
        ("list.tsv", b"id\tname", Format.TABLE),
        ("list.xlsx", b"PK\x03\x04", Format.SHEET),
        ("list.XLSX", b"", Format.SHEET),
        ("list", b"\xef\xbb\xbf {", Format.LINES),
        ("list", b"id;name", Format.TABLE),
        ("list.csv", b'{"id": "a"}', Format.LINES),
        ("-", b"", Format.LINES),
    ],
)
def test_the_shape_is_told_by_the_content_before_the_name(
    name: str, start: bytes, expected: Format
) -> None:
    assert format_of(name, start) is expected


def test_one_door_reads_every_shape() -> None:
    assert list(read(io.BytesIO(line(ADA)), Format.LINES)) == items(line(ADA))
