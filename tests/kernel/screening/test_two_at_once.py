"""Two people, or two runs, at the same time: one is first, the other is told, nothing is lost."""

from collections.abc import Callable

import pytest

from fairlead.core.errors import Conflict, Refused
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.errors import Changed
from fairlead.kernel.screening.actions.hit import escalate_hit, open_hit, take_hit
from fairlead.kernel.screening.actions.judgement import decide_hit, undo_judgement
from fairlead.kernel.screening.actions.recording import Recorded, record_hits
from fairlead.kernel.screening.models import Hit, Judgement
from tests.kernel.cases.test_two_at_once import at_once
from tests.kernel.screening.conftest import Unit, again, decided, every_hit, many, meetings

THREADS = pytest.mark.django_db(transaction=True)


@THREADS
def test_two_judge_one_hit(here: Unit, hit: Hit) -> None:
    for context in (here.analyst, here.supervisor):
        open_hit(context, hit=hit.pk)

    def judging(context: Context, outcome: str) -> Callable[[], object]:
        return lambda: decide_hit(
            context, hit=hit.pk, version=hit.version, outcome=outcome, reason="document"
        )

    outcomes = at_once(judging(here.analyst, "same"), judging(here.supervisor, "different"))

    assert [type(one) for one in outcomes if isinstance(one, Exception)] == [Changed]
    (judgement,) = [one for one in outcomes if isinstance(one, Judgement)]
    assert again(here.analyst, hit).outcome == judgement.outcome


@THREADS
def test_two_take_one_hit(here: Unit, hit: Hit) -> None:
    outcomes = at_once(
        lambda: take_hit(here.analyst, hit=hit.pk, version=hit.version),
        lambda: take_hit(here.supervisor, hit=hit.pk, version=hit.version),
    )
    (first,) = [one for one in outcomes if isinstance(one, Hit)]
    assert [one for one in outcomes if isinstance(one, Changed)]
    assert again(here.analyst, hit).assignee_id == first.assignee_id


@THREADS
def test_two_runs_record_a_pair_once(here: Unit) -> None:
    found = meetings(many(4))
    outcomes = at_once(
        lambda: record_hits(here.analyst, meetings=found),
        lambda: record_hits(here.supervisor, meetings=found),
    )
    recorded = [one for one in outcomes if isinstance(one, Recorded)]
    assert sum(len(one.new) for one in recorded) == len(found)
    assert sum(one.waiting for one in recorded) == len(found)
    assert len(every_hit(here.analyst)) == len(found)


@THREADS
def test_one_takes_back_while_another_goes_on(here: Unit, hit: Hit) -> None:
    judged = decided(here.analyst, hit, "unsure", reason="too-little")
    version = again(here.analyst, hit).version

    outcomes = at_once(
        lambda: undo_judgement(here.analyst, judgement=judged.pk),
        lambda: take_hit(here.supervisor, hit=hit.pk, version=version),
    )

    won = [one for one in outcomes if isinstance(one, Hit)]
    assert len(won) == 1
    assert [one for one in outcomes if isinstance(one, Conflict | Refused)]
    assert again(here.analyst, hit).status == won[0].status


@THREADS
def test_one_escalates_while_another_takes(here: Unit, hit: Hit) -> None:
    outcomes = at_once(
        lambda: escalate_hit(here.analyst, hit=hit.pk, version=hit.version, reason="urgent"),
        lambda: take_hit(here.supervisor, hit=hit.pk, version=hit.version),
    )
    assert len([one for one in outcomes if isinstance(one, Hit)]) == 1
    assert len([one for one in outcomes if isinstance(one, Changed)]) == 1
