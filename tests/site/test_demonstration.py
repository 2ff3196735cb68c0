"""The State of Utopia: loaded as real accounts are made, and only there a code is shown."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fairlead.core.errors import Misconfigured
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.clock import now
from fairlead.kernel.people import queries
from fairlead.kernel.people.models import Account, RoleGrant
from fairlead.site import configuration, demonstration
from fairlead.site.demonstration.people import ACCOUNTS, SERVICES
from tests.servers import ROOT


@pytest.mark.django_db
def test_everybody_has_a_role_a_password_and_an_app(tmp_path: Path) -> None:
    log_ins = demonstration.load(tmp_path / "log-ins.json")

    assert len(log_ins) == len(ACCOUNTS)
    for log_in in log_ins:
        account = queries.account_of(log_in["email"])
        assert account is not None
        assert account.check_password(log_in["password"])
        assert queries.has_second_factor(account)
        assert queries.roles_of(account, now()) == {log_in["role"]}
    grants = Entry.objects.filter(act="people.role.granted").count()
    assert grants == len(ACCOUNTS) + len(SERVICES)
    assert (tmp_path / "log-ins.json").stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_roles_with_personal_data_were_granted_by_two_others(tmp_path: Path) -> None:
    demonstration.load(tmp_path / "log-ins.json")
    roles = queries.declared_roles()

    for grant in RoleGrant.objects.all():
        if roles[grant.role].personal_data:
            assert len({grant.account_id, grant.proposed_by_id, grant.approved_by_id}) == 3


@pytest.mark.django_db
def test_loading_again_changes_nothing(tmp_path: Path) -> None:
    first = demonstration.load(tmp_path / "log-ins.json")
    second = demonstration.load(tmp_path / "log-ins.json")

    assert first == second
    assert Account.objects.count() == len(ACCOUNTS) + len(SERVICES)


@pytest.mark.django_db
def test_the_log_ins_hold_no_secret_of_an_app(tmp_path: Path) -> None:
    file = tmp_path / "log-ins.json"
    demonstration.load(file)

    rows = json.loads(file.read_text(encoding="utf-8"))
    assert all(set(row) == {"role", "email", "name", "password"} for row in rows)


def test_production_cannot_be_a_demonstration(tmp_path: Path) -> None:
    environment = {
        "FAIRLEAD_MODE": "production",
        "FAIRLEAD_ORIGIN": "https://fairlead.example",
        "FAIRLEAD_PROXIES": "1",
        "FAIRLEAD_KEYS": str(tmp_path),
        "FAIRLEAD_DATA": str(tmp_path.parent / "data"),
    }
    assert configuration.load(environment).demonstration is False
    with pytest.raises(Misconfigured):
        configuration.load(environment | {"FAIRLEAD_DEMONSTRATION": "true"})
    (tmp_path / configuration.DEMONSTRATION_MARK).touch()
    with pytest.raises(Misconfigured):
        configuration.load(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SESSION_IDLE_MINUTES", "0"),
        ("SESSION_IDLE_MINUTES", "61"),
        ("SESSION_HOURS", "25"),
        ("SESSION_HOURS", "0"),
        ("PROXIES", "many"),
        ("BREACHED_PASSWORDS", "/nowhere/at/all"),
    ],
)
def test_limits_of_sessions_have_limits(name: str, value: str) -> None:
    with pytest.raises(Misconfigured):
        configuration.load({"FAIRLEAD_MODE": "test", f"FAIRLEAD_{name}": value})


@pytest.mark.slow
def test_a_visitor_of_every_role_signs_in_twice(tmp_path: Path) -> None:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for _ in range(2):
        said = check(tmp_path, port)
        assert said.returncode == 0, said.stderr
        assert said.stderr.count("✓") == len(ACCOUNTS)
        assert "✗" not in said.stderr


def check(folder: Path, port: int) -> "subprocess.CompletedProcess[str]":
    mine = {name: value for name, value in os.environ.items() if "FAIRLEAD" not in name}
    command = [sys.executable, "-m", "fairlead.cli", "demo", "--check", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--folder", str(folder / "utopia")],
        env=mine
        | {"DJANGO_SETTINGS_MODULE": "fairlead.site.settings", "PYTHONPATH": str(ROOT / "src")},
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        out, talk = process.communicate(timeout=150)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return subprocess.CompletedProcess(command, process.returncode, out, talk)
