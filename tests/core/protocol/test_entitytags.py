import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.protocol.entitytags import body_tag, entity_tag, read_tags

PARTS = st.lists(st.one_of(st.text(), st.integers(), st.none()), max_size=4)


@given(PARTS, PARTS)
def test_versions_that_differ_have_tags_that_differ(one: list[object], other: list[object]) -> None:
    same = [str(part) for part in one] == [str(part) for part in other]

    assert (entity_tag(*one) == entity_tag(*other)) is same


@given(PARTS)
def test_a_tag_that_was_given_is_read_back(parts: list[object]) -> None:
    tag = entity_tag(*parts)

    assert read_tags(tag, place="If-Match").includes(tag)
    assert read_tags(f'"x" , W/"y",{tag}', place="If-Match").includes(tag)


def test_a_weak_tag_resembles_but_does_not_match() -> None:
    tags = read_tags('W/"one", "two"', place="If-None-Match")

    assert tags.resembles('"one"')
    assert tags.resembles('"two"')
    assert not tags.includes('"one"')
    assert tags.includes('"two"')
    assert not tags.resembles('"three"')


def test_a_star_stands_for_any_version() -> None:
    assert read_tags(" * ", place="If-Match").includes('"whatever"')


def test_a_comma_inside_a_tag_belongs_to_it() -> None:
    assert read_tags('"a,b"', place="If-Match").strong == frozenset({'"a,b"'})


@pytest.mark.parametrize("header", ["", "a", '"a', '"a" b', "*, *", '*, "a"', 'w/"a"', ",", '"a"*'])
def test_anything_else_is_refused_with_its_place(header: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_tags(header, place="If-Match")
    assert caught.value.place == "If-Match"


@given(st.text(max_size=200))
def test_any_header_is_read_or_refused(header: str) -> None:
    try:
        read_tags(header, place="If-Match")
    except BadInput:
        return
    assert '"' in header or header.strip() == "*"


def test_a_long_hostile_header_takes_no_time() -> None:
    with pytest.raises(BadInput):
        read_tags(" ," * 50_000 + "x", place="If-Match")


def test_the_tag_of_a_body_is_visible_ascii_in_quotes() -> None:
    tag = body_tag(b"anything")

    assert tag[0] == tag[-1] == '"'
    assert tag.isascii()
    assert len(tag) == 22
