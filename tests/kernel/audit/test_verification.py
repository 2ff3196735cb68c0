from typing import Any

import pytest
from django.db import connection

from fairlead.core.ledger.notes import Kind
from fairlead.core.ledger.problems import Check
from fairlead.kernel.audit import health, keys, queries, verification
from fairlead.kernel.audit.models import Leaf, Verification
from tests.kernel.audit.test_witnessing import rewrite
from tests.kernel.audit.writers import attack, make_ledger, sign_all, write_many

pytestmark = pytest.mark.django_db
FIRST, AGAIN = Verification.FIRST, Verification.AGAIN


def found(outcome: verification.Outcome) -> list[tuple[Check, int | None]]:
    return [(one.check, one.entry) for one in outcome.problems]


def test_an_honest_ledger_is_verified_to_its_end() -> None:
    make_ledger(5, 12, 20)
    outcome = verification.read_all()

    assert found(outcome) == []
    assert (outcome.start, outcome.size, outcome.covered) == (0, 20, 20)


def test_an_empty_ledger_has_nothing_wrong() -> None:
    assert found(verification.read_all()) == []
    assert not Verification.objects.exists()


def test_what_is_new_is_read_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "ROWS", 3)
    make_ledger(5)
    first = verification.read_on(FIRST)
    make_ledger(8)
    second = verification.read_on(FIRST)

    assert (first.start, first.size) == (0, 5)
    assert (second.start, second.size, second.covered) == (5, 13, 13)
    assert [str(one) for one in Verification.objects.order_by("pk")] == [
        "read 0 to 5: 0 problems",
        "read 5 to 13: 0 problems",
    ]


def test_what_was_read_is_read_again_in_slices() -> None:
    make_ledger(10)
    slices = [verification.read_on(AGAIN, limit=4) for _ in range(4)]

    assert [(one.start, one.size) for one in slices] == [(0, 4), (4, 8), (8, 10), (0, 4)]
    assert not any(one.problems for one in slices)


def test_entries_that_are_not_signed_yet_are_not_judged() -> None:
    make_ledger(5)
    write_many(3)

    assert verification.read_all().size == 5


def test_progress_is_told() -> None:
    make_ledger(5)
    told: list[tuple[int, int]] = []
    verification.read_all(lambda done, total: told.append((done, total)))

    assert told == [(5, 5)]


# ---------------------------------------------------------------- attacks on the database


def change(statement: str, *values: Any) -> None:
    with attack() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def of_leaf(index: int) -> Any:
    key = Leaf.objects.get(index=index).entry_id
    return key if connection.features.has_native_uuid_field else key.hex


def test_a_changed_header_is_found_at_its_entry() -> None:
    make_ledger(10)
    header = bytes(Leaf.objects.get(index=7).entry.header).replace(b"consult", b"combine")
    change("UPDATE audit_entry SET header = %s WHERE id = %s", header, of_leaf(7))

    assert found(verification.read_all()) == [(Check.LEAF, 7), (Check.INDEX, 7)]


def test_a_changed_commitment_is_found_at_its_entry() -> None:
    make_ledger(10)
    change("UPDATE audit_entry SET commitment = %s WHERE id = %s", b"x" * 32, of_leaf(6))

    assert found(verification.read_all()) == [(Check.LEAF, 6)]


@pytest.mark.parametrize("column", ["act", "verb", "actor", "purpose"])
def test_an_entry_hidden_from_search_is_found(column: str) -> None:
    make_ledger(10)
    change(f"UPDATE audit_entry SET {column} = 'x' WHERE id = %s", of_leaf(4))  # noqa: S608 - ours

    assert found(verification.read_all()) == [(Check.INDEX, 4)]


@pytest.mark.parametrize("column", ["act", "verb", "actor", "purpose"])
def test_a_leaf_hidden_from_search_is_found(column: str) -> None:
    make_ledger(10)
    change(f"UPDATE audit_leaf SET {column} = 'x' WHERE \"index\" = 4")  # noqa: S608 - ours

    assert found(verification.read_all()) == [(Check.INDEX, 4)]


def test_an_entry_moved_in_time_is_found() -> None:
    make_ledger(10)
    change("UPDATE audit_entry SET time = '2020-01-01 00:00:00' WHERE id = %s", of_leaf(4))

    assert found(verification.read_all()) == [(Check.INDEX, 4)]


def test_a_mention_that_is_gone_or_added_is_found() -> None:
    make_ledger(10)
    change("DELETE FROM audit_mention WHERE entry_id = %s", of_leaf(2))
    change(
        "INSERT INTO audit_mention (entry_id, role, reference) VALUES (%s, 'object', 'case:9')",
        of_leaf(5),
    )

    assert found(verification.read_all()) == [(Check.INDEX, 2), (Check.INDEX, 5)]


def test_a_changed_leaf_is_found_at_its_entry_and_its_checkpoint() -> None:
    make_ledger(5, 10)
    change('UPDATE audit_leaf SET hash = %s WHERE "index" = 7', bytes(32))
    checks = found(verification.read_all())

    assert checks[0] == (Check.LEAF, 7)
    assert (Check.ROOT, 10) in checks
    assert (Check.ROOT, 5) not in checks


def test_a_deleted_leaf_is_found() -> None:
    make_ledger(10)
    change('DELETE FROM audit_leaf WHERE "index" = 7')

    assert found(verification.read_all()) == [(Check.ORDER, 7), (Check.COMPLETE, None)]


def test_a_cut_tail_is_found() -> None:
    make_ledger(10)
    change('DELETE FROM audit_leaf WHERE "index" = 9')

    assert found(verification.read_all())[0] == (Check.TAIL, 9)


def test_an_entry_that_was_kept_out_of_the_tree_is_found() -> None:
    make_ledger(10)
    write_many(1)
    change("DELETE FROM audit_waiting")

    assert found(verification.read_all()) == [(Check.COMPLETE, None)]


def test_a_changed_subtree_is_found() -> None:
    make_ledger(10)
    change("UPDATE audit_node SET hash = %s WHERE level = 1 AND position = 3", bytes(32))

    assert found(verification.read_all()) == [(Check.NODE, 6)]


def test_a_checkpoint_by_another_key_is_found() -> None:
    make_ledger(5, 10)
    old = keys.folder() / "public"
    keys.rotate(Kind.LOG)
    old.write_text(old.read_text().splitlines()[-1] + "\n")  # the honest key is unlisted
    checks = found(verification.read_all())

    assert checks == [(Check.SIGNATURE, 5), (Check.SIGNATURE, 10)]


def test_a_checkpoint_whose_columns_lie_is_found() -> None:
    make_ledger(5)
    change("UPDATE audit_checkpoint SET root = %s", bytes(32))

    assert found(verification.read_all()) == [(Check.INDEX, 5)]


def test_a_checkpoint_that_is_no_note_is_found() -> None:
    make_ledger(5)
    change("UPDATE audit_checkpoint SET note = 'nothing'")

    assert found(verification.read_all()) == [(Check.FORMAT, 5)]


def test_a_complete_rewrite_with_the_key_is_beyond_the_database() -> None:
    """Only a witness can tell: test_witnessing shows that it does."""
    make_ledger(5, 10)
    rewrite(3)
    outcome = verification.read_all()

    assert [check for check, _ in found(outcome) if check is not Check.INDEX] == []


def test_what_is_wrong_stays_wrong_until_it_is_explained() -> None:
    make_ledger(10)
    change("UPDATE audit_entry SET commitment = %s WHERE id = %s", b"x" * 32, of_leaf(6))
    verification.read_on(FIRST)
    make_ledger(5)

    assert found(verification.read_on(FIRST)) == [(Check.LEAF, 6)]
    assert health.verified().state == "bad"
    assert "leaf at entry 6" in str(health.verified().words)
    assert queries.standing().verified_problems


def test_what_changes_after_it_was_read_is_found_when_it_is_read_again() -> None:
    make_ledger(10)
    verification.read_on(FIRST)
    change("UPDATE audit_entry SET commitment = %s WHERE id = %s", b"x" * 32, of_leaf(6))
    sign_all()

    assert found(verification.read_on(FIRST)) == []
    assert found(verification.read_on(AGAIN)) == [(Check.LEAF, 6)]
