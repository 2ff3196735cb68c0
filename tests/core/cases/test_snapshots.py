import doctest
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.cases import snapshots
from fairlead.core.cases.snapshots import Snapshot, SnapshotBroken, canonical

SALT = bytes(range(16))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
contents = st.dictionaries(st.text(), json_values, max_size=4)


def test_the_docstring_tells_the_truth() -> None:
    assert doctest.testmod(snapshots).failed == 0


@given(contents)
def test_what_is_written_is_read_again(content: dict[str, Any]) -> None:
    taken = Snapshot.take(content, salt=SALT)
    stored = json.loads(json.dumps(taken.write()))

    assert Snapshot.read(stored, digest=taken.digest) == taken


@given(contents, contents)
def test_another_content_has_another_digest(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = canonical(one) == canonical(other)

    found = Snapshot.take(one, salt=SALT).digest == Snapshot.take(other, salt=SALT).digest

    assert found is same


def test_any_change_afterwards_is_found() -> None:
    taken = Snapshot.take({"words": "She was not there.", "subjects": []}, salt=SALT)
    for changed in (
        {"content": {"words": "She was there.", "subjects": []}, "salt": taken.salt},
        {"content": taken.content, "salt": "00" * 16},
        {"content": {**taken.content, "more": 1}, "salt": taken.salt},
    ):
        with pytest.raises(SnapshotBroken):
            Snapshot.read(changed, digest=taken.digest)


def test_the_digest_alone_confirms_no_guess() -> None:
    content = {"name": "Amal Utopia"}

    assert Snapshot.take(content, salt=SALT).digest != Snapshot.take(content, salt=b"x" * 16).digest
    with pytest.raises(ValueError, match="16 bytes"):
        Snapshot.take(content, salt=b"")


def test_the_digest_never_changes_by_accident() -> None:
    assert Snapshot.take({"a": "é"}, salt=SALT).digest == (
        "7b0c5eec5c3c5146c1985509ec63d4c655500b268a769702777c7b535d2794fd"
    )
