"""The pages of hits: queues, the page of one, judgements, bulk, shift, figures."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from fairlead.kernel.access import approvals
from fairlead.kernel.access.models import Approval
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.cases.models import Subject
from fairlead.kernel.retention.actions.opening import open_identity
from fairlead.kernel.screening.actions.hit import open_hit, take_hit, visit_hit
from fairlead.kernel.screening.actions.judgement import decide_hit
from fairlead.kernel.screening.models import Hit
from tests.desks.casework.hits import CANARY, Desk, at_work, fill, make_desk, planted
from tests.kernel.screening.conftest import again
from tests.people import make_account

pytestmark = pytest.mark.django_db
HITS = "/casework/hits/"
QUERIES = 14


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[None]:
    with override_settings(FAIRLEAD_KEYS=tmp_path / "keys", FAIRLEAD_DATA=tmp_path / "data"):
        yield


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def analyst(client: Client, desk: Desk) -> Client:
    return at_work(client, desk.analyst)


def judge(client: Client, hit: Hit, outcome: str, **also: str):  # type: ignore[no-untyped-def]  # noqa: ANN201
    given = {"version": str(hit.version), "outcome": outcome, "reason": "birth"} | also
    return client.post(f"{HITS}{hit.pk}/judge/?queue=all", given)


# ------------------------------------------------------------------ queues
def test_a_queue_shows_what_waits_the_most_urgent_first(analyst: Client, desk: Desk) -> None:
    hits = fill(desk, 3)
    page = analyst.get(HITS).content.decode()

    places = [page.index(hit.code) for hit in hits]
    assert places == sorted(places)
    assert "Raphael" not in page


def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    analyst: Client, desk: Desk
) -> None:
    fill(desk, 1)
    analyst.get(HITS)
    with CaptureQueriesContext(connection) as one:
        analyst.get(HITS)
    fill(desk, 3)
    with CaptureQueriesContext(connection) as three:
        analyst.get(HITS)
    assert len(three) == len(one)
    assert len(one) == QUERIES


def test_each_queue_has_its_rows_and_an_unknown_one_is_none(analyst: Client, desk: Desk) -> None:
    first, *_others = fill(desk, 3)
    take_hit(desk.context, hit=first.pk, version=first.version)

    mine = analyst.get(f"{HITS}queue/mine/").content.decode()
    free = analyst.get(f"{HITS}queue/unassigned/").content.decode()

    assert first.code in mine
    assert first.code not in free
    assert analyst.get(f"{HITS}queue/everything/").status_code == 404


def test_an_empty_queue_teaches(analyst: Client) -> None:
    assert "Nothing waits here" in analyst.get(HITS).content.decode()


def test_the_next_is_the_most_urgent(analyst: Client, desk: Desk) -> None:
    first, second, _third = fill(desk, 3)
    answer = analyst.get(f"{HITS}next/?queue=all")
    assert answer["Location"].startswith(f"{HITS}{first.pk}/")
    visit_hit(desk.lead, hit=first.pk)
    answer = analyst.get(f"{HITS}next/?queue=all")
    assert answer["Location"].startswith(f"{HITS}{second.pk}/")


# ------------------------------------------------------------------ one hit
def test_who_it_is_stays_covered_until_somebody_asks(analyst: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    covered = analyst.get(f"{HITS}{hit.pk}/").content.decode()
    assert "Raphael" not in covered
    assert 'name="outcome"' not in covered

    analyst.post(f"{HITS}{hit.pk}/open/")
    shown = analyst.get(f"{HITS}{hit.pk}/").content.decode()

    assert "Raphael" in shown
    assert 'name="outcome"' in shown
    assert "1HYTHLODAEUS/RAPHAEL" in shown
    assert Entry.objects.filter(act="screening.hit.opened").count() == 1


def test_a_colleague_sees_that_somebody_is_there(client: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    visit_hit(desk.context, hit=hit.pk)
    page = at_work(client, desk.supervisor).get(f"{HITS}{hit.pk}/").content.decode()
    assert f"{desk.analyst.name} looks at this hit now" in page


def test_a_judgement_leads_on_and_can_be_taken_back(analyst: Client, desk: Desk) -> None:
    first, second = fill(desk, 2)
    analyst.post(f"{HITS}{first.pk}/open/")

    answer = judge(analyst, again(desk.context, first), "different", keeps="on")

    assert answer["Location"].startswith(f"{HITS}{second.pk}/")
    assert again(desk.context, first).outcome == "different"
    page = analyst.get(answer["Location"]).content.decode()
    (undo,) = re.findall(r'action="(/casework/hits/judgement/[^"]+)"', page)
    analyst.post(undo)
    assert again(desk.context, first).status == "open"


def test_a_judgement_without_a_reason_is_asked_for_it(analyst: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    analyst.post(f"{HITS}{hit.pk}/open/")
    assert judge(analyst, hit, "different", reason="").status_code == 422
    assert judge(analyst, hit, "different", reason="other").status_code == 422
    assert again(desk.context, hit).is_live


def test_nobody_judges_unseen(analyst: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    judge(analyst, hit, "different")
    assert again(desk.context, hit).is_live
    assert "Look at both sides first" in analyst.get(f"{HITS}{hit.pk}/").content.decode()


def test_who_comes_second_is_told(analyst: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    analyst.post(f"{HITS}{hit.pk}/open/")
    open_hit(desk.lead, hit=hit.pk)
    decide_hit(desk.lead, hit=hit.pk, version=hit.version, outcome="different", reason="name")

    answer = judge(analyst, hit, "same")

    page = analyst.get(answer["Location"]).content.decode()
    assert f"{desk.supervisor.name} changed this record" in page
    assert again(desk.context, hit).outcome == "different"


@pytest.mark.parametrize(
    ("verb", "given", "status"),
    [
        ("take", {}, "taken"),
        ("escalate", {"reason": "urgent"}, "escalated"),
        ("snooze", {"reason": "document", "hours": "1"}, "snoozed"),
    ],
)
def test_steps(analyst: Client, desk: Desk, verb: str, given: dict[str, str], status: str) -> None:
    (hit,) = fill(desk, 1)
    analyst.post(f"{HITS}{hit.pk}/{verb}/?queue=all", {"version": hit.version} | given)
    assert again(desk.context, hit).status == status


def test_a_hit_is_given_to_a_colleague_and_kept_an_eye_on(analyst: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    analyst.post(f"{HITS}{hit.pk}/favour/")
    assert hit.code in analyst.get(f"{HITS}queue/favourites/").content.decode()
    given = {"version": hit.version, "assignee": str(desk.supervisor.pk)}
    analyst.post(f"{HITS}{hit.pk}/assign/", given)
    assert again(desk.context, hit).assignee_id == desk.supervisor.pk


def test_a_second_opinion_stands_beside_the_judgement(client: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    open_hit(desk.context, hit=hit.pk)
    decide_hit(desk.context, hit=hit.pk, version=hit.version, outcome="different", reason="name")
    lead = at_work(client, desk.supervisor)
    lead.post(f"{HITS}{hit.pk}/opinion/", {"agrees": "differs", "words": "Look at the place"})
    page = lead.get(f"{HITS}{hit.pk}/").content.decode()
    assert "Look at the place" in page
    assert "Sees it differently" in page


def test_a_shift_is_handed_over(analyst: Client, desk: Desk) -> None:
    first, *_others = fill(desk, 2)
    take_hit(desk.context, hit=first.pk, version=first.version)
    analyst.post(f"{HITS}shift/", {"to": str(desk.supervisor.pk), "words": "The carrier answers"})
    assert again(desk.context, first).assignee_id == desk.supervisor.pk


def test_who_was_found_to_be_the_same_becomes_the_subject_of_a_case(
    analyst: Client, desk: Desk
) -> None:
    hit = planted(desk.context)
    early = analyst.post(f"{HITS}{hit.pk}/case/", follow=True).content.decode()
    assert "leads to a case" in early
    analyst.post(f"{HITS}{hit.pk}/open/")
    judge(analyst, again(desk.context, hit), "same")

    answer = analyst.post(f"{HITS}{hit.pk}/case/")

    case = again(desk.context, hit).case
    assert case is not None
    assert answer["Location"] == f"/casework/cases/{case.pk}/"
    with transaction.atomic():
        (subject,) = Subject.objects.for_context(desk.context)
        values = open_identity(context=desk.context, record=subject, unmask=True)
    assert values["names"][0]["text"] == CANARY  # type: ignore[index]
    assert str(case) in analyst.get(f"{HITS}{hit.pk}/").content.decode()


# ------------------------------------------------------------------ bulk
def test_a_batch_is_counted_decided_and_undone(analyst: Client, desk: Desk) -> None:
    hits = fill(desk, 4)
    Hit.objects.for_context(desk.context).update(band="review")
    taken = take_hit(desk.lead, hit=hits[0].pk, version=hits[0].version)
    rows = {"row": [str(hit.pk) for hit in hits]}
    counted = analyst.post(f"{HITS}batch/", rows).content.decode()
    assert "<strong>3</strong>" in counted
    assert "with a colleague" in counted or "Being worked on" in counted
    assert all(again(desk.context, hit).is_live for hit in hits)

    given = {"hit": [str(hit.pk) for hit in hits], "outcome": "different", "reason": "name"}
    page = analyst.post(f"{HITS}batch/start/", given | {"words": "One family"}, follow=True)
    assert [again(desk.context, hit).is_live for hit in hits] == [True, False, False, False]

    (undo,) = re.findall(r'action="(/casework/hits/batch/[^"]+/undo/)"', page.content.decode())
    analyst.post(undo)
    assert all(again(desk.context, hit).is_live for hit in hits)
    assert again(desk.context, taken).assignee_id == desk.supervisor.pk


def test_all_rows_of_a_list_are_those_of_its_filter(analyst: Client, desk: Desk) -> None:
    hits = fill(desk, 3)
    take_hit(desk.context, hit=hits[0].pk, version=hits[0].version)
    address = f"{HITS}batch/?f.state=taken"
    page = analyst.post(address, {"every": "yes"}).content.decode()
    assert "<strong>1</strong>" in page


def test_an_alert_in_a_batch_needs_a_second_person(analyst: Client, desk: Desk) -> None:
    hits = fill(desk, 2)
    Hit.objects.for_context(desk.context).update(band="alert")
    given = {"hit": [str(hit.pk) for hit in hits], "outcome": "different", "reason": "name"}
    analyst.post(f"{HITS}batch/start/", given | {"words": "One family"})
    assert all(again(desk.context, hit).is_live for hit in hits)

    approvals.approve(desk.lead, Approval.objects.get())

    decided = [again(desk.context, hit) for hit in hits]
    assert [hit.outcome for hit in decided] == ["different", "different"]
    assert {hit.decided_by_id for hit in decided} == {desk.analyst.pk}


def test_many_are_never_found_to_be_the_same(analyst: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    given = {"hit": [str(hit.pk)], "outcome": "same", "reason": "name", "words": "All"}
    assert analyst.post(f"{HITS}batch/start/", given).status_code == 422
    assert again(desk.context, hit).is_live


# ------------------------------------------------------------------ figures
def test_figures_and_their_file_say_the_same(analyst: Client, desk: Desk) -> None:
    hits = fill(desk, 7)
    for hit in hits[:6]:
        open_hit(desk.context, hit=hit.pk)
        outcome = "same" if hit is hits[0] else "different"
        decide_hit(
            desk.context, hit=hit.pk, version=hit.version, outcome=outcome, reason="document"
        )
    page = analyst.get(f"{HITS}figures/").content.decode()
    assert "83.3" in page

    answer = analyst.post(f"{HITS}figures/export/", {"kind": "csv"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("All,,1,6,1,5,0,83.3,")
    assert any(line.startswith("By list,National list of Utopia,1,6,1,5,0,") for line in lines)


def test_too_few_give_no_rate(analyst: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    open_hit(desk.context, hit=hit.pk)
    decide_hit(desk.context, hit=hit.pk, version=hit.version, outcome="different", reason="name")
    lines = analyst.post(f"{HITS}figures/export/", {"kind": "csv"}).content.decode().splitlines()
    assert lines[1].split(",")[7] == ""


# ------------------------------------------------------------------ leaks
PLACES = (
    *("", "queue/all/", "queue/mine/", "queue/unassigned/", "queue/decided/", "figures/"),
    *("queue/all/?f.unit=air", "queue/all/?sort=-points", "next/", "shift/"),
)


@pytest.mark.parametrize("place", PLACES)
def test_what_another_agency_holds_is_in_no_page_and_no_count(
    analyst: Client, desk: Desk, place: str
) -> None:
    other = make_desk()
    before = _numbers(analyst.get(f"{HITS}{place}", follow=True).content.decode())
    alien = planted(other.context)

    page = analyst.get(f"{HITS}{place}", follow=True).content.decode()

    assert not [word for word in (CANARY, "ZUP9L8A7N", alien.code, str(alien.pk)) if word in page]
    assert _numbers(page) == before


def test_it_is_neither_found_nor_exported_nor_opened_nor_decided(
    analyst: Client, desk: Desk
) -> None:
    own, other = planted(desk.context), make_desk()
    alien = planted(other.context)
    found = analyst.post(HITS, {"finder": "name", "text": CANARY}, follow=True).content.decode()
    assert own.code in found
    assert alien.code not in found

    exported = analyst.post(f"{HITS}queue/all/export/", {"kind": "csv"}).content.decode()
    assert own.code in exported
    assert alien.code not in exported
    assert CANARY not in exported

    given: dict[str, Any] = {"version": 1, "outcome": "different", "reason": "name"}
    for address, data in (("", {}), ("open/", {}), ("judge/", given), ("take/", {})):
        ask = analyst.post if address else analyst.get
        assert ask(f"{HITS}{alien.pk}/{address}", data).status_code in {403, 404}
    page = analyst.post(f"{HITS}batch/", {"row": [str(alien.pk)]}).content.decode()
    assert "<strong>0</strong>" in page
    assert again(other.context, alien).version == alien.version


@pytest.mark.parametrize("role", ["list_officer", "administrator", "security_officer"])
def test_who_has_no_business_here_comes_in_nowhere(client: Client, desk: Desk, role: str) -> None:
    (hit,) = fill(desk, 1)
    outsider = at_work(client, make_account(role, agency=desk.analyst.agency))
    for place in ("", "figures/", f"{hit.pk}/", "next/"):
        answer = outsider.get(f"{HITS}{place}")
        assert answer["Location"].startswith("/purpose/")  # no purpose of hers leads here


def test_an_inspector_reads_and_changes_nothing(client: Client, desk: Desk) -> None:
    (hit,) = fill(desk, 1)
    inspector = at_work(client, make_account("oversight", agency=desk.analyst.agency))
    client.post("/purpose/", {"purpose": "cases.inspection"})
    page = inspector.get(f"{HITS}{hit.pk}/").content.decode()
    assert hit.code in page
    assert "Raphael" not in page
    assert "Take" not in page
    for address in ("take/", "judge/", "escalate/"):
        assert inspector.post(f"{HITS}{hit.pk}/{address}", {}).status_code == 403


def _numbers(page: str) -> list[str]:
    return re.findall(r"<b>(\d+)</b>|<dd>(\d+)</dd>|(\d+) rows?", page)
