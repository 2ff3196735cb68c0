from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.ledger import checkpoints, merkle, proofs, witness
from fairlead.core.ledger.witness import Offer, Verdict
from tests.core.ledger.trees import source
from tests.ledgers import Ledger, make_header, make_ledger, make_signer

KEYS = [make_signer().key]
HONEST = make_ledger(40)


def seen(ledger: Ledger, size: int) -> checkpoints.Checkpoint:
    return checkpoints.parse(ledger.checkpoint(size).text)


def offer(ledger: Ledger, old: int, new: int, proof: Sequence[bytes] | None = None) -> Offer:
    path = merkle.prove_consistency(old, new, source(ledger.leaves())) if proof is None else proof
    return Offer(old, tuple(path), checkpoints.read(str(ledger.checkpoint(new))))


def rewritten() -> Ledger:
    ledger = make_ledger(0)
    for number in range(40):
        ledger.add(make_header(number, reason="forged" if number == 2 else "").encode())
    return ledger


def test_an_offer_is_read_as_it_was_written() -> None:
    made = offer(HONEST, 7, 33)

    assert witness.parse_offer(str(made)) == made


@given(st.integers(0, 40), st.data())
def test_a_ledger_that_grows_is_accepted(old: int, data: st.DataObject) -> None:
    new = data.draw(st.integers(old, 40))
    before = seen(HONEST, old) if old else None

    assert witness.judge(offer(HONEST, old, new), seen=before, keys=KEYS) is Verdict.ACCEPTED


@given(st.integers(3, 40), st.data())
def test_a_rewritten_ledger_is_refused(old: int, data: st.DataObject) -> None:
    new = data.draw(st.integers(old, 40))
    verdict = witness.judge(offer(rewritten(), old, new), seen=seen(HONEST, old), keys=KEYS)

    assert verdict is Verdict.INCONSISTENT


def test_a_ledger_that_shrinks_is_refused() -> None:
    verdict = witness.judge(offer(HONEST, 10, 20), seen=seen(HONEST, 30), keys=KEYS)

    assert verdict is Verdict.STALE


def test_a_larger_old_size_makes_no_sense() -> None:
    verdict = witness.judge(offer(HONEST, 30, 20, ()), seen=seen(HONEST, 30), keys=KEYS)

    assert verdict is Verdict.MALFORMED


def test_a_first_checkpoint_needs_no_proof_and_takes_none() -> None:
    accepted = witness.judge(offer(HONEST, 0, 20), seen=None, keys=KEYS)
    refused = witness.judge(offer(HONEST, 0, 20, [bytes(32)]), seen=None, keys=KEYS)

    assert (accepted, refused) == (Verdict.ACCEPTED, Verdict.INCONSISTENT)


def test_time_does_not_go_back() -> None:
    before = seen(HONEST, 20)
    later = checkpoints.Checkpoint(
        before.origin, before.size, before.root, before.time + timedelta(days=1)
    )

    assert witness.judge(offer(HONEST, 20, 20), seen=later, keys=KEYS) is Verdict.INCONSISTENT


def test_an_unknown_ledger_is_told_so() -> None:
    stranger = make_ledger(3, signer=make_signer("atlantis.example/ledger"))

    assert witness.judge(offer(stranger, 0, 3), seen=None, keys=KEYS) is Verdict.UNKNOWN


def test_a_forger_with_the_name_of_a_ledger_is_refused() -> None:
    forger = make_ledger(3, signer=make_signer(seed="forger"))

    assert witness.judge(offer(forger, 0, 3), seen=None, keys=KEYS) is Verdict.UNSIGNED


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("old 7", "old 07"),
        lambda text: text.replace("old 7", "old -7"),
        lambda text: text.replace("old 7", "old ٧"),
        lambda text: text.replace("old 7", "new 7"),
        lambda text: text.replace("old 7", "old 9999999999999999"),
        lambda text: text.replace("\n\n", "\n"),
        lambda text: text.replace("old 7\n", "old 7\n" + "AAAA\n" * 64),
        lambda text: text.replace("old 7\n", "old 7\n?\n"),
        lambda _: "",
    ],
)
def test_a_malformed_offer_is_refused(change: object) -> None:
    with pytest.raises(BadInput):
        witness.parse_offer(change(str(offer(HONEST, 7, 33))))  # type: ignore[operator]


# ---------------------------------------------------------------- the proof of one entry


def proof_of(index: int, size: int = 40) -> proofs.Proof:
    path = merkle.prove_inclusion(index, size, source(HONEST.leaves()))
    signed = checkpoints.read(str(HONEST.checkpoint(size)))
    header, committed = HONEST.headers[index], HONEST.commitment(index)
    return proofs.Proof(header, committed, index, tuple(path), signed)


@pytest.mark.parametrize("index", [0, 1, 17, 32, 39])
def test_a_proof_is_read_as_it_was_written_and_right(index: int) -> None:
    proof = proof_of(index)

    assert proofs.parse(str(proof)) == proof
    assert proof.is_included()


def test_a_proof_is_of_its_own_entry_only() -> None:
    one, other = proof_of(3), proof_of(4)
    mixed = proofs.Proof(other.header, other.commitment, 3, one.path, one.signed)

    assert not mixed.is_included()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("@v1", "@v2"),
        lambda text: text.replace("index 3", "index 03"),
        lambda text: text.replace("index 3", "index three"),
        lambda text: text.replace("extra ", "other "),
        lambda text: text.replace("\n\n", "\n"),
        lambda _: "c2sp.org/tlog-proof@v1\n\n",
    ],
)
def test_a_malformed_proof_is_refused(change: object) -> None:
    with pytest.raises(BadInput):
        proofs.parse(change(str(proof_of(3))))  # type: ignore[operator]
