"""At the console, too, a person shows two things, and every failure is written down."""

import pytest
from django.core.cache import cache

from fairlead.core.errors import Refused
from fairlead.kernel.people import actions
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import Account
from tests.entries import acts, last
from tests.people import PASSWORD, code_now, make_account, make_service

pytestmark = pytest.mark.django_db


def prove(account: Account, password: str = PASSWORD, code: str = "") -> Account:
    return actions.prove_at_console(
        authority=of_console(),
        email=account.email,
        password=password,
        code=code or code_now(),
    )


def test_both_together_prove_it() -> None:
    account = make_account()

    assert prove(account) == account

    entry = last("people.factor.used")
    assert (entry.authority.actor, entry.reason) == ("duty:console", "totp")


@pytest.mark.parametrize(
    ("password", "code", "reason"),
    [
        ("wrong", "", "password"),
        (PASSWORD, "000000", "code"),
        (PASSWORD, PASSWORD, "code"),
        (PASSWORD, " ", "code"),
        (PASSWORD, "\N{ARABIC-INDIC DIGIT ONE}" * 6, "code"),
    ],
)
def test_one_of_them_is_not_enough(password: str, code: str, reason: str) -> None:
    account = make_account()

    with pytest.raises(Refused) as refusal:
        prove(account, password, code)

    assert refusal.value.reasons == ("not-proven",)
    entry = last("people.session.refused")
    assert (entry.reason, entry.objects) == (reason, (f"account:{account.pk}",))


def test_a_code_serves_once() -> None:
    account, code = make_account(), code_now()
    prove(account, code=code)

    with pytest.raises(Refused):
        prove(account, code=code)


def test_a_recovery_code_stands_in_once() -> None:
    account = make_account()
    codes = actions.make_recovery_codes(authority=of_console(), account=account)

    prove(account, code=codes[0])
    with pytest.raises(Refused):
        prove(account, code=codes[0])

    assert acts().count("people.recovery_code.used") == 1


@pytest.mark.parametrize("who", ["nobody", "suspended", "service", "without a factor"])
def test_these_prove_nothing(who: str) -> None:
    account = make_account(protected=who != "without a factor")
    if who == "suspended":
        actions.suspend_account(authority=of_console(), account=account, reason="absence")
    if who == "service":
        account = make_service()
    if who == "nobody":
        account.email = "nobody@utopia.example"

    with pytest.raises(Refused):
        prove(account)


def test_who_failed_too_often_waits_also_with_what_is_right() -> None:
    account = make_account()
    for _ in range(5):
        with pytest.raises(Refused):
            prove(account, "wrong")
    cache.clear()

    with pytest.raises(Refused) as refusal:
        prove(account)

    assert refusal.value.reasons == ("too-many-attempts",)
    assert "people.session.throttled" in acts()
