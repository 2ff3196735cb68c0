"""Two at the same moment: one wins, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from fairlead.core.errors import FairleadError
from fairlead.kernel.people import actions, credentials
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import ApiKey, Invitation, RecoveryCode
from tests.entries import acts
from tests.kernel.people.keys import give_key
from tests.people import make_account, make_service

pytestmark = pytest.mark.django_db(transaction=True)
CONSOLE = of_console()
AT_ONCE = 4


def together(act: Callable[[], object]) -> list[object]:
    """Do the same from several connections at the same moment; return what each came to."""
    ready = Barrier(AT_ONCE)

    def one(_number: int) -> object:
        try:
            ready.wait(timeout=20)
            return act()
        except FairleadError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_a_recovery_code_lets_one_in() -> None:
    account = make_account()
    code = actions.make_recovery_codes(authority=CONSOLE, account=account)[0]

    came = together(
        lambda: actions.use_recovery_code(authority=CONSOLE, account=account, code=code)
    )

    assert sorted(came, key=str) == [False] * (AT_ONCE - 1) + [True]
    assert RecoveryCode.objects.filter(used_at__isnull=False).count() == 1
    assert acts().count("people.recovery_code.used") == 1


def test_an_invitation_sets_one_password() -> None:
    token = actions.invite_account(authority=CONSOLE, account=make_account())
    passwords = iter([f"a lamp and {number} blue boats" for number in range(AT_ONCE)])

    came = together(
        lambda: actions.accept_invitation(
            authority=CONSOLE, digest=credentials.digest(token), password=next(passwords)
        )
    )

    assert came.count("refused") == AT_ONCE - 1
    assert Invitation.objects.get().used_at is not None
    assert acts().count("people.invitation.accepted") == 1


def test_an_account_is_suspended_once() -> None:
    account = make_account()

    came = together(
        lambda: actions.suspend_account(authority=CONSOLE, account=account, reason="security")
    )

    assert came.count("conflict") == AT_ONCE - 1
    assert acts().count("people.account.suspended") == 1


def test_a_key_is_revoked_once() -> None:
    give_key(make_service())
    key = ApiKey.objects.get()

    came = together(lambda: actions.revoke_key(authority=CONSOLE, key=key))

    assert came.count("conflict") == AT_ONCE - 1
    assert acts().count("people.key.revoked") == 1
