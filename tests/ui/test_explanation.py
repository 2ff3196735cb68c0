"""Every code has its sentence in every language, and nothing that a list holds can turn a page."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from fairlead.core.languages import LANGUAGES
from fairlead.core.screening.calibration import Band
from fairlead.core.screening.codes import codes
from fairlead.core.text import Script
from fairlead.ui.explanation import Evidence, Piece, Told, band_label, explained, from_row
from fairlead.ui.explanation.sentences import SENTENCES
from fairlead.ui.explanation.values import _SCRIPTS, country_name, written_date

VALUES = {
    "name": ("zelenchuk", "зеленчук"),
    "date": ("1970-05-03", "1968/1972~"),
    "nationality": ("su", "ke"),
    "country": ("fr", "xk"),
    "gender": ("male", "female"),
    "place": ("Utopia", "Port of Utopia"),
    "identifier": ("passport:P7788990 (ke)", "iban:UT00"),
    "facts": ("", ""),
}


def told(*pieces: Piece, language: str = "en", **more: object) -> Told:
    total = sum(piece.weight for piece in pieces)
    evidence = {"total": total, "score": 0.65, "band": Band.ALERT, "names": ("Ada", "أدا")}
    return explained(Evidence(**evidence | more, pieces=pieces), language)  # type: ignore[arg-type]


def piece(code: str, weight: int = 1500) -> Piece:
    return Piece(code, weight, *VALUES[code.partition(".")[0]])


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert set(SENTENCES) == codes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(codes()))
def test_a_code_is_said_as_a_whole_sentence(code: str, language: str) -> None:
    for values in (VALUES[code.partition(".")[0]], ("", ""), ("x", "x"), ("x", "")):
        [line] = told(Piece(code, -700, *values), language=language).lines
        assert line.text[-1] in ".。"
        assert "{" not in line.text
        assert code not in line.text, "a code is no word"
        assert "1970-05-03" not in line.text, "a date is written as the language does"
        assert unescape(re.sub(r"</?bdi>", "", line.html)) == re.sub(
            "[\u2068\u2069]", "", line.text
        )
    if language != "en":
        assert told(piece(code), language=language).lines[0].text != told(piece(code)).lines[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_values_stand_in_the_sentence(language: str) -> None:
    for code in ("name.edit", "name.contradicted", "place.part"):
        text = told(piece(code), language=language).lines[0].text
        assert all(value in text for value in VALUES[code.partition(".")[0]])


def test_scripts_are_named_where_they_differ() -> None:
    [line] = told(piece("name.sound")).lines
    assert "(Latin)" in line.text
    assert "(Cyrillic)" in line.text
    [line] = told(Piece("name.sound", 1, "aman", "amman")).lines
    assert "Latin" not in line.text
    assert (told().listed.script, told().listed.direction) == ("Arabic", "rtl")


def test_every_script_has_a_name_in_every_language() -> None:
    assert set(_SCRIPTS) == set(Script) - {Script.OTHER, Script.COMMON}
    for language in LANGUAGES:
        assert explained(told_of("12"), language).asked.script
        assert all(explained(told_of(sample), language).asked.script for sample in "aأ王ᠠ")


def told_of(name: str) -> Evidence:
    return Evidence(0, 0.1, None, (name, name), ())


def test_names_stand_apart_from_the_line_around_them() -> None:
    arabic = Piece("name.edit", 1, "أحمد", "احمد")
    [line] = told(arabic).lines
    assert line.html.count("<bdi>") == line.html.count("</bdi>") == 2
    assert line.text.count("\u2068") == line.text.count("\u2069") == 2
    [plain] = told(Piece("name.edit", 1, "ada", "adda")).lines
    assert "\u2068" not in plain.text
    [within] = told(Piece("name.edit", 1, "ada", "adda"), language="ar").lines
    assert within.text.count("\u2068") == 2


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "{asked}", "%(x)s", "{0.real}", "</bdi>"]
)
def test_what_a_list_holds_is_text_and_nothing_else(hostile: str) -> None:
    [line] = told(Piece("name.edit", 1, hostile, "ada")).lines
    assert hostile in line.text
    assert "<script" not in line.html
    assert line.html.count("</bdi>") == 2
    page = rendered(Evidence(1, 0.5, Band.ALERT, (hostile, hostile), (Piece("x", 1),)), "en")
    assert "<script" not in page


def test_an_unknown_code_is_named_and_no_secret_is_made_of_it() -> None:
    [line] = told(Piece("name.telepathy", 90)).lines
    assert "name.telepathy" in line.text


def test_the_shown_points_add_up() -> None:
    shown = told(piece("name.same", 9000), piece("name.base", -6500), piece("gender.equal", 7))
    numbers = [int(line.points.replace(",", "").replace("−", "-")) for line in shown.lines]
    assert sum(numbers) == int(shown.points.replace(",", ""))
    assert [line.share for line in shown.lines] == [100, -72, 0]
    assert [line.bar for line in shown.lines] == [100, 72, 0]


@pytest.mark.parametrize(
    ("weight", "effect"),
    [
        (9000, "strongly for"),
        (3000, "strongly for"),
        (2999, "for"),
        (1100, "for"),
        (1, "slightly for"),
        (0, "nothing"),
        (-1, "slightly against"),
        (-1099, "slightly against"),
        (-1100, "against"),
        (-2999, "against"),
        (-3000, "strongly against"),
    ],
)
def test_a_weight_is_said_in_words_alike_on_both_sides(weight: int, effect: str) -> None:
    assert told(Piece("name.base", weight)).lines[0].effect == effect


@pytest.mark.parametrize(
    ("score", "share"),
    [
        (0.65, "65 in 100"),
        (0.0017, "2 in 1,000"),
        (0.0, "1 in 1,000"),
        (0.9946, "995 in 1,000"),
        (1.0, "999 in 1,000"),
        (0.01, "1 in 100"),
        (0.99, "99 in 100"),
    ],
)
def test_a_probability_is_counted_and_is_never_certain(score: float, share: str) -> None:
    assert share in told(score=score).likelihood


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 3, 5, 11, 21, 22, 65, 99])
def test_the_share_is_said_in_every_plural_form(language: str, count: int) -> None:
    assert str(count) in told(score=count / 100, language=language).likelihood


def test_why_not_says_how_much_is_missing() -> None:
    evidence = Evidence(-650, 0.02, None, ("Ada", "Eda"), ())
    shown = explained(evidence, "en", alert_line=350)
    assert shown.band == "No hit"
    assert "−650" in shown.gap
    assert "1,000" in shown.gap
    assert explained(evidence, "en").gap == ""
    assert (
        explained(Evidence(350, 0.1, Band.ALERT, ("Ada", "Ada"), ()), "en", alert_line=350).gap
        == ""
    )


def test_what_is_never_compared_is_no_hit_and_has_no_probability() -> None:
    reason = SimpleNamespace(
        total=9000, score=0.9, band=Band.ALERT, names=("Ada", "Ada"), pieces=(), comparable=False
    )
    shown = explained(reason, "en", alert_line=350)
    assert (shown.band, shown.likelihood, shown.caution, shown.gap) == ("No hit", "", "", "")
    assert "never compared" in shown.demand


@pytest.mark.parametrize("language", LANGUAGES)
def test_bands_have_names(language: str) -> None:
    with translation.override(language):
        assert len({band_label(band) for band in (*Band, None)}) == 4


def test_a_stored_line_is_told_as_the_hit_was() -> None:
    row = {
        "id": "w-1",
        "list": "watch",
        "score": 0.65,
        "band": "alert",
        "names": ["Ada", "أدا"],
        "parts": [{"code": "name.same", "weight": 9000, "query": "ada", "entry": "ada"}],
    }
    assert explained(from_row(row), "fr") == told(
        Piece("name.same", 9000, "ada", "ada"), language="fr"
    )


def rendered(evidence: Evidence, language: str) -> str:
    with translation.override(language):
        page = Template("{% load explanation %}{% explanation evidence alert_line=350 %}")
        return page.render(Context({"evidence": evidence}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_component_shows_every_line_and_the_sum(language: str) -> None:
    pieces = tuple(
        piece(code, weight) for code, weight in (("name.same", 900), ("name.base", -901))
    )
    page = rendered(Evidence(-1, 0.1, Band.REVIEW, ("Ada", "أدا"), pieces), language)
    assert page.count("<tr data-code=") == 2
    assert '<bdi dir="rtl">أدا</bdi>' in page
    assert "−1<" in page
    assert 'x="-100" y="1" width="100"' in page


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        ("1970-05-03", "en", "3 May 1970"),
        ("1970-05", "fr", "mai 1970"),
        ("1970-05-03", "ru", "3 мая 1970"),
        ("1968/1972", "ar", "من 1968 إلى 1972"),
        ("1970~", "zh-hans", "约1970"),
        ("whenever", "es", "whenever"),
    ],
)
def test_dates_are_written_as_the_language_does(value: str, language: str, words: str) -> None:
    with translation.override(language):
        assert written_date(value) == words


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("ke", "ru", "Кения"),
        ("ci", "en", "Côte d'Ivoire"),
        ("ci", "es", "Côte d'Ivoire"),
        ("bj", "fr", "Bénin"),
        ("bj", "es", "Benin"),
        ("de", "fr", "Allemagne"),
        ("de", "es", "Alemania"),
        ("su", "ru", "СССР"),
        ("bn", "fr", "Brunei Darussalam"),
        ("xk", "en", "Kosovo"),
        ("zz-nowhere", "en", "ZZ-NOWHERE"),
        ("ps", "en", "State of Palestine"),
        ("eg", "ar", "مصر"),
        ("cn", "zh-hans", "中国"),
    ],
)
def test_countries_have_the_names_of_the_united_nations(
    code: str, language: str, name: str
) -> None:
    with translation.override(language):
        assert country_name(code) == name
