import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.ledger import Authority, Verb, proofs, witness
from fairlead.kernel.audit import keys, queries, sequencing
from fairlead.kernel.audit.models import Checkpoint, reference
from tests.kernel.audit.writers import make_ledger, sign_all, write, write_many

pytestmark = pytest.mark.django_db
OTHER = Authority(actor="service:carrier", purpose="lists.publishing")


@pytest.fixture(params=["waiting", "placed", "half"])
def story(time_machine_clock: Any, request: pytest.FixtureRequest) -> dict[str, uuid.UUID]:
    """Four entries, an hour apart, that differ in everything, with and without their place."""
    told = {}
    for name, fields in {
        "look": {"objects": ("case:1", "subject:2")},
        "grant": {"act": "people.role.granted", "verb": Verb.GRANT, "objects": ("account:3",)},
        "disclosure": {"verb": Verb.DISCLOSE, "recipients": ("agency:9",), "objects": ("case:1",)},
        "other": {"authority": OTHER, "objects": ()},
    }.items():
        told[name] = write(**fields)  # type: ignore[arg-type]
        time_machine_clock.shift(timedelta(hours=1))
        if request.param == "half" and name == "grant":
            sequencing.sequence()
    if request.param == "placed":
        sequencing.sequence()
    return told


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["other", "disclosure", "grant", "look"]),
        ({"actor": "service:carrier"}, ["other"]),
        ({"about": "case:1"}, ["disclosure", "look"]),
        ({"about": "agency:9"}, []),
        ({"recipient": "agency:9"}, ["disclosure"]),
        ({"act": "people.role.granted"}, ["grant"]),
        ({"verb": Verb.CONSULT}, ["other", "look"]),
        ({"purpose": "travel.screening"}, ["disclosure", "grant", "look"]),
        ({"since": datetime(2026, 11, 20, 10, tzinfo=UTC)}, ["other", "disclosure", "grant"]),
        ({"until": datetime(2026, 11, 20, 10, tzinfo=UTC)}, ["look"]),
        ({"about": "case:1", "verb": Verb.CONSULT}, ["look"]),
        ({"actor": "nobody"}, []),
    ],
)
def test_entries_are_found_by_all_that_is_given(
    story: dict[str, uuid.UUID], wanted: dict[str, Any], names: list[str]
) -> None:
    assert [entry.pk for entry in queries.find(**wanted)] == [story[name] for name in names]


def test_a_page_of_the_ledger_is_in_its_own_order(django_assert_num_queries: Any) -> None:
    make_ledger(10)

    with django_assert_num_queries(1):
        page = [(leaf.index, leaf.entry.act) for leaf in queries.page(4, 3)]
    assert page == [(index, "cases.case.opened") for index in (4, 5, 6)]
    assert queries.size() == 10


def test_found_entries_come_with_their_index(django_assert_num_queries: Any) -> None:
    make_ledger(3)

    with django_assert_num_queries(1):
        assert sorted(entry.leaf.index for entry in queries.find()) == [0, 1, 2]


# ---------------------------------------------------------------- proofs


@pytest.mark.parametrize("index", [0, 5, 12])
def test_an_entry_is_proven_in_the_newest_checkpoint(index: int) -> None:
    written = make_ledger(7, 13)
    proof = queries.prove(written[index])

    assert (proof.index, proof.signed.size) == (index, 13)
    assert proof.is_included()
    assert proof.signed.is_signed_by_its_ledger(keys.public_keys())
    assert proofs.parse(str(proof)) == proof


def test_an_entry_is_proven_when_it_has_its_place_and_a_signature() -> None:
    key = write()
    with pytest.raises(Conflict, match="no place yet"):
        queries.prove(key)

    sign_all()
    assert queries.prove(key).index == 0
    with pytest.raises(BadInput, match="no such entry"):
        queries.prove(uuid.UUID(int=1))


def test_an_entry_behind_the_newest_checkpoint_waits_for_the_next() -> None:
    make_ledger(3)
    key = write()
    sequencing.sequence()

    with pytest.raises(Conflict, match="covers"):
        queries.prove(key)


def test_growth_is_proven_from_any_earlier_size() -> None:
    make_ledger(5, 13)
    earlier = Checkpoint.objects.get(size=5)
    offer = queries.growth(5)
    from fairlead.core.ledger import checkpoints

    seen = checkpoints.read(earlier.note).checkpoint
    verdict = witness.judge(offer, seen=seen, keys=keys.public_keys())
    assert verdict is witness.Verdict.ACCEPTED
    with pytest.raises(Conflict):
        queries.growth(14)


def test_a_proof_needs_few_queries_however_long_the_ledger(
    django_assert_max_num_queries: Any,
) -> None:
    written = make_ledger(200)

    with django_assert_max_num_queries(7):
        queries.prove(written[77])


# ---------------------------------------------------------------- how it stands


def test_the_standing_of_a_ledger(time_machine_clock: Any) -> None:
    assert queries.standing().entries == 0
    make_ledger(4)
    write_many(2)
    time_machine_clock.shift(timedelta(seconds=30))
    standing = queries.standing()

    assert (standing.entries, standing.waiting, standing.checkpoint_size) == (4, 2, 4)
    assert standing.oldest_wait == timedelta(seconds=30)
    assert standing.verified_time is None


def test_a_reference_is_a_kind_and_an_identifier() -> None:
    assert reference("case", uuid.UUID(int=1)) == "case:00000000-0000-0000-0000-000000000001"
