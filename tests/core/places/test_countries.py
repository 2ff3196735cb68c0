"""Which country words and codes mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.places import countries, country, fold, numbers


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # codes, in any case, with the fillers of machine zones
        ("fr", "fr"),
        ("FR", "fr"),
        ("FRA", "fr"),
        ("D<<", "de"),
        ("250", "fr"),
        ("gb-sct", "gb"),
        ("GBD", "gb"),
        ("RKS", "xk"),
        # official names in six languages
        ("France", "fr"),
        ("the French Republic", "fr"),
        ("Allemagne", "de"),
        ("Alemania", "de"),
        ("Германия", "de"),
        ("ألمانيا", "de"),
        ("德国", "de"),
        ("Iran (Islamic Republic of)", "ir"),
        ("République islamique d'Iran", "ir"),
        # usual names, and those of former days
        ("Iran", "ir"),
        ("Russia", "ru"),
        ("Россия", "ru"),
        ("North Korea", "kp"),
        ("Korea, Democratic People's Republic of", "kp"),
        ("Korea, Republic of", "kr"),
        ("Ivory Coast", "ci"),
        ("Côte d’Ivoire", "ci"),
        ("Cote d Ivoire", "ci"),
        ("Burma", "mm"),
        ("Swaziland", "sz"),
        ("Turkiye", "tr"),
        ("U.S.A.", "us"),
        ("Bahamas, The", "bs"),
        ("England", "gb"),
        ("Macedonia, The Former Yugoslav Republic of", "mk"),
        ("Palestinian", "ps"),
        ("Congo (Democratic Republic of the)", "cd"),
        # people
        ("Afghan", "af"),
        ("Saudi", "sa"),
        ("BRITISH", "gb"),
        # writing of other places
        ("ايران", "ir"),
        ("إيران", "ir"),
        ("  syria ", "sy"),
        ("São Tomé and Príncipe", "st"),
        # States that are no more
        ("USSR", "su"),
        ("former Soviet Union", "su"),
        ("suhh", "su"),
        ("Yugoslavia", "yu"),
        ("GDR", "dd"),
        ("Czechoslovakia", "cshh"),
        # nothing
        ("", ""),
        ("Utopia", ""),
        ("<<<", ""),
        ("Fr.ance", "fr"),
        ("unknown", ""),
    ],
)
def test_words_mean_a_country(text: str, code: str) -> None:
    assert country(text) == code


def test_every_country_is_known_by_everything_that_is_its_own() -> None:
    for code, one in countries().items():
        assert country(code) == country(code.upper()) == code
        assert country(one.letters) == code
        for name in one.names:
            assert country(name) == code, name
            assert country(name.upper()) == code, name


def test_no_two_countries_share_a_code() -> None:
    letters = [one.letters for one in countries().values()]

    assert len(set(letters)) == len(letters) > 250
    assert sorted(numbers().values()) == list(range(1, len(letters) + 1))


def test_former_states_have_heirs_that_are_there() -> None:
    former = {code: one.heirs for code, one in countries().items() if one.heirs}

    assert set(former) >= {"su", "yu", "cs", "dd", "cshh"}
    for code, heirs in former.items():
        assert heirs <= set(countries()), code
        assert not heirs & set(former), code


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    assert country(text) in {"", *countries()}
    assert fold(fold(text)) == fold(text)
