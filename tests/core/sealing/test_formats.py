"""Fixed bytes. What an older Fairlead sealed must open for ever, or a State loses its records.

Made with the bytes 64, 65, 66 … (hexadecimal) in place of chance; the same examples stand in
``docs/formats/sealed-envelope.md``.
"""

import os

import pytest

from fairlead.core.sealing import (
    BucketKey,
    Place,
    SealBroken,
    open_content,
    open_stream,
    pack_bucket_key,
    seal_content,
    seal_stream,
    token,
    unpack_bucket_key,
)

PLACE = Place("travel.pnr", "0190b2c4-0000-7000-8000-000000000001")
BUCKET_NAME = "travel.pnr.open.2027-05"
BUCKET_KEY, RECORD_KEY, MASTER = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))


def counted(length: int) -> bytes:
    return bytes(range(100, 100 + length))


CONTENT = bytes.fromhex(
    "464c45316465666768696a6b6c6d6e6fce4fe0b2b2d4d6f7fc768bb0e57aff1ee9cf8a0c5be8136a2aa56d48d987c2"
    "2c8c019a7f444a43"
)
WRAPPED = bytes.fromhex(
    "464c57316465666768696a6b6c6d6e6f683afc455dcc70b9164b75c3f64844d272f33439bf59c5459fe89673c79e9b"
    "77d65b099f24983bd39c381457142743a4"
)
AT_REST = bytes.fromhex(
    "464c4b316465666768696a6b6c6d6e6ff17f04675197c0b5c56b998b55f593e95c4f9ed98599abd10498d5f75e5ca2"
    "2520a97e0f6e1634fe0975da6fdead405d"
)
STREAM = bytes.fromhex("464c53316465666768696a459bf5944c402c8cd007df25db619b7189f0c49225173c10")


def test_what_is_made_today_is_what_was_made() -> None:
    """The other direction: the same chance gives the same bytes."""
    plain = b'{"name": "Thomas More"}'
    bucket = BucketKey(BUCKET_NAME, BUCKET_KEY, counted)
    made = seal_content(plain, place=PLACE, record_key=RECORD_KEY, random=counted)
    assert made == CONTENT
    assert bucket.wrap(RECORD_KEY, PLACE) == WRAPPED
    assert pack_bucket_key(BUCKET_NAME, BUCKET_KEY, MASTER, counted) == AT_REST
    pieces = seal_stream([b"a report"], place=PLACE, record_key=RECORD_KEY, random=counted)
    assert b"".join(pieces) == STREAM


def test_content() -> None:
    opened = open_content(CONTENT, place=PLACE, record_key=RECORD_KEY)
    assert opened == b'{"name": "Thomas More"}'


def test_wrapped_key() -> None:
    assert BucketKey(BUCKET_NAME, BUCKET_KEY, counted).unwrap(WRAPPED, PLACE) == RECORD_KEY


def test_bucket_key_at_rest() -> None:
    assert unpack_bucket_key(BUCKET_NAME, AT_REST, MASTER) == BUCKET_KEY


def test_stream() -> None:
    assert b"".join(open_stream([STREAM], place=PLACE, record_key=RECORD_KEY)) == b"a report"


def test_token() -> None:
    given = token(BUCKET_KEY, record_class="travel.pnr", field="document", value="UTO1234567")
    assert given.hex() == "2ddb1662938eaf1c5271d44c1dc21ad6"


@pytest.mark.parametrize(
    ("name", "stored", "master"),
    [
        ("travel.pnr.open.2027-06", AT_REST, MASTER),
        (BUCKET_NAME, AT_REST, bytes(32)),
        (BUCKET_NAME, AT_REST[:-1], MASTER),
        (BUCKET_NAME, AT_REST[:-1] + b"\0", MASTER),
        (BUCKET_NAME, b"FLK2" + AT_REST[4:], MASTER),
        (BUCKET_NAME, b"", MASTER),
    ],
)
def test_a_bucket_key_under_another_name_or_master_does_not_open(
    name: str, stored: bytes, master: bytes
) -> None:
    with pytest.raises(SealBroken):
        unpack_bucket_key(name, stored, master)


def test_packing_is_undone_by_unpacking_and_never_the_same_twice() -> None:
    one, two = (pack_bucket_key(BUCKET_NAME, BUCKET_KEY, MASTER, os.urandom) for _ in range(2))
    assert one != two
    assert unpack_bucket_key(BUCKET_NAME, one, MASTER) == BUCKET_KEY


def test_a_short_key_is_refused() -> None:
    with pytest.raises(SealBroken, match="32 bytes"):
        BucketKey(BUCKET_NAME, b"short", counted)


def test_the_public_name_of_a_key_is_stable_and_of_this_key_only() -> None:
    one = BucketKey(BUCKET_NAME, BUCKET_KEY, counted).key_id
    assert one == BucketKey(BUCKET_NAME, BUCKET_KEY, counted).key_id
    assert len(one) == 16
    assert one != BucketKey(BUCKET_NAME, bytes(32), counted).key_id
    assert one != BucketKey("other", BUCKET_KEY, counted).key_id


def test_derived_keys_differ_by_purpose_bucket_and_key() -> None:
    keys = {
        BucketKey(name, key, counted).derive(purpose)
        for name in ("a", "b")
        for key in (BUCKET_KEY, MASTER)
        for purpose in ("tokens", "digests")
    }
    assert len(keys) == 8
    assert BUCKET_KEY not in keys
