from datetime import timedelta
from hashlib import sha1
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import Conflict, Refused
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions, credentials
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import Account, Agency, Invitation
from fairlead.kernel.people.passwords import BreachedPasswordsValidator
from tests.entries import acts
from tests.people import PASSWORD, make_account, make_service

CONSOLE = of_console()
NEW = "eleven blue boats and a lamp"


def person() -> Account:
    agency = Agency(code="piu", name="Passenger Information Unit of Utopia")
    return Account(name="Amal Haddad-Utopia", email="amal.haddad@utopia.example", agency=agency)


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "elevensigns",
        "password1234",
        "amal haddad 7",
        "Fairlead-2026",
        "fairlead fairlead fairlead",
        "passenger-unit-1",
        "haddad@utopia.example",
        "screening analyst ministry",
    ],
)
def test_easy_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, person())


@pytest.mark.parametrize(
    "password",
    [
        NEW,
        "twelve signs",
        "aaaaaaaabbbbcc",
        "                  ",
        "пароль-из-шести-слов",
        "十二个汉字的长长的口令呀",
        "x" * 500,
        "fairlead and nothing else easy",
    ],
)
def test_any_signs_and_any_length_from_twelve_are_accepted(password: str) -> None:
    validate_password(password, person())


@given(st.text(min_size=12, max_size=200))
def test_a_password_opens_exactly_as_it_was_typed(password: str) -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hasher = Argon2PasswordHasher()
    hasher.time_cost, hasher.memory_cost, hasher.parallelism = 1, 8, 1
    kept = hasher.encode(password, "saltsaltsalt")

    assert hasher.verify(password, kept)
    assert not hasher.verify(password[:-1], kept)
    assert password.swapcase() == password or not hasher.verify(password.swapcase(), kept)


@given(
    st.lists(st.text(min_size=12, max_size=16), max_size=40, unique=True),
    st.text(min_size=12, max_size=16),
    st.booleans(),
)
def test_stolen_passwords_are_refused_and_no_others(
    stolen: list[str], other: str, counted: bool
) -> None:
    with NamedTemporaryFile() as file:
        digests = sorted(sha1(one.encode()).hexdigest().upper() for one in stolen)  # noqa: S324
        lines = [f"{digest}:{len(digest)}" if counted else digest for digest in digests]
        file.write("".join(line + "\r\n" for line in lines).encode())
        file.flush()
        validator = BreachedPasswordsValidator()
        with override_settings(FAIRLEAD_BREACHED_PASSWORDS=Path(file.name)):
            for password in [*stolen, other]:
                assert refuses(validator, password) == (password in stolen)


def refuses(validator: BreachedPasswordsValidator, password: str) -> bool:
    try:
        validator.validate(password)
    except ValidationError:
        return True
    return False


def test_without_a_list_nothing_is_stolen() -> None:
    assert not refuses(BreachedPasswordsValidator(), "password")


@pytest.mark.django_db
def test_an_invitation_sets_a_password_once() -> None:
    account = make_account()
    token = actions.invite_account(authority=CONSOLE, account=account)
    digest = credentials.digest(token)

    actions.accept_invitation(authority=CONSOLE, digest=digest, password=NEW)

    account.refresh_from_db()
    assert account.check_password(NEW)
    assert acts(about=f"account:{account.pk}") == [
        "people.account.invited",
        "people.invitation.accepted",
    ]
    with pytest.raises(Refused):
        actions.accept_invitation(authority=CONSOLE, digest=digest, password=NEW + "!")


@pytest.mark.django_db
def test_an_invitation_is_kept_as_a_digest() -> None:
    token = actions.invite_account(authority=CONSOLE, account=make_account())

    assert all(token not in str(row) for row in Invitation.objects.values_list())


@pytest.mark.django_db
def test_the_old_password_holds_until_the_link_is_used() -> None:
    account = make_account()
    actions.invite_account(authority=CONSOLE, account=account)

    account.refresh_from_db()
    assert account.check_password(PASSWORD)


@pytest.mark.django_db
def test_a_new_invitation_ends_the_one_before() -> None:
    account = make_account()
    first = actions.invite_account(authority=CONSOLE, account=account)
    second = actions.invite_account(authority=CONSOLE, account=account)

    with pytest.raises(Refused):
        accept(first)
    accept(second)


@pytest.mark.django_db
def test_an_invitation_runs_out_after_a_day() -> None:
    token = actions.invite_account(authority=CONSOLE, account=make_account())

    with time_machine.travel(now() + timedelta(hours=24, seconds=1)), pytest.raises(Refused):
        accept(token)


@pytest.mark.django_db
def test_an_invitation_dies_with_the_account() -> None:
    account = make_account()
    token = actions.invite_account(authority=CONSOLE, account=account)
    actions.suspend_account(authority=CONSOLE, account=account, reason="security")
    actions.restore_account(authority=CONSOLE, account=account)

    with pytest.raises(Refused):
        accept(token)


@pytest.mark.django_db
def test_a_weak_password_leaves_the_invitation_open() -> None:
    token = actions.invite_account(authority=CONSOLE, account=make_account())
    with pytest.raises(ValidationError):
        accept(token, "short")

    accept(token)


@pytest.mark.django_db
def test_machines_and_stopped_persons_are_not_invited() -> None:
    for account in (make_service(), make_account(status="revoked")):
        with pytest.raises(Conflict):
            actions.invite_account(authority=CONSOLE, account=account)


def accept(token: str, password: str = NEW) -> Account:
    return actions.accept_invitation(
        authority=CONSOLE, digest=credentials.digest(token), password=password
    )
