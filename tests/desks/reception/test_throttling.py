"""Guessing is slow, for one account and for one address, whichever process is asked."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
import time_machine
from allauth.core.internal import ratelimit
from django.conf import settings
from django.test import Client

from fairlead.cli.visitor import Visitor
from fairlead.kernel.clock import now
from tests.entries import acts, last
from tests.installations import Installation, installation, wait_until
from tests.people import PASSWORD, give_code, give_password, make_account, sign_in

TOO_MANY = "Too many attempts"
WRONG = "do not open an account"


def attempt(client: Client, email: str, password: str = WRONG) -> str:
    answer = client.post("/account/login/", {"login": email, "password": password})
    return answer.content.decode()


@pytest.mark.django_db
def test_an_account_takes_five_failures_in_five_minutes() -> None:
    account = make_account()
    pages = [attempt(Client(REMOTE_ADDR=f"192.0.2.{n}"), account.email) for n in range(7)]

    assert [WRONG in page for page in pages] == [True] * 5 + [False] * 2
    assert [TOO_MANY in page for page in pages] == [False] * 5 + [True] * 2


@pytest.mark.django_db
def test_another_host_or_port_gives_no_more_attempts() -> None:
    account = make_account()
    pages = [
        attempt(
            Client(REMOTE_ADDR=f"192.0.2.{n}", headers={"Host": f"localhost:{8000 + n}"}),
            account.email.upper() if n % 2 else account.email,
        )
        for n in range(7)
    ]

    assert [TOO_MANY in page for page in pages] == [False] * 5 + [True] * 2


@pytest.mark.django_db
def test_the_right_password_waits_too_and_then_opens(client: Client) -> None:
    account = make_account()
    with time_machine.travel(now(), tick=False) as clock:
        for number in range(5):
            attempt(Client(REMOTE_ADDR=f"192.0.2.{number}"), account.email)
        assert TOO_MANY in attempt(client, account.email, PASSWORD)
        clock.shift(5 * 60 + 1)
        sign_in(client, account)
        assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_an_unknown_address_waits_like_a_known_one() -> None:
    email = "nobody@utopia.example"
    pages = [attempt(Client(REMOTE_ADDR=f"192.0.2.{n}"), email) for n in range(6)]

    assert [TOO_MANY in page for page in pages] == [False] * 5 + [True]


@pytest.mark.django_db
def test_an_address_takes_ten_failures_a_minute_over_all_accounts(client: Client) -> None:
    pages = [attempt(client, f"person-{n}@utopia.example") for n in range(12)]

    assert [TOO_MANY in page for page in pages] == [False] * 10 + [True] * 2
    assert TOO_MANY not in attempt(Client(REMOTE_ADDR="192.0.2.9"), "person-99@utopia.example")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/login/", "/account/passkey/"])
def test_the_sixty_first_attempt_of_an_address_is_answered_briefly(
    client: Client, address: str
) -> None:
    answers = [client.post(address, {"login": "x", "credential": "x"}) for _ in range(61)]

    assert [answer.status_code for answer in answers[-2:]] in ([200, 429], [302, 429])
    assert "Too many attempts" in answers[-1].content.decode()


@pytest.mark.django_db
def test_success_is_no_attempt() -> None:
    account = make_account()
    for _ in range(8):
        give_password(Client(), account)

    assert WRONG in attempt(Client(), account.email)


@pytest.mark.django_db
def test_waiting_is_written_once_however_often_it_is_tried(client: Client) -> None:
    account = make_account()
    for _ in range(9):
        attempt(client, account.email)

    assert acts().count("people.session.refused") == 5
    assert acts().count("people.session.throttled") == 1
    assert last("people.session.throttled").objects == (f"account:{account.pk}",)


@pytest.mark.django_db
def test_the_second_step_takes_five_guesses(client: Client) -> None:
    account = make_account()
    give_password(client, account)
    for _ in range(5):
        give_code(client, "000000")
    give_code(client)  # the right one

    assert client.get("/").headers["Location"].startswith("/account/login/")
    assert acts().count("people.factor.refused") == 5


@pytest.mark.django_db
def test_the_second_step_takes_thirty_guesses_a_day() -> None:
    account = make_account()
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(10):
            client = Client()
            give_password(client, account)
            for _ in range(4):
                give_code(client, "000000")
            clock.shift(5 * 60 + 1)

    assert acts().count("people.factor.refused") == 30


@pytest.mark.django_db
def test_a_flood_of_other_counters_does_not_push_one_out(client: Client) -> None:
    from django.core.cache import cache

    account = make_account()
    for number in range(5):
        attempt(Client(REMOTE_ADDR=f"192.0.2.{number}"), account.email)
    for number in range(400):  # Django's default keeps 300 entries and throws a third away
        cache.set(f"flood-{number}", 1)

    assert TOO_MANY in attempt(client, account.email)


def test_every_limit_is_one_that_the_library_can_read() -> None:
    for action, rates in settings.ACCOUNT_RATE_LIMITS.items():
        assert ratelimit.parse_rates(rates), action


def test_two_processes_count_together(tmp_path: Path) -> None:
    with ExitStack() as stack:
        house = stack.enter_context(installation(tmp_path))
        house.run("user", "add-agency", "piu", "Unit of Utopia", "--state", "UTO")
        house.run("user", "add", "one@utopia.example", "--name", "One", "--agency", "piu")
        origins = [stack.enter_context(serving(house)) for _ in range(2)]
        with ThreadPoolExecutor(4) as pool:
            pages = list(pool.map(lambda n: guess(origins[n % 2], n), range(16)))

    wrong, many = (sum(words in page for page in pages) for words in (WRONG, TOO_MANY))
    assert wrong <= 5
    assert many == 16 - wrong


class serving:  # noqa: N801 - used like the functions of contextlib
    """One web process of an installation."""

    def __init__(self, house: Installation) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.origin = f"http://localhost:{port}"
        self.server = house.start("serve", "--port", str(port), "--threads", "4")

    def __enter__(self) -> str:
        wait_until(self._answers)
        return self.origin

    def __exit__(self, *_error: object) -> None:
        self.server.terminate()
        self.server.communicate(timeout=20)

    def _answers(self) -> bool:
        try:
            return "true" in Visitor().get(f"{self.origin}/health/ready")
        except OSError:
            return False


def guess(origin: str, number: int) -> str:
    visitor = Visitor()
    page = visitor.get(f"{origin}/account/login/")
    return visitor.send(page, login="one@utopia.example", password=f"guess number {number}")
