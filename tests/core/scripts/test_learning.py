"""Learning: what made the pairs is found again, also among wrong pairs, and always the same."""

import random

import numpy as np

from fairlead.core.scripts.alphabets import alphabet
from fairlead.core.scripts.learning import Example, Learned, learn

ARABIC = alphabet("arabic")
SPELLED = {"م": ["m"], "ح": ["h", "h", "kh"], "د": ["d"], "ش": ["sh"], "ا": ["a"], "س": ["s"]}
VOWELS = {"م": "", "ح": "", "د": "", "ش": "", "ا": "", "س": ""}


def invented(count: int, wrong: int, seed: int = 7) -> list[Example]:
    """Words of random letters with a spelling by rule; some with the spelling of another."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        units = tuple(chance.choices(sorted(SPELLED), k=chance.randint(2, 5)))
        word = "".join(chance.choice(SPELLED[unit]) for unit in units)
        made.append(Example(units, word, 1.0))
    for at in range(wrong):
        made[at] = Example(made[at].units, made[-1 - at].word, 1.0)
    return made


def share(learned: Learned, unit: str, piece: str) -> float:
    space = learned.space
    row = learned.counts[[row for key, row in space.rows.items() if key[0] == unit]].sum(axis=0)
    return float(row[space.columns[piece]] / row.sum())


def test_the_rule_is_found_without_being_told() -> None:
    learned = learn(invented(400, 0), ARABIC, longest=3, fewest=5)
    assert share(learned, "م", "m") > 0.95
    assert share(learned, "ش", "sh") > 0.9
    assert 0.5 < share(learned, "ح", "h") < 0.8
    assert 0.2 < share(learned, "ح", "kh") < 0.5


def test_wrong_pairs_are_not_believed() -> None:
    clean = learn(invented(400, 0), ARABIC, longest=3, fewest=5)
    noisy = learn(invented(400, 80), ARABIC, longest=3, fewest=5)
    assert clean.believed > 0.99
    assert noisy.believed < 0.95
    assert share(noisy, "م", "m") > 0.8
    assert share(noisy, "ش", "sh") > 0.8


def test_spellings_are_probabilities() -> None:
    learned = learn(invented(200, 20), ARABIC, longest=3, fewest=5)
    seen = learned.counts.sum(axis=1) > 1
    assert np.allclose(learned.spellings[seen].sum(axis=1), 1, atol=0.02)
    assert float(learned.spellings.min()) >= 0


def test_the_order_of_the_pairs_does_not_matter() -> None:
    examples = invented(200, 20)
    forward = learn(examples, ARABIC, longest=3, fewest=5)
    backward = learn(examples[::-1], ARABIC, longest=3, fewest=5)
    assert forward.space.rows == backward.space.rows
    assert np.array_equal(forward.counts, backward.counts)


def test_one_round_is_a_guess_and_more_are_better() -> None:
    examples = invented(300, 0)
    guess = learn(examples, ARABIC, longest=3, fewest=5, rounds=1)
    found = learn(examples, ARABIC, longest=3, fewest=5, rounds=6)
    assert share(guess, "ش", "sh") < share(found, "ش", "sh")
