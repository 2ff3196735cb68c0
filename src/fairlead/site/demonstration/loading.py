import json
import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.db import transaction

from fairlead.core.ledger import Authority
from fairlead.site.demonstration.people import ACCOUNTS, AGENCIES, SERVICES, SUPERVISIONS

if TYPE_CHECKING:
    from fairlead.kernel.access.context import Context
    from fairlead.kernel.people.models import Account, Agency

AUTHORITY = Authority(actor="duty:demonstration")
WATCHING = {  # who does what oversight looks after, and under which purpose
    "supervisor": "cases.work",
    "protection_officer": "cases.redress",
    "security_officer": "",
    "oversight": "oversight.inspection",
}


def load(log_ins_file: Path) -> list[dict[str, str]]:
    """Fill an empty installation once, and return the log-ins that were made then."""
    django.setup()
    if not log_ins_file.exists():
        log_ins = _fill()
        _work()
        descriptor = os.open(log_ins_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(log_ins, stream, ensure_ascii=False, indent=1)
    stored: list[dict[str, str]] = json.loads(log_ins_file.read_text(encoding="utf-8"))
    return stored


@transaction.atomic
def _fill() -> list[dict[str, str]]:
    agencies = _make_agencies()
    accounts, log_ins = _make_accounts(agencies)
    _give_roles([*accounts, *_make_services(agencies)])
    _supervise(agencies, [account for role, account in accounts if role == "security_officer"])
    return log_ins


@transaction.atomic
def _work() -> None:
    """Let the staff do what fills the pages, each thing by its own action."""
    from fairlead.site.demonstration.cases import Staff, fill_cases
    from fairlead.site.demonstration.hits import fill_hits
    from fairlead.site.demonstration.inspection import fill_inspection

    work = "cases.work"
    fill_hits(_context("analyst", work), _context("supervisor", work))
    fill_cases(
        Staff(_context("analyst", work), _context("analyst_2", work), _context("supervisor", work)),
        Staff(
            _context("fiu_analyst", work),
            _context("fiu_analyst", work),
            _context("fiu_supervisor", work),
        ),
        _context("protection_officer", "cases.redress"),
    )
    fill_inspection({address: _context(address, purpose) for address, purpose in WATCHING.items()})


def _context(address: str, purpose: str) -> "Context":
    """Return the context in which somebody of Utopia works."""
    from fairlead.kernel.access.context import Context
    from fairlead.kernel.clock import now
    from fairlead.kernel.people.models import Account
    from fairlead.kernel.people.queries import roles_of

    account = Account.objects.get(email=f"{address}@utopia.example")
    return Context(
        actor=f"account:{account.pk}",
        account=account.pk,
        agency=account.agency_id,
        agencies=frozenset({account.agency_id}),
        roles=roles_of(account, now()),
    ).serving(purpose)


def _make_agencies() -> dict[str, "Agency"]:
    from fairlead.kernel.people import actions

    return {
        code: actions.create_agency(
            authority=AUTHORITY, code=code, name=names["en"], names=names, state="UTO"
        )
        for code, names in AGENCIES.items()
    }


def _make_accounts(
    agencies: dict[str, "Agency"],
) -> tuple[list[tuple[str, "Account"]], list[dict[str, str]]]:
    """Make everyone, each with a password and an authenticator app."""
    from allauth.mfa.totp.internal.auth import generate_totp_secret

    from fairlead.kernel.people import actions

    accounts, log_ins = [], []
    for address, role, agency, name, language in ACCOUNTS:
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        account = actions.create_account(
            authority=AUTHORITY,
            email=f"{address}@utopia.example",
            name=name,
            agency=agencies[agency],
            language=language,
        )
        actions.change_password(authority=AUTHORITY, account=account, password=password)
        actions.enrol_authenticator(
            authority=AUTHORITY, account=account, secret=generate_totp_secret()
        )
        accounts.append((role, account))
        log_ins.append({"role": role, "email": account.email, "name": name, "password": password})
    return accounts, log_ins


def _make_services(agencies: dict[str, "Agency"]) -> list[tuple[str, "Account"]]:
    from fairlead.kernel.people import actions
    from fairlead.kernel.people.models import Account

    made = []
    for name, agency, owner in SERVICES:
        service = actions.create_service(
            authority=AUTHORITY,
            name=name,
            agency=agencies[agency],
            owner=Account.objects.get(email=f"{owner}@utopia.example"),
        )
        made.append(("service", service))
    return made


def _give_roles(accounts: list[tuple[str, "Account"]]) -> None:
    """Give the first roles from the console, and the others as two officers would."""
    from fairlead.kernel.clock import now
    from fairlead.kernel.people import actions
    from fairlead.kernel.people.models.accounts import FIRST_ROLES

    proposer, approver = (one for role, one in accounts if role == "security_officer")
    for role, account in accounts:
        what: dict[str, Any] = {
            "account": account,
            "role": role,
            "ends_at": now() + timedelta(days=365),
        }
        if role in FIRST_ROLES:
            actions.grant_first_role(authority=AUTHORITY, **what)
        else:
            actions.grant_role(authority=AUTHORITY, proposer=proposer, approver=approver, **what)


def _supervise(agencies: dict[str, "Agency"], officers: list["Account"]) -> None:
    """Let the inspectorate supervise, as two officers would."""
    from fairlead.kernel.access import approvals, supervision
    from fairlead.kernel.access.context import Context
    from fairlead.kernel.clock import now
    from fairlead.kernel.people.queries import roles_of

    proposer, approver = (
        Context(
            actor=f"account:{officer.pk}",
            account=officer.pk,
            agency=officer.agency_id,
            agencies=frozenset({officer.agency_id}),
            roles=roles_of(officer, now()),
        )
        for officer in officers
    )
    for above, below, law in SUPERVISIONS:
        proposed = supervision.propose_supervision(
            proposer, supervisor=agencies[above], supervised=agencies[below], reason=law
        )
        approvals.approve(approver, proposed)
