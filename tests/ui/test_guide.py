"""Every component has a page, and every page is there in every language."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

from fairlead.ui.guide.titles import TITLES
from tests.people import make_account, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_page_is_there_in_every_language(client: Client, language: str) -> None:
    sign_in(client, make_account("analyst", language=language))
    for code in TITLES:
        answer = client.get(f"/style/{code}/")

        assert answer.status_code == 200, code
        assert f'<html lang="{language}"' in answer.content.decode()


def test_a_page_that_is_not_there_is_not_there(client: Client) -> None:
    sign_in(client, make_account("analyst"))
    assert client.get("/style/advertisement/").status_code == 404


@pytest.mark.urls("fairlead.site.urls")
def test_outside_a_demonstration_there_is_no_guide() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("style:index")
