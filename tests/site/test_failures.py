"""The pages for what goes wrong: plain, translated, and silent about the program."""

import html
from collections.abc import Callable

import pytest
from django.conf import settings as chosen
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import translation
from pytest_django import Settings

from fairlead.core.errors import Unavailable
from fairlead.kernel.access.doors import public
from fairlead.site import failures, urls

CANARY = "Zyxgar Quolm"


def raising(error: BaseException) -> Callable[[HttpRequest], HttpResponse]:
    @public("a test")
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [
    path("bad", raising(SuspiciousOperation(CANARY))),
    path("denied", raising(PermissionDenied(CANARY))),
    path("crash", raising(ValueError(CANARY))),
    path("database", raising(OperationalError(CANARY))),
    path("ledger", raising(Unavailable(CANARY))),
    *urls.urlpatterns,
]


@pytest.fixture
def visitor(settings: Settings) -> Client:
    settings.ROOT_URLCONF = "tests.site.test_failures"
    return Client(raise_request_exception=False)


CASES = [("bad", 400), ("denied", 403), ("gone", 404), ("crash", 500)]
CASES += [("database", 503), ("ledger", 503)]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), CASES)
def test_the_page_says_what_to_do_and_its_number(
    visitor: Client, address: str, status: int
) -> None:
    answer = visitor.get(f"/{address}")

    page = html.unescape(answer.content.decode())
    assert answer.status_code == status
    assert str(failures.WORDS[status][0]) in page
    assert str(failures.WORDS[status][1]) in page
    assert answer.headers["X-Request-Id"] in page
    assert "Content-Security-Policy" in answer.headers
    assert [word for word in (CANARY, "Traceback", ".py", "Error") if word in page] == []
    assert ("Retry-After" in answer.headers) is (status == 503)


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code, _name in chosen.LANGUAGES])
def test_the_page_speaks_the_reader_s_language(visitor: Client, language: str) -> None:
    answer = visitor.get("/gone", headers={"accept-language": language})

    page = " ".join(answer.content.decode().split())
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    with translation.override(language):
        assert html.escape(str(failures.WORDS[404][0])) in page


def test_the_page_needs_no_database(visitor: Client) -> None:
    """Outside the database mark, pytest-django refuses every query."""
    assert visitor.get("/crash").status_code == 500


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_so() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {})

    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()
