import pytest
from django.conf import settings
from django.test import Client

from tests.people import make_account

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_home_follows_the_language_of_the_person(client: Client, language: str) -> None:
    client.force_login(make_account("analyst", language=language))

    page = client.get("/").content.decode()

    assert f'lang="{language}"' in page
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page


@pytest.mark.django_db
def test_home_asks_a_stranger_to_sign_in(client: Client) -> None:
    answer = client.get("/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=/")
