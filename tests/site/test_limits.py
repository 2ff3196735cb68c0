import time
from statistics import median

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from fairlead.site import limits
from tests.people import make_account


@pytest.fixture
def low(settings: Settings) -> None:
    settings.FAIRLEAD_LIMIT_ADDRESS = 5
    settings.FAIRLEAD_LIMIT_KEY = 3
    settings.FAIRLEAD_LIMIT_ACCOUNT = 4
    settings.FAIRLEAD_PROXIES = 1


def knock(client: Client, times: int, path: str = "/health/alive", **headers: str) -> list[int]:
    shown = {name.replace("_", "-"): value for name, value in headers.items()}
    return [client.get(path, headers=shown).status_code for _time in range(times)]


@pytest.mark.usefixtures("low", "db")
class TestLimits:
    def test_an_address_is_answered_up_to_its_limit(self, client: Client) -> None:
        assert knock(client, 7) == [200] * 5 + [429] * 2

    def test_another_address_is_not_concerned(self, client: Client) -> None:
        knock(client, 7)

        assert knock(client, 1, x_forwarded_for="203.0.113.9") == [200]

    def test_one_client_cannot_be_many_by_changing_within_its_network(self, client: Client) -> None:
        answers = [
            knock(client, 1, x_forwarded_for=f"2001:db8:0:7::{number:x}")[0]
            for number in range(1, 8)
        ]

        assert answers == [200] * 5 + [429] * 2

    def test_a_key_is_limited_wherever_it_is_used(self, client: Client) -> None:
        answers = [
            knock(client, 1, authorization="Bearer one", x_forwarded_for=f"203.0.113.{number}")[0]
            for number in range(5)
        ]

        assert answers == [200] * 3 + [429] * 2

    def test_an_account_is_limited_wherever_it_comes_from(self, client: Client) -> None:
        client.force_login(make_account())
        answers = [
            knock(client, 1, "/nothing-here", x_forwarded_for=f"203.0.113.{number}")[0]
            for number in range(6)
        ]

        assert 429 not in answers[:4]
        assert answers[4:] == [429] * 2

    def test_the_answer_says_when_to_come_back(self, client: Client) -> None:
        knock(client, 5)
        answer = client.get("/health/alive")

        assert 1 <= int(answer.headers["Retry-After"]) <= 121
        assert "Too many requests" in answer.content.decode()

    def test_a_machine_is_told_as_a_problem(self, client: Client) -> None:
        knock(client, 5)
        answer = client.get("/api/v1/")

        assert answer.status_code == 429
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert int(answer.headers["Retry-After"]) >= 1


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
        ("2001:db8::7", "2001:db8:0:0"),
        ("::1", "0:0:0:0"),
        ("", ""),
    ],
)
def test_an_address_of_the_sixth_version_counts_as_its_network(address: str, network: str) -> None:
    assert limits.network_of(address) == network


def test_a_limit_costs_less_than_fifty_microseconds() -> None:
    answer = HttpResponse()
    middleware = limits.AddressLimitMiddleware(lambda _request: answer)
    bare = RequestFactory().get("/", headers={"authorization": "Bearer something"})
    costs = []
    for _round in range(5):
        started = time.perf_counter()
        for _request in range(1000):
            middleware(bare)
        costs.append((time.perf_counter() - started) / 1000)

    assert median(costs) < 50e-6
