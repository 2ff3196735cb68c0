"""Training: from pair files to pages, the same bytes every time."""

from pathlib import Path

import pytest

from fairlead.core.errors import BadInput
from fairlead.core.scripts import training
from fairlead.core.scripts.alphabets import LATIN, alphabet, alphabet_of
from fairlead.core.scripts.training import RECIPES, Recipe
from fairlead.core.scripts.weights import Page

ARABIC = RECIPES[0]
LINES = {
    "arabic": ["tarvo\tت ا ر ف و\t6", "TARVÖ\tت ا ر ف و\t2", "tarwo\tت ا ر ف و\t3"],
    "hebrew": ["miko\tמ י ק ו\t4", "mico\tמ י ק ו\t2"],
    "russian": ["zorin\tз о р и н\t9", "sorin\tз о р и н\t1"],
    "korean": ["kim\t김\t5"],
    "chinese": ["wang\t王\t5"],
}


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    for name, lines in LINES.items():
        (tmp_path / f"wd_{name}_80").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_pairs_are_folded_as_every_word_is(pairs: Path) -> None:
    assert list(training.pairs(pairs, ARABIC)) == [
        ("تارفو", "tarvo", 6),
        ("تارفو", "tarvo", 2),
        ("تارفو", "tarwo", 3),
    ]


@pytest.mark.parametrize("line", ["tarvo", "tarvo\tت\tmany", "tarvo\tت\t-3", "tarvo\tت\t٣"])
def test_a_broken_line_is_named(pairs: Path, line: str) -> None:
    (pairs / "wd_arabic_80").write_text(f"tarvo\tت\t1\n{line}\n", encoding="utf-8")
    with pytest.raises(BadInput, match="wd_arabic_80:2"):
        list(training.pairs(pairs, ARABIC))


def test_latin_words_that_share_a_native_word_are_spellings_of_one_name() -> None:
    found = {(one, other): count for one, other, count in training.variants([_three()])}
    assert set(found) == {(a, b) for a in ("tarvo", "tarwo") for b in ("tarvo", "tarwo")}
    assert found["tarvo", "tarwo"] == found["tarwo", "tarvo"] == pytest.approx(8 * 3 / 11)


def test_a_word_with_very_many_spellings_is_not_one_name() -> None:
    crowd = [("x", f"tarvo{'abcdefghijklmnopqrstuvwxyz'[n % 26]}{n}", 1.0) for n in range(40)]
    assert list(training.variants([crowd])) == []


def _three() -> list[training.Pair]:
    return [("تارفو", "tarvo", 6.0), ("تارفو", "tarvo", 2.0), ("تارفو", "tarwo", 3.0)]


@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.code for recipe in RECIPES])
def test_what_is_written_by_hand_is_in_its_own_alphabet(recipe: Recipe) -> None:
    for native, latin, count in training.by_hand(recipe.code):
        assert alphabet_of(native) == recipe.code, native
        assert latin.isascii()
        assert latin
        assert count > 1


def test_training_writes_the_same_bytes_every_time(
    pairs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "RECIPES", (RECIPES[2], RECIPES[3]))
    first, second = dict(training.train(pairs)), dict(training.train(pairs))
    assert list(first) == ["cyrillic", "hangul", LATIN]
    assert first == second
    for text in first.values():
        assert Page.parse(text).lines


def test_of_too_many_pairs_the_same_ones_are_taken() -> None:
    recipe = ARABIC
    found = [*training.by_hand("arabic")]
    of = alphabet(recipe.code)
    assert training.examples(found, of, 50) == training.examples(found[::-1], of, 50)
