"""What is inspected is drawn, by nobody's choice; what was found is kept and stands for itself."""

import json
import uuid
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import sampling
from fairlead.desks.oversight import actions
from fairlead.desks.oversight.models import Drawn, Finding, Sample
from fairlead.desks.oversight.queries import samples
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Checkpoint, Entry, Leaf
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account
from tests.contexts import context_of
from tests.desks.oversight.drawing import WORK, announced, make_looks, signed_tree
from tests.entries import acts, last
from tests.people import make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def context(officer: Account) -> Context:
    return context_of(officer, "oversight.inspection")


def drawn_of(context: Context, sample: Sample) -> list[int]:
    rows = Drawn.objects.for_context(context).filter(sample=sample).order_by("place")
    return list(rows.values_list("number", flat=True))


def test_anybody_with_the_ledger_draws_the_same(context: Context) -> None:
    sample = announced(context, size=6, looks=40)
    signed = signed_tree()
    actions.draw_sample(context=context, sample=sample.pk)

    # Only what stands in the ledger: the announcement, the root that was signed, the entries.
    said = {
        kind: key for kind, _, key in (o.partition(":") for o in announcement(sample)["objects"])
    }
    first, behind = map(int, said["entries"].split("-"))
    looked = Leaf.objects.filter(index__gte=first, index__lt=behind, purpose=said["purpose"])
    looks = list(looked.filter(verb="consult").order_by("index").values_list("index", flat=True))
    seed = sampling.seed_of(sample.announcement, bytes(signed.root))
    again = [looks[rank] for rank in sampling.draw(seed, len(looks), int(said["size"]))]

    assert drawn_of(context, sample) == again
    assert len(set(again)) == 6
    objects = last("oversight.sample.drawn").objects
    assert f"seed:{seed.hex()}" in objects
    assert f"checkpoint:{signed.size}" in objects


def announcement(sample: Sample) -> dict[str, list[str]]:
    stored: dict[str, list[str]] = json.loads(
        bytes(Entry.objects.get(pk=sample.announcement).header)
    )
    return stored


def test_the_seed_is_not_there_when_the_sample_is_announced(context: Context) -> None:
    sample = announced(context)

    with pytest.raises(Conflict):
        actions.draw_sample(context=context, sample=sample.pk)
    newest = Checkpoint.objects.latest("size")
    signed = signed_tree()
    signed_tree()  # later ones do not count
    actions.draw_sample(context=context, sample=sample.pk)

    drawn = Sample.objects.for_context(context).get(pk=sample.pk)
    assert drawn.checkpoint == signed.size > newest.size
    with pytest.raises(Conflict):
        actions.draw_sample(context=context, sample=sample.pk)


def test_looks_that_come_later_are_not_drawn_from(context: Context) -> None:
    sample = announced(context, size=100, looks=5)
    make_looks(50)
    signed_tree()
    actions.draw_sample(context=context, sample=sample.pk)

    drawn = Sample.objects.for_context(context).get(pk=sample.pk)
    assert drawn.population == 5
    assert max(drawn_of(context, sample)) < sample.behind


@pytest.mark.parametrize(
    "column", [{"first": 3}, {"behind": 9}, {"size": 1}, {"purposes": ["cases.redress"]}]
)
def test_the_database_lets_nobody_change_what_was_announced(
    context: Context, column: dict[str, object]
) -> None:
    sample = announced(context)
    rows = Sample.objects.for_context(context).filter(pk=sample.pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**column)


def test_the_database_lets_nobody_change_what_was_drawn(context: Context) -> None:
    sample = announced(context)
    signed_tree()
    actions.draw_sample(context=context, sample=sample.pk)
    rows = Drawn.objects.for_context(context).filter(sample=sample, place=1)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(entry=uuid.uuid4())


@pytest.mark.parametrize(
    "wrong", [{"purposes": []}, {"purposes": ["oversight.inspection"]}, {"size": 0}, {"size": 201}]
)
def test_what_is_no_sample_is_not_announced(context: Context, wrong: dict[str, object]) -> None:
    given = {"since": date(2026, 1, 2), "until": date(2026, 1, 3), "purposes": [WORK], "size": 5}

    with pytest.raises(BadInput):
        actions.announce_sample(context=context, **given | wrong)  # type: ignore[arg-type]
    assert "oversight.sample.announced" not in acts()


@pytest.mark.parametrize("role", ["analyst", "supervisor", "protection_officer", "administrator"])
def test_another_role_draws_nothing(context: Context, role: str) -> None:
    sample = announced(context)
    signed_tree()
    other = context_of(make_account(role), "oversight.inspection")

    with pytest.raises(Refused):
        actions.draw_sample(context=other, sample=sample.pk)
    with pytest.raises(Refused):
        announced(other)


# ---------------------------------------------------------------- findings
@pytest.fixture
def sample(context: Context) -> Sample:
    made = announced(context, size=3)
    signed_tree()
    return actions.draw_sample(context=context, sample=made.pk)


def test_a_finding_is_sealed_and_the_last_one_counts(context: Context, sample: Sample) -> None:
    words = "Raphael Hythloday was looked at without a case"
    for outcome in ("asked", "lawful"):
        actions.note_finding(
            context=context, sample=sample.pk, place=2, outcome=outcome, words=words
        )

    drawn = Drawn.objects.for_context(context).get(sample=sample, place=2)
    assert drawn.outcome == "lawful"
    assert len(samples.findings_of(context, drawn)) == 2
    stored = Finding.objects.for_context(context).values_list("identity", "outcome")
    assert all(b"Hythloday" not in bytes(identity or b"") for identity, _outcome in stored)
    entry = last("oversight.finding.noted")
    assert entry.reason == "lawful"
    assert f"entry:{drawn.entry}" in entry.objects


@pytest.mark.parametrize(
    ("outcome", "words"), [("", "long enough"), ("x", "long enough"), ("asked", "no")]
)
def test_a_finding_says_what_and_why(
    context: Context, sample: Sample, outcome: str, words: str
) -> None:
    with pytest.raises(BadInput):
        actions.note_finding(
            context=context, sample=sample.pk, place=1, outcome=outcome, words=words
        )


def test_an_inspector_of_another_agency_finds_nothing(sample: Sample) -> None:
    other = context_of(make_account("oversight"), "oversight.inspection")

    assert samples.sample_of(other, sample.pk) is None
    with pytest.raises(Refused):
        actions.note_finding(
            context=other, sample=sample.pk, place=1, outcome="lawful", words="all in order"
        )


# ---------------------------------------------------------------- on the pages
def test_from_the_announcement_to_the_last_finding(desk: Client, context: Context) -> None:
    make_looks(12)
    signed_tree()
    today = f"{now():%Y-%m-%d}"
    form = {"since": today, "until": today, "purposes": [WORK], "size": "2"}

    address = desk.post("/oversight/samples/new/", form).headers["Location"]
    assert "It is announced." in desk.get(address).content.decode()
    early = desk.post(f"{address}draw/", follow=True).content.decode()
    assert "has not been signed" in early
    signed_tree()
    page = desk.post(f"{address}draw/", follow=True).content.decode()
    assert page.count("Not inspected yet") == 2

    finding = {"outcome": "lawful", "words": "The case bears it out."}
    onward = desk.post(f"{address}1/", finding).headers["Location"]
    assert onward == f"{address}2/"
    assert desk.post(onward, {"outcome": "lawful", "words": "no"}).status_code == 422
    assert desk.post(onward, finding | {"outcome": "unfounded"}).headers["Location"] == address
    page = desk.get(f"{address}2/").content.decode()
    assert "The case bears it out." in page
    assert last("retention.identity.opened").objects[0].startswith("finding:")
    register = desk.get("/oversight/samples/").content.decode()
    assert "Inspected" in register


def test_a_time_that_ends_before_it_begins_is_said(desk: Client) -> None:
    form = {"since": "2026-02-02", "until": "2026-02-01", "purposes": [WORK], "size": "2"}
    answer = desk.post("/oversight/samples/new/", form)

    assert answer.status_code == 422
    assert "This day is before the first." in answer.content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_the_pages_take_the_same_queries_for_many(
    desk: Client,
    context: Context,
    size: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    made = announced(context, size=size)
    signed_tree()
    actions.draw_sample(context=context, sample=made.pk)
    with django_assert_max_num_queries(30):
        desk.get(f"/oversight/samples/{made.pk}/")
    with django_assert_max_num_queries(30):
        desk.get("/oversight/samples/")
