"""Each list may have its own lines: where its bands begin, and what is shown of it."""

from dataclasses import replace

import pytest

from fairlead.cli.screening.settings import wanted
from fairlead.core.errors import BadInput
from fairlead.core.screening.answers import Explain, Hit, screen
from fairlead.core.screening.calibration import Band, Lines, band, lines_of
from fairlead.core.screening.index import build
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.weights import standard
from tests.core.screening.invented import people

WEIGHTS = standard()
USUAL = lines_of(WEIGHTS)
LISTED = people(60, seed=71)
ASKED = [
    *LISTED[:20],
    *people(20, seed=72),
    # Half a name, and nothing else: for review.
    *(
        replace(one, properties={"name": (one.properties["name"][0].split()[-1],)})
        for one in LISTED
    ),
]


def hits(lines: Lines | None, explained: Explain = Explain.ALERTS) -> list[Hit]:
    shelf = Shelf().put(build("watch", LISTED), lines)
    answers = screen(ASKED, shelf, explained=explained)
    return [hit for answer in answers for hit in answer.hits]


def middling() -> Lines:
    """Lines between the sums that there are, wherever the usual ones lie."""
    sums = sorted({hit.total for hit in hits(None, Explain.NONE)})
    return Lines(sums[-5], sums[len(sums) // 2])


def test_a_list_without_lines_has_the_usual_ones() -> None:
    assert hits(None) == hits(USUAL)


def test_only_the_bands_are_moved() -> None:
    moved = hits(Lines(USUAL.alert + 9000, USUAL.alert))
    for usual, other in zip(hits(None, Explain.NONE), moved, strict=True):
        assert (usual.id, usual.total, usual.score) == (other.id, other.total, other.score)
        assert other.band is Lines(USUAL.alert + 9000, USUAL.alert).band(other.total)
    assert {hit.band for hit in moved if hit.pieces} <= {Band.ALERT}


@pytest.mark.parametrize("least", Band)
def test_less_than_the_least_is_not_shown(least: Band) -> None:
    order = (Band.INFORMATION, Band.REVIEW, Band.ALERT)
    kept = {hit.band for hit in hits(replace(middling(), least=least))}
    assert kept == set(order[order.index(least) :])


def test_a_changed_list_keeps_its_lines() -> None:
    lines = Lines(9999, 500)
    shelf = Shelf().put(build("watch", LISTED[:30]), lines).change("watch", put=LISTED[30:])
    assert [part.lines for part in shelf.parts] == [lines, lines]


def test_borders_belong_to_the_band_above() -> None:
    assert band(USUAL.alert, WEIGHTS) is Band.ALERT
    assert band(USUAL.alert - 1, WEIGHTS) is Band.REVIEW
    assert band(USUAL.review - 1, WEIGHTS) is Band.INFORMATION


def test_settings_are_read_from_the_end() -> None:
    one = wanted("a,b=c.jsonl,label=watch,alert=+90000,review=50000,least=review")
    assert str(one.file) == "a,b=c.jsonl"
    assert one.lines(WEIGHTS) == Lines(90_000, 50_000, Band.REVIEW)
    assert one.label == "watch"
    assert wanted("alert=1").lines(WEIGHTS) == USUAL


@pytest.mark.parametrize("setting", ["review=-99999", "alert=-99999", "review=99999"])
def test_lines_below_which_not_everybody_is_sought_are_refused(setting: str) -> None:
    with pytest.raises(BadInput):
        wanted(f"list,{setting}").lines(WEIGHTS)
