"""The reference of the API: complete, in plain pages, for whoever is signed in."""

import html
import json

import pytest
from django.conf import settings
from django.test import Client

from fairlead.kernel.gateway.kinds import KINDS
from fairlead.kernel.people.models import Account
from tests.people import make_account
from tests.site.callers import DOCUMENT, operations
from tests.site.walking import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(make_account("analyst"))
    return client


def test_every_operation_is_there_with_what_it_takes_and_answers(reader: Client) -> None:
    page = html.unescape(reader.get("/api/v1/").content.decode())

    for called in operations():
        described = called.described
        assert f'id="{described["operationId"]}"' in page
        assert f"{called.method} {called.path}" in page
        for parameter in described["parameters"]:
            assert parameter["name"] in page
        for answer in described["responses"].values():
            example = answer.get("content", {}).get("application/json", {}).get("example")
            if example is not None and called.path != "/api/v1/openapi.json":
                assert json.dumps(example, ensure_ascii=False, indent=2) in page, called


def test_every_kind_of_problem_is_there_and_leads_to_its_words(reader: Client) -> None:
    page = reader.get("/api/v1/").content.decode()

    for kind in KINDS.values():
        assert f'href="{kind.uri}"' in page


def test_a_stranger_sees_no_reference() -> None:
    assert Client().get("/api/v1/").headers["Location"] == "/account/login/?next=/api/v1/"
    assert Client().get("/api/v1/openapi.json").status_code == 401


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_its_frame_follows_the_reader_and_its_names_stay(reader: Client, language: str) -> None:
    Account.objects.update(language=language)

    page = reader.get("/api/v1/").content.decode()

    assert f'lang="{language}"' in page
    assert "List the entries that fit, the newest first" in page
    assert Markup(page).violations == []


def test_the_document_is_the_one_that_the_page_shows(reader: Client) -> None:
    served = reader.get("/api/v1/openapi.json").json()

    assert served["paths"].keys() == DOCUMENT["paths"].keys()
    assert served["openapi"].startswith("3.1")


def test_the_page_asks_the_database_no_more_than_any_other(
    reader: Client, django_assert_max_num_queries: object
) -> None:
    reader.get("/api/v1/")

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert reader.get("/api/v1/").status_code == 200
