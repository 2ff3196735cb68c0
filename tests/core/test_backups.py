import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core import backups
from fairlead.core.backups import Manifest, Part
from fairlead.core.errors import BadInput

DIGEST = "0" * 64
NAMES = st.text(min_size=1, max_size=20)


PLAIN = Manifest(
    id="019c0e5a-7c1e-7b1f-9f0a-3d1f0b6a2c44",
    node="utopia",
    made_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    version="0.1.0",
    engine="sqlite",
    migrations={"jobs": "0001_initial"},
    rows={"people_account": 8},
    ledger_size=37,
    ledger_checkpoint="",
    keys={"travel/2031-05": "abcd"},
    parts=(
        Part(name="database.sqlite3", size=1, sha256=DIGEST),
        Part(name="files.tar", size=2, sha256=DIGEST),
    ),
)


@given(
    st.dictionaries(NAMES, NAMES),
    st.dictionaries(NAMES, st.integers(0, 10**12)),
    st.integers(0, 10**12),
    st.text(),
)
def test_a_manifest_comes_back_as_it_went(
    migrations: dict[str, str], rows: dict[str, int], size: int, checkpoint: str
) -> None:
    manifest = replace(
        PLAIN, migrations=migrations, rows=rows, ledger_size=size, ledger_checkpoint=checkpoint
    )

    assert backups.parse(manifest.text()) == manifest


def spoilt(**changes: object) -> str:
    return json.dumps(json.loads(PLAIN.text()) | changes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "[" * 100_000,
        spoilt(format="fairlead-backup/2"),
        spoilt(engine="oracle"),
        spoilt(engine=7),
        spoilt(rows={"people_account": -1.5}),
        spoilt(rows=[]),
        spoilt(ledger_size=-1),
        spoilt(ledger_size=True),
        spoilt(made_at="yesterday"),
        spoilt(keys={"travel": 7}),
        spoilt(parts=[]),
        spoilt(parts=[{"name": "../../etc/passwd", "size": 1, "sha256": DIGEST}]),
        spoilt(
            parts=[
                {"name": "database.sqlite3", "size": 1, "sha256": "x"},
                {"name": "files.tar", "size": 1, "sha256": DIGEST},
            ]
        ),
    ],
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        backups.parse(text)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_a_field_of_another_kind_never_gets_through(value: object) -> None:
    plain = json.loads(PLAIN.text())
    for name in plain:
        try:
            parsed = backups.parse(json.dumps(plain | {name: value}))
        except BadInput:
            continue
        assert backups.parse(parsed.text()) == parsed


def test_what_is_signed_is_no_checkpoint() -> None:
    assert backups.signed_text(DIGEST).splitlines() == ["fairlead-backup/1", DIGEST]
