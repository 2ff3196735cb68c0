"""The background frequency of tokens: the common is common, the rare is rare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.names.rarity import rarity, unknown

COMMON = (
    "mohammed muhammad ahmed ali hussein abdullah fatima khan singh kumar kim lee park wang li "
    "zhang nguyen ivanov aleksandr sergey maria jose garcia rodriguez john smith david michael "
    "jean martin hans muller mehmet yilmaz diallo traore cohen levi tanaka sato novak nowak"
)
RARE = "zelenchukskaya quillfeather oberkirchlein ndhlovunga tschirnhausen wrzeszczynska"


@pytest.mark.parametrize("token", COMMON.split())
def test_the_commonest_names_of_every_culture_weigh_little(token: str) -> None:
    assert rarity(token) <= 5200


@pytest.mark.parametrize("token", RARE.split())
def test_a_rare_name_weighs_what_an_unknown_one_weighs(token: str) -> None:
    assert rarity(token) == unknown(token) >= 11_000


@pytest.mark.parametrize("token", ["محمد", "иванов", "김", "王"])
def test_a_common_name_is_common_in_its_own_script(token: str) -> None:
    assert rarity(token) <= 5200


def test_generic_words_of_organizations_weigh_less_than_their_own() -> None:
    assert rarity("bank") < rarity("petroleum") < rarity("zwiebelkuchen")


@given(st.text(max_size=40))
def test_any_text_has_a_rarity_within_bounds(form: str) -> None:
    assert 0 <= rarity(form) <= 13_000


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_no_token_weighs_more_than_an_unknown_one_of_its_length(form: str) -> None:
    assert rarity(form) <= unknown(form)


def test_letters_alone_are_nearly_no_evidence() -> None:
    assert max(map(rarity, "abcdefghijklmnopqrstuvwxyz")) <= 3000
