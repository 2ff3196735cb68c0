"""An envelope opens in its own place, unchanged, under its own keys; and in no other case."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.sealing import (
    BucketKey,
    Place,
    SealBroken,
    Sealed,
    open_content,
    open_sealed,
    rewrap,
    seal,
)

PLACE = Place("travel.pnr", "0190b2c4-0000-7000-8000-000000000001")
BUCKET = BucketKey("travel.pnr.open.2027-05", bytes(range(32)), os.urandom)
PLAIN = '{"name": "توماس مور", "document": "UTO1234567"}'.encode()


@given(st.binary(max_size=2000))
def test_what_was_sealed_is_what_is_opened(plain: bytes) -> None:
    assert (
        open_sealed(
            seal(plain, place=PLACE, bucket=BUCKET, random=os.urandom), place=PLACE, bucket=BUCKET
        )
        == plain
    )


@given(st.data())
def test_no_single_bit_can_change(data: st.DataObject) -> None:
    sealed = seal(PLAIN, place=PLACE, bucket=BUCKET, random=os.urandom)
    part = data.draw(st.sampled_from(["key", "content"]))
    whole = getattr(sealed, part)
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    changed = bytearray(whole)
    changed[bit // 8] ^= 1 << bit % 8
    parts = {"key": sealed.key, "content": sealed.content, part: bytes(changed)}
    with pytest.raises(SealBroken):
        open_sealed(Sealed(**parts), place=PLACE, bucket=BUCKET)


@pytest.mark.parametrize("length", [0, 1, 3, 4, 15, 16, 31, 32, 63])
def test_a_cut_envelope_is_broken(length: int) -> None:
    sealed = seal(PLAIN, place=PLACE, bucket=BUCKET, random=os.urandom)
    for cut in (
        Sealed(sealed.key[:length], sealed.content),
        Sealed(sealed.key, sealed.content[:length]),
    ):
        with pytest.raises(SealBroken):
            open_sealed(cut, place=PLACE, bucket=BUCKET)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("travel.pnr", "0190b2c4-0000-7000-8000-000000000002"),
        Place("travel.api", PLACE.record_id),
        Place("travel", "pnr:" + PLACE.record_id),
    ],
)
def test_an_envelope_cannot_be_moved_to_another_record_or_class(elsewhere: Place) -> None:
    sealed = seal(PLAIN, place=PLACE, bucket=BUCKET, random=os.urandom)
    with pytest.raises(SealBroken):
        open_sealed(sealed, place=elsewhere, bucket=BUCKET)
    # nor can the content alone, under a key that was unwrapped rightly
    record_key = BUCKET.unwrap(sealed.key, PLACE)
    with pytest.raises(SealBroken):
        open_content(sealed.content, place=elsewhere, record_key=record_key)


def test_a_wrapped_key_cannot_be_moved_to_another_bucket() -> None:
    sealed = seal(PLAIN, place=PLACE, bucket=BUCKET, random=os.urandom)
    renamed = BucketKey("travel.pnr.open.2099-01", bytes(range(32)), os.urandom)
    with pytest.raises(SealBroken):
        open_sealed(sealed, place=PLACE, bucket=renamed)


def test_content_and_key_of_two_seals_do_not_mix() -> None:
    one, two = (seal(PLAIN, place=PLACE, bucket=BUCKET, random=os.urandom) for _ in range(2))
    with pytest.raises(SealBroken):
        open_sealed(Sealed(one.key, two.content), place=PLACE, bucket=BUCKET)


def test_sealing_twice_shares_nothing() -> None:
    one, two = (seal(PLAIN, place=PLACE, bucket=BUCKET, random=os.urandom) for _ in range(2))
    assert one.content[4:] != two.content[4:]
    assert BUCKET.unwrap(one.key, PLACE) != BUCKET.unwrap(two.key, PLACE)


def test_rewrapping_moves_a_record_and_leaves_its_content() -> None:
    later = BucketKey("travel.pnr.sealed.2031-11", os.urandom(32), os.urandom)
    sealed = seal(PLAIN, place=PLACE, bucket=BUCKET, random=os.urandom)
    moved = Sealed(rewrap(sealed.key, place=PLACE, old=BUCKET, new=later), sealed.content)
    assert open_sealed(moved, place=PLACE, bucket=later) == PLAIN
    with pytest.raises(SealBroken):
        open_sealed(moved, place=PLACE, bucket=BUCKET)


def test_an_envelope_of_an_unknown_version_is_refused_by_name() -> None:
    sealed = seal(PLAIN, place=PLACE, bucket=BUCKET, random=os.urandom)
    with pytest.raises(SealBroken, match="known version"):
        open_sealed(Sealed(sealed.key, b"FLE2" + sealed.content[4:]), place=PLACE, bucket=BUCKET)
    with pytest.raises(SealBroken, match="known version"):
        open_sealed(Sealed(b"FLW2" + sealed.key[4:], sealed.content), place=PLACE, bucket=BUCKET)


def test_nothing_printed_shows_a_value_or_a_key() -> None:
    sealed = seal(PLAIN, place=PLACE, bucket=BUCKET, random=os.urandom)
    shown = f"{sealed!r} {sealed} {BUCKET!r} {BUCKET}"
    assert shown.count("<sealed, ") == 2
    assert bytes(range(32)).hex() not in shown
    assert "\\x" not in shown
