"""Names of plain words: the short way reads what the long way reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.names import Kind, Role, parse, plain_word, separate
from fairlead.core.names.several import _BETWEEN, _BORN, _REMARKS, SIGNS

PHRASES = (
    "a.k.a.", "aka", "fka", "n k a", "dba", "also known as", "also written as", "formerly",
    "formerly known as", "previously known as", "known as", "better known as",
    "otherwise", "alias", "aliases", "он же", "известный как", "также известный как", "dit",
    "alias dictus",
    "genannt", "conocido como", "connu sous le nom de", "detto", "المعروف ب", "الملقب ب",
    "والمعروف ب", "ويعرف ب", "又名", "别名", "別名", "化名", "née", "nee", "né", "geb", "geborene",
    "урожд", "урожденная", "original script", "birth name", "name at birth", "true name",
    "previously listed as", "formerly listed as", "deceased", "real name", "in arabic",
    "in persian", "in russian",
)  # fmt: skip
PARTS = (
    *(
        "Maria",
        "Kovacs",
        "Björk",
        "Straße",
        "Иванов",
        "محمد",
        "Abdulrahman",
        "bin",
        "al",
        "O'Neill",
    ),
    *("Dr", "Jr", "MR", "Smith-Jones", "Nguyễn", "Kyzy", "Şahin", "Łukasz", "A", "Mohd"),
)
WORDS = st.sampled_from(
    [
        "Maria",
        "Kovacs",
        "Björk",
        "Straße",
        "Иванов",
        "محمد",
        "Abdulrahman",
        "bin",
        "al",
        "O'Neill",
        "Dr",
        "Jr",
        "MR",
        "Smith-Jones",
        "Nguyễn",
        "Kyzy",
        "Şahin",
        "Łukasz",
        "A",
        "Mohd",
    ]
) | st.sampled_from([word for phrase in PHRASES for word in phrase.split()])


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_sign_between_names_has_a_word_that_is_not_plain(phrase: str) -> None:
    text = f"Jan Kovar {phrase} Petr Svoboda"
    found = (pattern.search(text) for pattern in (_BETWEEN, _BORN, _REMARKS))
    assert [match for match in found if match], "no sign at all"
    assert any(plain_word(word) is None for word in phrase.split())


def test_signs_are_not_plain() -> None:
    assert {plain_word(word) for word in SIGNS} == {None}


@given(st.lists(WORDS, min_size=2, max_size=6))
def test_a_name_of_plain_words_is_one_name_of_these_words(words: list[str]) -> None:
    forms = [plain_word(word) for word in words]
    if None in forms:
        return
    text = " ".join(words)
    assert separate(text) == (text,)
    tokens = parse(text, Kind.PERSON).tokens
    assert [token.form for token in tokens] == forms
    assert {token.role for token in tokens} == {Role.NAME}
