"""Accounts from the console."""

import json
import re

import pytest
from django.test import Client
from typer.testing import CliRunner, Result

from fairlead.cli.main import app
from fairlead.core.errors import FairleadError
from fairlead.kernel.clock import now
from fairlead.kernel.people import queries
from fairlead.kernel.people.models import Account
from tests.entries import acts, headers
from tests.people import PASSWORD, make_account, make_agency

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["user", *arguments])
    if isinstance(result.exception, FairleadError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result


def ask(*arguments: str) -> object:
    return json.loads(run(*arguments, "--json").stdout)


def test_the_first_administrator_comes_with_a_link_and_no_password(client: Client) -> None:
    run("add-agency", "technology", "Office for Technology", "--state", "uto")
    said = run(
        *("add-administrator", "first@utopia.example", "--name", "First Person"),
        *("--agency", "technology"),
    )

    account = Account.objects.get()
    assert not account.has_usable_password()
    assert queries.roles_of(account, now()) == {"administrator"}
    link = said.stdout.strip()
    assert re.fullmatch(r"\S*/account/invitation/[\w-]{43}/", link), "only data on stdout"
    assert "First Person" in said.stderr
    client.get(link)
    assert client.get("/account/invitation/").status_code == 200
    own = [header for header in headers() if header.act.startswith("people.")]
    assert [header.act for header in own] == [
        "people.console.used",
        "people.agency.created",
        "people.console.used",
        "people.account.created",
        "people.role.granted",
        "people.account.invited",
    ]
    assert {header.authority.actor for header in own} == {"duty:console"}


def test_there_is_no_account_and_no_password_before() -> None:
    assert not Account.objects.exists()


def test_a_third_security_officer_is_left_to_the_two() -> None:
    make_agency("technology")
    for number in range(2):
        officer(number)

    with pytest.raises(FairleadError, match="themselves"):
        officer(2)
    assert Account.objects.count() == 2, "all of a command or nothing"
    assert acts().count("people.console.used") == 2


def officer(number: int) -> object:
    return ask(
        *("add-administrator", f"officer-{number}@utopia.example", "--name", f"Officer {number}"),
        *("--agency", "technology", "--security-officer"),
    )


def test_accounts_are_added_listed_and_invited_again() -> None:
    make_agency("piu")
    added = ask("add", "one@utopia.example", "--name", "One", "--agency", "piu")
    again = ask("invite", "ONE@utopia.example")
    rows = ask("list")

    assert isinstance(added, dict)
    assert isinstance(again, dict)
    assert added["link"] != again["link"]
    assert rows == [
        {
            "email": "one@utopia.example",
            "name": "One",
            "agency": "piu",
            "kind": "person",
            "status": "active",
            "second_factor": False,
            "roles": [],
        }
    ]
    assert "one@utopia.example" in run("list").stdout


def test_lost_factors_are_forgotten_only_when_asked() -> None:
    account = make_account()
    ask("invite", account.email)
    assert queries.has_second_factor(account)

    ask("invite", account.email, "--reset-factors")
    assert not queries.has_second_factor(account)


def test_stopping_and_restoring() -> None:
    account = make_account()
    for command, status in (("suspend", "suspended"), ("restore", "active"), ("revoke", "revoked")):
        reason = () if command == "restore" else ("--reason", "departure")
        assert ask(command, account.email, *reason) == {"email": account.email, "status": status}


def test_a_person_is_signed_out_everywhere(client: Client) -> None:
    account = make_account("analyst")
    client.force_login(account)

    run("sign-out", account.email)

    assert client.get("/").status_code == 302


def test_roles_say_who_proposed_and_approved() -> None:
    account = make_account("analyst", "supervisor")
    make_account("analyst")

    rows = ask("roles", account.email)

    assert isinstance(rows, list)
    assert [row["role"] for row in rows] == ["analyst", "supervisor"]
    assert rows[0]["proposed_by"] == "proposer@witness.example"
    assert len(run("roles").stdout.splitlines()) > 3


def test_a_service_is_made_with_its_owner() -> None:
    owner = make_account()
    made = ask("add-service", "Push", "--agency", owner.agency.code, "--owner", owner.email)

    assert isinstance(made, dict)
    assert Account.objects.get(pk=made["id"]).owner == owner


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["invite", "nobody@utopia.example"], "has no account"),
        (["add", "x@y.example", "--name", "X", "--agency", "none"], "is no agency"),
        (["suspend", "nobody@utopia.example", "--reason", "security"], "has no account"),
    ],
)
def test_what_does_not_exist_is_said_in_one_line(arguments: list[str], words: str) -> None:
    with pytest.raises(FairleadError, match=words):
        run(*arguments)


def test_no_command_prints_or_takes_a_password() -> None:
    account = make_account()
    said = run("invite", account.email).output + run("list", "--json").output

    assert PASSWORD not in said
    assert account.password not in said
    assert "password" not in run("add", "--help").output.split("Options")[1]
