"""The life of a hit: recorded, taken, put off, escalated, judged, taken back, back again."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import Error, transaction

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.screening.reading import Entity
from fairlead.core.states import IllegalVerb
from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.models import Approval
from fairlead.kernel.cases.errors import Changed, NotWithinReach
from fairlead.kernel.clock import now
from fairlead.kernel.screening.actions.hit import (
    assign_hit,
    escalate_hit,
    favour_hit,
    open_hit,
    release_hit,
    reopen_hit,
    snooze_hit,
    take_hit,
    visit_hit,
    wake_hit,
)
from fairlead.kernel.screening.actions.judgement import decide_hit, give_opinion, undo_judgement
from fairlead.kernel.screening.actions.recording import record_hits
from fairlead.kernel.screening.actions.shift import pass_shift
from fairlead.kernel.screening.actions.upkeep import return_hits, wake_hits
from fairlead.kernel.screening.models import Hit, Judgement, Standing
from fairlead.kernel.screening.queries.page import HitPage, hit_page
from fairlead.kernel.screening.queries.queue import counts, hits_of, next_hit, queue
from tests.contexts import key_of
from tests.kernel.screening.conftest import (
    ASKED,
    LIST,
    LISTED,
    Unit,
    acts,
    again,
    decided,
    every_hit,
    many,
    meetings,
    worker,
)

HOUSE = "screening.upkeep"


def changed(entity: Entity, **properties: str) -> Entity:
    more = {name: (text,) for name, text in properties.items()}
    return replace(entity, properties={**entity.properties, **more})


# ------------------------------------------------------------------ recording
def test_the_engine_finds_and_the_queue_holds(here: Unit, hit: Hit) -> None:
    assert (hit.status, hit.band, hit.unit, hit.ground) == ("open", "alert", "air", "identifier")
    assert [one.pk for one in queue(here.analyst)] == [hit.pk]
    assert acts() == ["screening.hits.recorded"]


def test_what_waits_is_recorded_once_and_brought_up_to_date(here: Unit, hit: Hit) -> None:
    again_met = record_hits(here.analyst, meetings=meetings())
    assert (again_met.new, again_met.waiting) == ([], 1)

    listed = changed(LISTED, nationality="utx")
    refreshed = record_hits(here.analyst, meetings=meetings(listed=[listed]))
    assert [one.pk for one in refreshed.refreshed] == [hit.pk]
    assert again(here.analyst, hit).version == hit.version + 1


def test_cleared_stays_cleared_while_both_sides_are_as_they_were(here: Unit, hit: Hit) -> None:
    decided(here.analyst, hit, keeps=True)

    assert record_hits(here.analyst, meetings=meetings()).spared == 1
    with transaction.atomic():
        (standing,) = Standing.objects.for_context(here.analyst)
    assert standing.spared == 1


@pytest.mark.parametrize("side", ["asked", "listed"])
def test_what_was_cleared_comes_back_when_a_side_changes(here: Unit, hit: Hit, side: str) -> None:
    decided(here.analyst, hit, keeps=True)
    asked = changed(ASKED, nationality="utx") if side == "asked" else ASKED
    listed = changed(LISTED, nationality="utx") if side == "listed" else LISTED

    found = record_hits(here.analyst, meetings=meetings([asked], [listed]))

    assert [one.status for one in found.reopened] == ["reopened"]
    assert found.reopened[0].reopens_id == hit.pk
    page = _page(here.analyst, found.reopened[0])
    assert [one.judgement.outcome for one in page.earlier] == ["different"]


def test_what_was_cleared_comes_back_when_the_time_is_over(here: Unit, hit: Hit) -> None:
    decided(here.analyst, hit, keeps=True)
    with time_machine.travel(now() + timedelta(days=181), tick=False):
        assert len(record_hits(here.analyst, meetings=meetings()).reopened) == 1


def test_a_judgement_without_a_wish_keeps_nothing_away(here: Unit, hit: Hit) -> None:
    decided(here.analyst, hit)
    assert len(record_hits(here.analyst, meetings=meetings()).new) == 1


# ------------------------------------------------------------------ working
def test_a_hit_is_taken_given_on_put_off_woken_and_escalated(here: Unit, hit: Hit) -> None:
    taken = take_hit(here.analyst, hit=hit.pk, version=hit.version)
    given = assign_hit(
        here.analyst, hit=hit.pk, version=taken.version, assignee=key_of(here.supervisor)
    )
    back = release_hit(here.supervisor, hit=hit.pk, version=given.version)
    later = snooze_hit(
        here.analyst,
        hit=hit.pk,
        version=back.version,
        until=now() + timedelta(hours=2),
        reason="document",
        words="The airline was asked",
    )
    assert (later.status, later.assignee_id) == ("snoozed", here.analyst.account)
    awake = wake_hit(here.analyst, hit=hit.pk, version=later.version)
    up = escalate_hit(here.analyst, hit=hit.pk, version=awake.version, reason="serious")

    assert (up.status, up.assignee_id) == ("escalated", None)
    with pytest.raises(Refused):
        take_hit(here.analyst, hit=hit.pk, version=up.version)
    assert take_hit(here.supervisor, hit=hit.pk, version=up.version).status == "taken"


def test_nothing_is_put_off_beyond_its_deadline(here: Unit, hit: Hit) -> None:
    with pytest.raises(BadInput):
        snooze_hit(
            here.analyst,
            hit=hit.pk,
            version=hit.version,
            until=now() + timedelta(hours=6),
            reason="arrival",
        )


def test_the_clock_wakes(here: Unit, hit: Hit) -> None:
    until = now() + timedelta(hours=2)
    snooze_hit(here.analyst, hit=hit.pk, version=hit.version, until=until, reason="document")
    with time_machine.travel(until + timedelta(seconds=1), tick=False):
        assert wake_hits(Context.duty(HOUSE)) == 1
    found = again(here.analyst, hit)
    assert (found.status, found.assignee_id) == ("taken", here.analyst.account)


def test_who_comes_second_is_told(here: Unit, hit: Hit) -> None:
    take_hit(here.analyst, hit=hit.pk, version=hit.version)
    with pytest.raises(Changed):
        take_hit(here.supervisor, hit=hit.pk, version=hit.version)


def test_a_colleague_cannot_decide_what_somebody_has(here: Unit, hit: Hit) -> None:
    taken = take_hit(here.analyst, hit=hit.pk, version=hit.version)
    colleague = worker("analyst", here.agency)
    open_hit(colleague, hit=hit.pk)
    with pytest.raises(Refused):
        decide_hit(
            colleague, hit=hit.pk, version=taken.version, outcome="different", reason="birth"
        )


def test_a_shift_is_passed_with_a_note(here: Unit, hit: Hit) -> None:
    take_hit(here.analyst, hit=hit.pk, version=hit.version)
    passed = pass_shift(here.analyst, to=key_of(here.supervisor), words="Carrier answers at six")

    assert [one.assignee_id for one in passed] == [here.supervisor.account]
    page = _page(here.supervisor, hit)
    assert [(one.remark.kind, one.words) for one in page.remarks] == [
        ("handover", "Carrier answers at six")
    ]


# ------------------------------------------------------------------ judging
def test_nobody_judges_what_she_has_not_looked_at(here: Unit, hit: Hit) -> None:
    with pytest.raises(Conflict) as caught:
        decide_hit(
            here.analyst, hit=hit.pk, version=hit.version, outcome="different", reason="birth"
        )
    assert caught.value.code == "hit-not-opened"


def test_covered_until_somebody_asks_and_the_asking_is_in_the_ledger(here: Unit, hit: Hit) -> None:
    assert _page(here.analyst, hit).is_covered
    open_hit(here.analyst, hit=hit.pk)
    values = _page(here.analyst, hit).values
    assert values["asked"]["properties"]["name"] == ["Hythlodaeus Raphael"]
    assert _page(here.supervisor, hit).is_covered
    assert "screening.hit.opened" in acts()
    with time_machine.travel(now() + timedelta(minutes=31), tick=False):
        assert _page(here.analyst, hit).is_covered


@pytest.mark.parametrize("outcome", ["same", "different"])
def test_a_judgement_says_who_why_and_what_was_shown(here: Unit, hit: Hit, outcome: str) -> None:
    judgement = decided(here.analyst, hit, outcome, words="Another year of birth")
    found = again(here.analyst, hit)

    assert (found.status, found.outcome) == ("decided", outcome)
    assert found.decided_by_id == here.analyst.account
    assert len(judgement.shown_digest) == 64
    page = _page(here.supervisor, hit)
    assert [one.words for one in page.judgements] == ["Another year of birth"]


def test_unsure_goes_to_the_supervisors_and_from_them_it_stands(here: Unit, hit: Hit) -> None:
    decided(here.analyst, hit, "unsure", reason="too-little")
    assert again(here.analyst, hit).status == "escalated"

    decided(here.supervisor, hit, "unsure", reason="too-little")
    assert again(here.analyst, hit).outcome == "unsure"


def test_other_needs_words_and_a_reason_is_of_the_list(here: Unit, hit: Hit) -> None:
    with pytest.raises(BadInput):
        decided(here.analyst, hit, reason="other")
    with pytest.raises(BadInput):
        decided(here.analyst, hit, reason="because")
    with pytest.raises(BadInput):
        decided(here.analyst, hit, "perhaps")


def test_a_judgement_is_corrected_never_edited(here: Unit, hit: Hit) -> None:
    judgement = decided(here.analyst, hit)
    judgement.outcome = "same"
    with pytest.raises(Error), transaction.atomic():
        judgement.under(here.analyst).save()


def test_a_judgement_is_taken_back_within_ten_minutes(here: Unit, hit: Hit) -> None:
    judgement = decided(here.analyst, hit, keeps=True)
    undone = undo_judgement(here.analyst, judgement=judgement.pk)

    assert (undone.status, undone.outcome, undone.assignee_id) == ("open", "", None)
    assert record_hits(here.analyst, meetings=meetings()).spared == 0
    with pytest.raises(Conflict):
        undo_judgement(here.analyst, judgement=judgement.pk)


def test_later_it_is_opened_again_instead(here: Unit, hit: Hit) -> None:
    judgement = decided(here.analyst, hit, keeps=True)
    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        with pytest.raises(Conflict):
            undo_judgement(here.analyst, judgement=judgement.pk)
        found = again(here.analyst, hit)
        back = reopen_hit(
            here.analyst, hit=hit.pk, version=found.version, reason="decided-in-error"
        )
    assert (back.status, back.decided_at) == ("reopened", None)
    with transaction.atomic():
        (standing,) = Standing.objects.for_context(here.analyst)
    assert standing.end_reason == "decided-in-error"


def test_a_second_opinion_is_another_persons(here: Unit, hit: Hit) -> None:
    decided(here.analyst, hit)
    with pytest.raises(Conflict):
        give_opinion(here.analyst, hit=hit.pk, agrees=True, words="Mine")
    give_opinion(here.supervisor, hit=hit.pk, agrees=False, words="Look at the place of birth")
    page = _page(here.analyst, hit)
    assert [one.remark.reason for one in page.remarks] == ["differs"]


# ------------------------------------------------------------------ two persons
@pytest.fixture
def demanding(here: Unit) -> Hit:
    (found,) = record_hits(
        here.analyst, meetings=meetings(of=replace(LIST, demands_second=True))
    ).new
    return found


def test_a_second_person_confirms(here: Unit, demanding: Hit) -> None:
    decided(here.analyst, demanding, "same")
    waiting = again(here.analyst, demanding)
    assert (waiting.status, waiting.outcome) == ("second", "")

    approval = Approval.objects.get()
    with pytest.raises(Refused):
        approvals.approve(here.analyst, approval)
    approvals.approve(here.supervisor, approval, digest=approval.digest)

    found = again(here.analyst, demanding)
    assert (found.status, found.outcome) == ("decided", "same")
    assert found.decided_by_id == here.analyst.account
    assert "screening.judgement.confirmed" in acts()


def test_what_the_second_person_refuses_comes_back(here: Unit, demanding: Hit) -> None:
    decided(here.analyst, demanding, "same")
    approvals.refuse(here.supervisor, Approval.objects.get(), reason="The place differs")

    assert return_hits(Context.duty(HOUSE)) == 1
    found = again(here.analyst, demanding)
    assert (found.status, found.assignee_id) == ("taken", here.analyst.account)
    assert return_hits(Context.duty(HOUSE)) == 0


def test_different_needs_no_second_person_where_only_the_list_asks(
    here: Unit, demanding: Hit
) -> None:
    decided(here.analyst, demanding)
    assert again(here.analyst, demanding).status == "decided"


# ------------------------------------------------------------------ queues
def test_queues_and_their_counts(here: Unit) -> None:
    record_hits(here.analyst, meetings=meetings(many(6)))
    hits = every_hit(here.analyst)
    assert len(hits) == 6
    take_hit(here.analyst, hit=hits[0].pk, version=hits[0].version)
    escalate_hit(here.analyst, hit=hits[1].pk, version=hits[1].version, reason="urgent")
    favour_hit(here.analyst, hit=hits[2].pk, favourite=True)
    decided(here.analyst, hits[3])

    found = counts(here.analyst)

    assert (found.all, found.mine, found.unassigned, found.escalated) == (5, 1, 3, 1)
    assert (found.favourites, found.soon, found.overdue) == (1, 5, 0)
    assert (found.units["air"], found.units["sea"], found.ages["0-2"]) == (5, 0, 5)
    assert counts(here.supervisor).favourites == 0


def test_the_next_is_the_most_urgent_that_nobody_looks_at(here: Unit) -> None:
    record_hits(here.analyst, meetings=meetings(many(3)))
    first, second, _third = sorted(every_hit(here.analyst), key=lambda hit: (hit.order_at, hit.pk))

    visit_hit(here.supervisor, hit=first.pk)
    found = next_hit(here.analyst)
    assert found is not None
    assert found.pk == second.pk
    with time_machine.travel(now() + timedelta(minutes=4), tick=False):
        found = next_hit(here.analyst)
    assert found is not None
    assert found.pk == first.pk


def test_a_person_is_found_by_name_and_number(here: Unit, hit: Hit) -> None:
    for field, value in (("name", "hythlodaeus  RAPHAEL"), ("number", "zua1b2c3d")):
        rows = queue(here.analyst).filter(hits_of(field, value))
        assert [one.pk for one in rows] == [hit.pk]
    assert not queue(here.analyst).filter(hits_of("name", "Hythlodaeus")).exists()


# ------------------------------------------------------------------ walls
def test_another_agency_sees_no_hit(here: Unit, there: Unit, hit: Hit) -> None:
    assert counts(there.analyst).all == 0
    assert every_hit(there.analyst) == []
    with pytest.raises(NotWithinReach):
        take_hit(there.supervisor, hit=hit.pk, version=hit.version)
    assert not queue(there.analyst).filter(hits_of("number", "ZUA1B2C3D")).exists()


def test_a_wrong_step_is_refused_with_those_that_are_possible(here: Unit, hit: Hit) -> None:
    with pytest.raises(IllegalVerb) as caught:
        wake_hit(here.analyst, hit=hit.pk, version=hit.version)
    assert "take" in caught.value.legal


def _page(context: Context, hit: Hit) -> HitPage:
    with transaction.atomic():
        return hit_page(context, hit.pk)


def test_judgements_stay_with_the_hit(here: Unit, hit: Hit) -> None:
    decided(here.analyst, hit)
    with transaction.atomic():
        assert Judgement.objects.for_context(here.analyst).count() == 1
