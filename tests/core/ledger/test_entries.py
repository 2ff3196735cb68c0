import json
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.ledger import entries
from fairlead.core.ledger.entries import Authority, EntryHeader, Verb
from tests.ledgers import START, make_header

ids = st.uuids(version=4)
codes = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20)
references = st.builds("case:{}".format, ids)
law = st.text(max_size=60).filter(str.isprintable)
headers = st.builds(
    EntryHeader,
    id=ids,
    time=st.datetimes(
        min_value=datetime(1970, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]),
    ),
    act=st.sampled_from(["cases.case.opened", "lists.list_version.published"]),
    verb=st.sampled_from(Verb),
    authority=st.builds(
        Authority, actor=references, purpose=codes, legal_basis=law, case=codes, behalf=codes
    ),
    objects=st.lists(references, max_size=4).map(tuple),
    recipients=st.lists(references, max_size=2).map(tuple),
    outcome=codes.filter(bool),
    reason=codes,
)


@given(headers)
def test_a_header_is_read_as_it_was_written(header: EntryHeader) -> None:
    again = entries.decode(header.encode())

    assert again == header
    assert again.encode() == header.encode()


def test_a_header_is_canonical_json_without_empty_fields() -> None:
    written = make_header(3).encode().decode()

    assert written == json.dumps(
        json.loads(written), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert '"reason"' not in written
    assert '"time":"2026-11-20T09:00:00.750000Z"' in written
    assert "Loi d’Utopie" in written


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(":", ": ", 1),
        lambda text: text.replace("{", '{"act":"cases.case.opened",', 1),
        lambda text: text.replace("}", ',"zeal":"x"}'),
        lambda text: text.replace("}", ',"reason":""}'),
        lambda text: text.replace('"v":"1"', '"v":"2"'),
        lambda text: text.replace(".750000Z", ".75Z"),
        lambda text: text.replace("Z", "+00:00"),
        lambda text: text.replace("consult", "admire"),
        lambda text: text.replace("’", "\\u2019"),
        lambda text: text.replace('"account', '" account'),
        lambda text: text[:-1],
        lambda _: "[]",
        lambda _: "null",
        lambda _: "{}",
        lambda _: "[" * 100_000,
    ],
)
def test_a_header_has_one_spelling(change: Any) -> None:
    with pytest.raises(BadInput):
        entries.decode(change(make_header(3).encode().decode()).encode())


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        entries.decode(raw)


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("act", {"act": "opened"}),
        ("act", {"act": "cases.case.Ana opened it"}),
        ("outcome", {"outcome": ""}),
        ("outcome", {"outcome": "Ana Utopiana"}),
        ("reason", {"reason": "because of Ana"}),
        ("reason", {"reason": "x" * 301}),
        ("objects", {"objects": ("Ana Utopiana",)}),
        ("objects", {"objects": ("subject:Ana Utopiana",)}),
        ("objects", {"objects": ("case:1",) * 10_001}),
        ("recipients", {"recipients": ("آنا",)}),
        ("actor", {"authority": Authority(actor="")}),
        ("actor", {"authority": Authority(actor="Ana Utopiana")}),
        ("case", {"authority": Authority(actor="anonymous", case="the case of Ana")}),
        ("legal_basis", {"authority": Authority(actor="anonymous", legal_basis="a\nb")}),
        ("legal_basis", {"authority": Authority(actor="anonymous", legal_basis="\ud800")}),
        ("time", {"time": datetime(2026, 1, 1)}),  # noqa: DTZ001 - that is the point
    ],
)
def test_a_header_takes_codes_and_references_only(place: str, fields: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as caught:
        make_header(1, **fields).encode()

    assert caught.value.place == place


def test_nobody_may_be_the_actor_but_not_nothing() -> None:
    header = make_header(1, authority=Authority(actor="anonymous"))

    assert b'"actor":"anonymous"' in header.encode()


def test_the_leaf_is_that_of_rfc_6962_over_header_and_commitment() -> None:
    header, salt, payload = make_header(1).encode(), b"s" * 32, b'{"name":"Ana"}'
    committed = entries.commitment(salt, payload)

    assert committed == sha256(salt + payload).digest()
    assert entries.leaf_hash(header, committed) == sha256(b"\0" + header + committed).digest()


def test_a_commitment_needs_a_whole_salt() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        entries.commitment(b"short", b"{}")


def test_a_payload_may_hold_what_records_hold() -> None:
    written = entries.encode_payload(
        {
            "name": "Ана Утопиана",
            "id": uuid.UUID(int=1),
            "born": date(1990, 2, 3),
            "seen": START,
            "sum": Decimal("1.10"),
            "verb": Verb.CONSULT,
            "nothing": None,
        }
    )

    assert json.loads(written) == {
        "name": "Ана Утопиана",
        "id": "00000000-0000-0000-0000-000000000001",
        "born": "1990-02-03",
        "seen": "2026-11-20T09:00:00.000000Z",
        "sum": "1.10",
        "verb": "consult",
        "nothing": None,
    }


@pytest.mark.parametrize("value", [object(), {1, 2}, b"raw", float("nan"), "\ud800"])
def test_a_payload_that_cannot_be_written_is_refused(value: object) -> None:
    with pytest.raises(BadInput):
        entries.encode_payload({"value": value})
