"""What holds for every text: parse never raises, is linear, and does not depend on order."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.names import Kind, Role, kind_of, lexicon, organizations, parse
from fairlead.core.names.parsing import MOST_CHARACTERS, MOST_TOKENS
from fairlead.core.text import fold, script_of

KINDS = st.sampled_from(Kind)
HOSTILE = st.text(st.characters(), max_size=60)
# Letters, signs and words that rules look at, in any mixture.
SCRAPS = st.lists(
    st.sampled_from(
        [
            *(
                "abd",
                "Abdul",
                "al",
                "el-",
                "bin",
                "Ben",
                "Abu",
                "ud-Din",
                "ullah",
                "Mc",
                "O'",
                "de",
            ),
            *("Jr", "JR", "Dr.", "Mr", "MR", "MSTR", "Sheikh", "a.k.a.", "/", "<<", "<", ",", ";"),
            *(
                "'",
                "’",
                "-",
                ".",
                "(",
                ")",
                "S.A.",
                "Co.",
                "Ltd",
                "GmbH",
                "№",
                "II",
                "M/V",
                "&",
                "7th",
            ),
            *(
                "عبد",
                "ال",
                "الله",
                "بن",
                "عبدالله",
                "د.",
                "و",
                "لل",
                "王",
                "小明",
                "김",
                "有限公司",
                "ООО",
            ),
            *(" ", " ", " ", "\u200c", "\u202e", "\x00", "ß", "İ", "\ud800", "\ufffd", "٣", "x1y"),
        ]
    ),
    max_size=12,
).map("".join)
PLAIN = st.lists(
    st.sampled_from(["nora", "lindqvist", "tom", "harkness", "ute", "kranz", "zimin", "pjotr"]),
    min_size=1,
    max_size=6,
)


@given(st.one_of(HOSTILE, SCRAPS), KINDS)
def test_parse_never_raises_and_spans_lie_in_the_text(text: str, kind: Kind) -> None:
    name = parse(text, kind)

    assert name.raw == text
    assert bool(name.tokens) or any(problem.code == "name-empty" for problem in name.problems)
    for token in name.tokens:
        assert token.form
        assert not any(map(str.isspace, token.form))
        assert 0 <= token.start <= token.end <= len(text)
        assert token.script is script_of(token.form)


@given(st.one_of(HOSTILE, SCRAPS), KINDS)
def test_forms_are_folded_and_parsing_twice_gives_the_same(text: str, kind: Kind) -> None:
    name = parse(text, kind)

    assert parse(text, kind) == name
    assert all(fold(form) == form for form in name.forms)


@given(PLAIN.flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))), KINDS)
def test_the_order_of_plain_words_is_of_no_account(
    orders: tuple[list[str], list[str]], kind: Kind
) -> None:
    one, other = (parse(" ".join(words), kind).forms for words in orders)

    assert sorted(one) == sorted(other)


@given(PLAIN, st.sampled_from([" ", "  ", ", ", "-", "/", "\t", "<", "; "]))
def test_the_sign_between_words_is_of_no_account(words: list[str], sign: str) -> None:
    assert parse(sign.join(words)).forms == parse(" ".join(words)).forms


@given(PLAIN)
def test_capitals_are_of_no_account(words: list[str]) -> None:
    text = " ".join(words)

    assert parse(text).forms == parse(text.upper()).forms == parse(text.title()).forms


def test_every_character_alone_and_beside_letters() -> None:
    every, some = range(0x3000), range(0x3000, 0x30000, 47)
    for code in (*every, *some):
        parse(chr(code))
        parse(f"A{chr(code)}b", Kind.ORGANIZATION)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "ab ",
        "a.",
        "abd",
        "'",
        "-",
        "/mr",
        "<",
        "ال",
        "王",
        "S.A. ",
        "(",
        "aka ",
        ";",
        "\u0301",
    ],
)
def test_a_name_of_ten_thousand_characters_is_read_in_time_with_a_problem(
    unit: str, kind: Kind
) -> None:
    text = unit * (10_000 // len(unit))
    begin = time.process_time()
    name = parse(text, kind)

    assert time.process_time() - begin < 0.25
    assert any(problem.code == "name-too-long" for problem in name.problems)
    assert len(name.tokens) <= MOST_TOKENS
    assert all(token.end <= MOST_CHARACTERS for token in name.tokens)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "name-empty"),
        (" .,-", "name-empty"),
        ("Tom\x00 Harkness", "name-control-characters"),
        ("Tom \u202eHarkness", "name-control-characters"),
        ("T\u043em Harkness", "name-mixed-alphabets"),
        ("T\ufffdm Harkness", "name-lost-characters"),
        ("T?m Harkness", "name-lost-characters"),
        ("Tom Harkness; Tam Harkness", "name-several"),
        ("Tom Harkness a.k.a. Tam", "name-several"),
    ],
)
def test_what_is_odd_is_said(text: str, code: str) -> None:
    assert [problem.code for problem in parse(text).problems] == [code]


@pytest.mark.parametrize(
    "text", ["Tom Harkness", "علی‌رضا کریمی", "O’Dorran", "王小明", "Зимин Пётр"]
)
def test_of_an_ordinary_name_nothing_is_said(text: str) -> None:
    assert parse(text).problems == ()


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("Person", Kind.PERSON),
        ("Company", Kind.ORGANIZATION),
        ("Organization", Kind.ORGANIZATION),
        ("PublicBody", Kind.ORGANIZATION),
        ("LegalEntity", Kind.ORGANIZATION),
        ("Vessel", Kind.VESSEL),
        ("Airplane", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_the_kind_of_a_schema(schema: str, kind: Kind) -> None:
    assert kind_of(schema) is kind


def test_words_in_memory_are_bounded() -> None:
    for memory in (lexicon.plain, lexicon.person_parts, organizations.organization_parts):
        assert memory.cache_parameters()["maxsize"] == lexicon.KEPT_WORDS


def test_codes_of_thin_words_are_the_same_in_every_script() -> None:
    for text in ("Abu Nora", "أبو نورا", "Абу Нора"):
        token = parse(text).tokens[0]

        assert (token.form, token.role) == ("abu", Role.PARTICLE)
