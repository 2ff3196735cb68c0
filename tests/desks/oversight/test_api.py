"""The ledger for those who inspect it: complete, proven, and never looked at unseen."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from fairlead.core.ledger import Verb, proofs
from fairlead.core.ledger.witness import parse_offer
from fairlead.kernel.audit import checkpoints, keys, sequencing
from fairlead.kernel.audit.models import Checkpoint, Entry
from fairlead.kernel.clock import now
from tests.apis import Program, machine, program_of
from tests.entries import last
from tests.people import make_account

pytestmark = pytest.mark.django_db
PURPOSE = "oversight.inspection"


@pytest.fixture
def inspector() -> Program:
    return program_of(make_account("oversight"), PURPOSE)


@pytest.fixture
def signed() -> Checkpoint:
    """A checkpoint over all that was written until now."""
    make_account("analyst")
    program_of(make_account())  # signs in, which is an entry
    keys.create()
    sequencing.sequence()
    made = checkpoints.sign(force=True)
    assert made is not None
    return made


def test_entries_are_shown_newest_first_and_without_payloads(
    inspector: Program, signed: Checkpoint
) -> None:
    answer = inspector.get("ledger/entries?limit=3")

    items = answer.json()["items"]
    assert [item["time"] for item in items] == sorted((i["time"] for i in items), reverse=True)
    stored = {str(entry.pk): json.loads(bytes(entry.header)) for entry in Entry.objects.all()}
    for item in items:
        header = stored[item["id"]]
        assert item["act"] == header["act"]
        assert item["actor"] == header["actor"]
        assert item["objects"] == header.get("objects", [])
    assert not {"payload", "address", "device", "commitment"} & set(items[0])


def test_a_look_at_the_ledger_is_in_the_ledger_with_whom_it_was_about(
    inspector: Program,
) -> None:
    about = f"account:{uuid.uuid4()}"

    inspector.get(f"ledger/entries?about={about}&actor=anonymous")

    look = last("oversight.entries.consulted")
    assert (look.verb, look.objects) == (Verb.CONSULT, (about,))
    assert look.authority.purpose == PURPOSE
    assert look.authority.legal_basis == "Directive (EU) 2016/680, Article 25(2)"


def test_entries_are_found_by_what_they_say(inspector: Program) -> None:
    person = make_account()
    program_of(person)
    actor = f"account:{person.pk}"

    def found(query: str) -> list[str]:
        items = inspector.get(f"ledger/entries?{query}").json()["items"]
        return [item["act"] for item in items]

    assert "people.session.opened" in found(f"about={actor}")
    assert set(found("verb=sign-in")) == {"people.session.opened"}
    assert set(found("act=people.session.opened")) == {"people.session.opened"}
    assert found("purpose=nothing.at-all") == []
    tomorrow = (now() + timedelta(days=1)).isoformat().replace("+", "%2B")
    assert found(f"since={tomorrow}") == []
    assert found(f"until={tomorrow}") != []


def test_pages_do_not_move_although_every_look_adds_an_entry(inspector: Program) -> None:
    for _number in range(4):
        program_of(make_account())
    before = set(Entry.objects.values_list("pk", flat=True))

    seen, path = [], "ledger/entries?limit=2"
    while path:
        page = inspector.get(path).json()
        seen += [uuid.UUID(item["id"]) for item in page["items"]]
        path = (page["next"] or "").removeprefix("/api/v1/")

    assert len(seen) == len(set(seen))
    assert set(seen) == before
    assert Entry.objects.count() > len(before), "each page was a look"


def test_one_entry_is_shown_with_its_place(inspector: Program, signed: Checkpoint) -> None:
    entry = Entry.objects.filter(leaf__isnull=False).latest("time")

    answer = inspector.get(f"ledger/entries/{entry.pk}")

    assert answer.json()["index"] == entry.leaf.index
    assert last("oversight.entry.consulted").objects == (f"entry:{entry.pk}",)
    assert inspector.get(f"ledger/entries/{uuid.uuid4()}").status_code == 404


def test_a_proof_proves(inspector: Program, signed: Checkpoint) -> None:
    entry = Entry.objects.filter(leaf__isnull=False).latest("time")

    answer = inspector.get(f"ledger/entries/{entry.pk}/proof").json()

    proof = proofs.parse(answer["proof"])
    assert proof.is_included()
    assert proof.header == bytes(entry.header)
    assert (proof.index, proof.signed.size) == (answer["index"], answer["size"])


def test_what_has_no_place_yet_is_not_proven_yet(inspector: Program, signed: Checkpoint) -> None:
    inspector.get("ledger/entries")
    waiting = Entry.objects.filter(leaf__isnull=True).latest("time")

    answer = inspector.get(f"ledger/entries/{waiting.pk}/proof")

    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_the_checkpoint_is_the_signed_one(inspector: Program, signed: Checkpoint) -> None:
    answer = inspector.get("ledger/checkpoint").json()

    assert (answer["size"], answer["root"]) == (signed.size, bytes(signed.root).hex())
    assert answer["note"].startswith(f"{answer['origin']}\n{signed.size}\n")


def test_without_a_checkpoint_there_is_none(inspector: Program) -> None:
    assert inspector.get("ledger/checkpoint").status_code == 404
    assert inspector.get("ledger/growth?since=0").status_code == 409


def test_growth_is_proven(inspector: Program, signed: Checkpoint) -> None:
    first = signed.size
    program_of(make_account())
    sequencing.sequence()
    checkpoints.sign(force=True)

    answer = inspector.get(f"ledger/growth?since={first}").json()

    offer = parse_offer(answer["offer"])
    assert (offer.old, offer.signed.size) == (first, answer["size"])
    assert answer["size"] > first


def test_a_machine_of_oversight_reads_with_its_key() -> None:
    reader = machine("oversight.read", role="oversight")

    without = reader.get("ledger/entries")
    within = reader.get("ledger/entries", Fairlead_Purpose=PURPOSE)

    assert (without.status_code, without.json()["reasons"]) == (403, ["purpose-missing"])
    assert within.status_code in (200, 403)  # whether a machine may hold the role is people's


@pytest.mark.parametrize("role", ["analyst", "administrator", "security_officer", "list_officer"])
def test_nobody_else_looks(role: str) -> None:
    answer = program_of(make_account(role), PURPOSE).get("ledger/entries")

    assert answer.status_code == 403
    assert last("access.ledger.denied").verb is Verb.DENY


# ---------------------------------------------------------------- other nodes


def test_a_checkpoint_of_an_unwatched_ledger_is_refused(signed: Checkpoint) -> None:
    offer = f"old 0\n\n{signed.note}"

    answer = Client(enforce_csrf_checks=True).post(
        "/witness/add-checkpoint", offer, content_type="text/plain"
    )

    assert (answer.status_code, answer.content) == (404, b"unknown\n")


@pytest.mark.parametrize("body", [b"", b"nonsense", b"\xff\xfe", b"old -1\n\nx", b"x" * 70_000])
def test_whatever_another_node_sends_is_answered(signed: Checkpoint, body: bytes) -> None:
    answer = Client().post("/witness/add-checkpoint", body, content_type="text/plain")

    assert answer.status_code in (400, 413)
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_a_checkpoint_is_sent_and_not_fetched() -> None:
    assert Client().get("/witness/add-checkpoint").status_code == 405
