"""A sample is drawn by the seed and by nothing else, and every look is as likely as another."""

import uuid
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.ledger.sampling import DOMAIN, draw, seed_of

SEEDS = st.binary(min_size=32, max_size=32)


@given(SEEDS, st.integers(0, 5_000), st.integers(0, 200))
def test_as_many_as_wanted_are_drawn_each_once_and_all_are_there(
    seed: bytes, population: int, size: int
) -> None:
    drawn = draw(seed, population, size)

    assert len(drawn) == len(set(drawn)) == min(population, size)
    assert all(0 <= rank < population for rank in drawn)
    assert drawn == draw(seed, population, size)


@given(SEEDS, st.integers(1, 1_000), st.integers(0, 40), st.integers(0, 40))
def test_a_larger_sample_begins_with_the_smaller(
    seed: bytes, population: int, less: int, more: int
) -> None:
    small, large = sorted((less, more))

    assert draw(seed, population, large)[:small] == draw(seed, population, small)


def test_everything_is_drawn_about_as_often() -> None:
    counts = [0] * 20
    for number in range(2_000):
        for rank in draw(sha256(number.to_bytes(4)).digest(), 20, 5):
            counts[rank] += 1

    assert sum(counts) == 10_000
    assert all(400 < count < 600 for count in counts), counts


def test_the_seed_hangs_on_announcement_and_root() -> None:
    announcement, root = uuid.UUID(int=7), bytes(range(32))
    seed = seed_of(announcement, root)

    assert seed == sha256(DOMAIN + announcement.bytes + root).digest()
    assert seed != seed_of(uuid.UUID(int=8), root)
    assert seed != seed_of(announcement, bytes(32))
