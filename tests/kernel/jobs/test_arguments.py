import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput, Misconfigured
from fairlead.kernel.jobs import arguments
from fairlead.kernel.jobs.arguments import Reference
from fairlead.kernel.jobs.work import Work


class Colour(StrEnum):
    RED = "red"


def closed(
    work: Work,
    *,
    key: uuid.UUID,
    count: int = 0,
    sure: bool = True,
    day: date | None = None,
    at: datetime | None = None,
    about: Reference | None = None,
    mode: Literal["full", "delta"] = "full",
    colour: Colour = Colour.RED,
    keys: tuple[uuid.UUID, ...] = (),
) -> None: ...


def takes_text(work: Work, *, name: str) -> None: ...
def takes_texts(work: Work, *, names: list[str]) -> None: ...
def takes_anything(work: Work, *, what: Any) -> None: ...
def takes_mapping(work: Work, *, row: dict[str, int]) -> None: ...
def takes_text_or_nothing(work: Work, *, name: str | None) -> None: ...
def takes_bytes(work: Work, *, raw: bytes) -> None: ...
def takes_unannotated(work: Work, *, what) -> None: ...  # type: ignore[no-untyped-def]  # noqa: ANN001
def takes_fraction(work: Work, *, share: float) -> None: ...
def takes_bare_list(work: Work, *, items: list) -> None: ...  # type: ignore[type-arg]


@pytest.mark.parametrize(
    "function",
    [
        takes_text,
        takes_texts,
        takes_anything,
        takes_mapping,
        takes_text_or_nothing,
        takes_bytes,
        takes_unannotated,
        takes_fraction,
        takes_bare_list,
    ],
)
def test_a_parameter_that_could_hold_a_name_is_refused(function: Callable[..., None]) -> None:
    with pytest.raises(Misconfigured, match="could carry personal values"):
        arguments.parameters(function)


def test_a_job_takes_its_work_first_and_the_rest_by_name() -> None:
    def without_work(*, key: uuid.UUID) -> None: ...
    def by_position(work: Work, key: uuid.UUID) -> None: ...

    with pytest.raises(Misconfigured, match="first parameter"):
        arguments.parameters(without_work)
    with pytest.raises(Misconfigured, match="keyword-only"):
        arguments.parameters(by_position)


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "key": st.uuids(),
    "count": st.integers(-(2**63) + 1, 2**63 - 1),
    "sure": st.booleans(),
    "day": st.none() | st.dates(),
    "at": st.none() | st.datetimes(timezones=st.just(UTC)),
    "about": st.none() | st.uuids().map(lambda key: Reference(f"case:{key}")),
    "mode": st.sampled_from(["full", "delta"]),
    "colour": st.sampled_from(Colour),
    "keys": st.lists(st.uuids(), max_size=3).map(tuple),
}


@given(st.fixed_dictionaries({}, optional=VALUES))
def test_arguments_come_back_as_they_went(values: dict[str, Any]) -> None:
    kinds = arguments.parameters(closed)

    stored = arguments.write(kinds, values)

    assert arguments.read(kinds, stored) == values


@given(st.sampled_from(sorted(VALUES)), st.text() | st.floats() | st.binary())
def test_a_text_that_is_no_reference_never_reaches_the_queue(name: str, value: object) -> None:
    kinds = arguments.parameters(closed)
    stored: dict[str, Any] = {}
    with suppress(BadInput):
        stored = arguments.write(kinds, {name: value})

    assert stored in ({}, {name: None}, {name: []}) or value in {"full", "delta", "red"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", "Zyxgar Quolm"),
        ("count", "Zyxgar Quolm"),
        ("count", 2**70),
        ("count", True),
        ("sure", "yes"),
        ("about", "case:Zyxgar Quolm"),
        ("about", "Case:00000000-0000-0000-0000-000000000000"),
        ("mode", "Zyxgar Quolm"),
        ("colour", "Zyxgar Quolm"),
        ("keys", "Zyxgar Quolm"),
        ("keys", ["Zyxgar Quolm"]),
        ("name", "Zyxgar Quolm"),
    ],
)
def test_a_canary_is_refused_and_not_repeated(name: str, value: object) -> None:
    with pytest.raises(BadInput) as caught:
        arguments.write(arguments.parameters(closed), {name: value})

    assert "Zyxgar" not in str(caught.value)


@pytest.mark.parametrize("value", ["Zyxgar Quolm", {"name": "Zyxgar Quolm"}, ["Ünal"], b"raw"])
def test_a_result_in_words_is_refused(value: object) -> None:
    with pytest.raises(Misconfigured, match="counts, references and codes"):
        arguments.result(value)


def test_a_result_may_count_and_refer() -> None:
    key = uuid.UUID(int=7)
    value = {"rows": 3, "share": 0.5, "case": key, "state": "half-done", "none": None}

    assert arguments.result(value) == value | {"case": str(key)}


def test_a_day_is_written_as_a_day() -> None:
    kinds = arguments.parameters(closed)

    assert arguments.write(kinds, {"day": date(2026, 2, 28)}) == {"day": "2026-02-28"}
