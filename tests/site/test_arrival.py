import uuid

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from fairlead.kernel.access.middleware import ContextMiddleware
from fairlead.kernel.access.requests import HouseRequest
from fairlead.site.arrival import ArrivalMiddleware
from tests.people import make_account

GIVEN = "019c0e5a-7c1e-7b1f-9f0a-3d1f0b6a2c44"


def arrive(settings: Settings, proxies: int, **meta: str) -> HttpRequest:
    settings.FAIRLEAD_PROXIES = proxies
    request = RequestFactory().get("/", **meta)  # type: ignore[arg-type]
    ArrivalMiddleware(lambda _request: HttpResponse())(request)
    return request


def test_a_stranger_s_forwarding_headers_are_taken_away(settings: Settings) -> None:
    request = arrive(
        settings,
        0,
        HTTP_X_FORWARDED_FOR="203.0.113.9",
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_FORWARDED_HOST="elsewhere.example",
    )

    assert request.META["REMOTE_ADDR"] == "127.0.0.1"
    assert [name for name in request.META if "FORWARDED" in name] == []


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first one is the client's own word
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),  # fewer hops than proxies: somebody came around them
        (1, "2001:db8::7", "2001:db8::7"),
        (1, "Zyxgar Quolm", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(
    settings: Settings, proxies: int, header: str, address: str
) -> None:
    request = arrive(settings, proxies, HTTP_X_FORWARDED_FOR=header)

    assert request.META["REMOTE_ADDR"] == address


@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [
        (1, GIVEN, True),
        (0, GIVEN, False),  # nobody from outside chooses the number of an entry in the ledger
        (1, "Zyxgar-Quolm", False),
        (1, GIVEN.upper(), False),
        (1, GIVEN + "\n", False),
        (1, "", False),
    ],
)
def test_a_number_is_taken_from_our_proxy_or_made(
    settings: Settings, proxies: int, given: str, kept: bool
) -> None:
    request = arrive(settings, proxies, HTTP_X_REQUEST_ID=given)

    number: str = request.number  # type: ignore[attr-defined]
    assert (number == GIVEN) is kept
    assert str(uuid.UUID(number)) == number


@pytest.mark.parametrize(
    ("announced", "status"),
    [("1024", 200), ("1025", 413), ("9" * 30, 413), ("-1", 200), ("x", 200)],
)
def test_what_is_too_large_is_refused_before_it_is_read(
    settings: Settings, announced: str, status: int
) -> None:
    settings.FAIRLEAD_LARGEST_REQUEST = 1024
    request = RequestFactory().post("/", CONTENT_LENGTH=announced)

    answer = ArrivalMiddleware(lambda _request: HttpResponse())(request)

    assert answer.status_code == status
    assert "X-Request-Id" in answer.headers


@pytest.mark.django_db
def test_what_is_done_for_a_request_carries_the_number_of_its_answer(client: Client) -> None:
    seen: list[str] = []

    def view(request: HouseRequest) -> HttpResponse:
        seen.append(request.context.authority().request)
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = make_account()
    request.session = client.session
    answer = ArrivalMiddleware(ContextMiddleware(view))(request)  # type: ignore[arg-type]

    assert seen == [answer.headers["X-Request-Id"]]
