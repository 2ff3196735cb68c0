import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.ledger import merkle
from fairlead.core.ledger.merkle import Frontier, Node
from tests.core.ledger.trees import source
from tests.ledgers import verifier

LEAVES = [merkle.leaf_hash(str(number).encode()) for number in range(70)]
sizes = st.integers(1, len(LEAVES))


def plain_root(leaves: Sequence[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word by word."""
    if not leaves:
        return merkle.EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return merkle.node_hash(plain_root(leaves[:middle]), plain_root(leaves[middle:]))


def stored(size: int) -> merkle.Source:
    return source(LEAVES[:size])


@pytest.mark.parametrize("size", range(len(LEAVES) + 1))
def test_the_root_is_that_of_the_definition(size: int) -> None:
    assert merkle.root(LEAVES[:size]) == plain_root(LEAVES[:size])


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root().hex().startswith("e3b0c44298fc1c149afbf4c8996fb924")


def test_growing_reports_every_complete_subtree_once() -> None:
    tree = Frontier()
    grown = [node for leaf in LEAVES[:64] for node in tree.append(leaf)]

    assert len({(node.level, node.position) for node in grown}) == len(grown) == 127
    assert Node(6, 0, tree.root()) in grown


def test_appending_and_extending_agree() -> None:
    one, other = Frontier(), Frontier()
    for leaf in LEAVES:
        one.append(leaf)
    other.extend(LEAVES)

    assert (one.size, one.peaks) == (other.size, other.peaks)


def test_a_frontier_needs_its_peaks() -> None:
    with pytest.raises(ValueError, match="3 leaves has 2 peaks"):
        Frontier(3, [LEAVES[0]])


@given(sizes, st.data())
def test_a_frontier_can_be_taken_up_where_it_was_left(size: int, data: st.DataObject) -> None:
    left = data.draw(st.integers(0, size))
    tree = Frontier(left, stored(left)(merkle.cover(0, left)))
    tree.extend(LEAVES[left:size])

    assert tree.root() == plain_root(LEAVES[:size])


@given(sizes, st.data())
def test_an_inclusion_proof_is_right_for_its_leaf_only(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    proof = merkle.prove_inclusion(index, size, stored(size))

    for verify in (merkle_inclusion, verifier.inclusion_is_right):
        right = verify(other, size, LEAVES[index], proof, plain_root(LEAVES[:size]))
        assert right == (other == index)


@given(sizes, st.data())
def test_a_consistency_proof_is_right_for_its_trees_only(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    proof = merkle.prove_consistency(old, size, stored(size))
    roots = plain_root(LEAVES[:old]), plain_root(LEAVES[:size])
    forged = plain_root([merkle.leaf_hash(b"forged"), *LEAVES[1:old]])

    for verify in (merkle_consistency, verifier.consistency_is_right):
        assert verify(old, size, *roots, proof)
        assert not verify(old, size, forged, roots[1], proof)
        assert not verify(old, size, *roots, [*proof, LEAVES[0]])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        merkle.prove_inclusion(index, size, stored(3))


def test_there_is_no_proof_of_a_shrinking_tree() -> None:
    with pytest.raises(ValueError, match="not the beginning"):
        merkle.prove_consistency(4, 3, stored(3))


@pytest.mark.parametrize("old", [0, 5])
def test_what_needs_no_proof_has_an_empty_one(old: int) -> None:
    assert merkle.prove_consistency(old, 5, stored(5)) == []


# ---------------------------------------------------------------- the published vectors


def merkle_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    return merkle.verify_inclusion(index=index, size=size, leaf=leaf, proof=proof, root=root)


def merkle_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    return merkle.verify_consistency(
        old=old, new=new, old_root=old_root, new_root=new_root, proof=proof
    )


def vectors(folder: Path, kind: str) -> list[dict[str, Any]]:
    paths = sorted((folder / "platform" / "merkle-rfc6962-testdata" / kind).rglob("*.json"))
    return [json.loads(path.read_text()) for path in paths]


def raw(encoded: str) -> bytes:
    return base64.b64decode(encoded)


@pytest.mark.shared
@pytest.mark.parametrize("verify", [merkle_inclusion, verifier.inclusion_is_right])
def test_published_inclusion_vectors(shared_data: Path, verify: Any) -> None:
    cases = vectors(shared_data, "inclusion")
    wrong = [
        case["desc"]
        for case in cases
        if verify(
            case["leafIdx"],
            case["treeSize"],
            raw(case["leafHash"]),
            [raw(one) for one in case["proof"] or ()],
            raw(case["root"]),
        )
        is case["wantErr"]
    ]

    assert wrong == []
    assert {case["wantErr"] for case in cases} == {True, False}
    assert len(cases) > 80


@pytest.mark.shared
@pytest.mark.parametrize("verify", [merkle_consistency, verifier.consistency_is_right])
def test_published_consistency_vectors(shared_data: Path, verify: Any) -> None:
    cases = vectors(shared_data, "consistency")
    wrong = [
        case["desc"]
        for case in cases
        if verify(
            case["size1"],
            case["size2"],
            raw(case["root1"]),
            raw(case["root2"]),
            [raw(one) for one in case["proof"] or ()],
        )
        is case["wantErr"]
    ]

    assert wrong == []
    assert {case["wantErr"] for case in cases} == {True, False}
    assert len(cases) > 80
