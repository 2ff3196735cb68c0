"""Somebody is stopped at the console, and is out of the running server at the next request."""

import json
from pathlib import Path

import pytest

from fairlead.cli.visitor import Visitor
from tests.desks.reception.test_throttling import serving
from tests.installations import Installation, installation, kill

PASSWORD = "a long sentence about boats"


@pytest.mark.parametrize("command", ["suspend", "revoke", "sign-out"])
def test_the_next_request_is_refused(tmp_path: Path, command: str) -> None:
    reason = () if command == "sign-out" else ("--reason", "security")
    with installation(tmp_path) as house, serving(house) as origin:
        visitor = signed_in(house, origin)
        assert "Second step" in visitor.get(f"{origin}/account/factors/")

        house.run("user", command, "one@utopia.example", *reason)

        visitor.get(f"{origin}/account/factors/")
        assert "/account/login/" in visitor.place


def test_a_command_that_is_killed_leaves_all_or_nothing(tmp_path: Path) -> None:
    with installation(tmp_path) as house:
        house.run("user", "add-agency", "piu", "Unit of Utopia", "--state", "UTO")
        halfway = house.python(
            "import time\n"
            "from fairlead.cli import user\n"
            "from fairlead.kernel.people import actions\n"
            "with user._console('user.add') as authority:\n"
            "    actions.create_account(authority=authority, email='half@utopia.example',\n"
            "        name='Half', agency=user._agency('piu'))\n"
            "    print('written', flush=True)\n"
            "    time.sleep(60)\n"
        )
        assert halfway.stdout is not None
        assert halfway.stdout.readline() == "written\n"
        kill(halfway)

        assert json.loads(house.run("user", "list", "--json").stdout) == []
        house.run("user", "add", "half@utopia.example", "--name", "Half", "--agency", "piu")
        assert "half@utopia.example" in house.run("user", "list", "--json").stdout


def signed_in(house: Installation, origin: str) -> Visitor:
    house.run("user", "add-agency", "piu", "Unit of Utopia", "--state", "UTO")
    said = house.run(
        *("user", "add", "one@utopia.example", "--name", "One", "--agency", "piu", "--json")
    )
    visitor = Visitor()
    page = visitor.get(origin + json.loads(said.stdout)["link"])
    page = visitor.send(page, password1=PASSWORD, password2=PASSWORD)
    visitor.send(page, login="one@utopia.example", password=PASSWORD)
    return visitor
