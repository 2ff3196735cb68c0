"""The meanings of elements: for every segment of the structure, and in their places."""

import pytest

from fairlead.core.formats.edifact import Segment
from fairlead.core.formats.pnrgov import grammar
from fairlead.core.formats.pnrgov.elements import explain, meanings
from tests.core.formats.pnrgov.test_walking import flat
from tests.core.formats.specimens import push, specimen


def test_every_segment_of_the_structure_has_its_meanings() -> None:
    tags = {tag.strip("'") for tag in flat(grammar.structure("13.1") + grammar.structure("21.1"))}

    assert tags <= set(meanings())
    assert all(one.name and one.name.islower() for one in meanings().values())


@pytest.mark.parametrize("name", ["records-13.edi", "records-21.edi", "records-infants.edi"])
def test_every_component_of_a_conformant_message_is_explained(name: str) -> None:
    for segment in push(specimen(name)).segments:
        assert isinstance(segment, Segment)
        if segment.tag not in {"UNH", "UNT"}:
            for part in explain(segment):
                assert part.meaning, (segment.tag, part)


def test_elements_that_repeat_keep_their_meaning() -> None:
    parts = list(explain(Segment("RCI", [["ZZ", "A"], ["XX", "B"]], 0, 0, 1)))

    assert [part.meaning for part in parts] == ["carrier", "locator"] * 2


def test_what_is_beyond_the_table_has_no_meaning_and_is_there() -> None:
    beyond = list(explain(Segment("EQN", [["1", "2", "3"], ["4"]], 0, 0, 1)))
    unknown = list(explain(Segment("ZZZ", [["1"]], 0, 0, 1)))

    assert [(part.meaning, part.value) for part in beyond] == [
        *(("number", "1"), ("kind of unit", "2"), ("", "3"), ("", "4")),
    ]
    assert [tuple(part) for part in unknown] == [(0, 0, "", "1")]
