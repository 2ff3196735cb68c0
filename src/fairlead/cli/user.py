"""Accounts from the console: the first administrator, invitations, stopping somebody."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from fairlead.core.errors import BadInput

if TYPE_CHECKING:
    from fairlead.core.ledger import Authority
    from fairlead.kernel.people.models import Account, Agency

talk = Console(stderr=True)
data = Console()
app = typer.Typer(
    help="Make, invite, stop and list accounts. Roles that see personal data are never given "
    "here: two security officers do that, one proposing and one approving.",
    no_args_is_help=True,
)

Email = Annotated[str, typer.Argument(help="The person's e-mail address.")]
Name = Annotated[str, typer.Option(help="The person's name.")]
AgencyCode = Annotated[str, typer.Option("--agency", help="The code of the agency.")]
Reason = Annotated[
    str,
    typer.Option(help="security, absence, departure, review-overdue or on-request."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]

FIRST_GRANT = timedelta(days=366)


@app.command()
def add(
    email: Email,
    *,
    name: Name,
    agency: AgencyCode,
    language: Annotated[str, typer.Option(help="ar, en, es, fr, ru or zh-hans.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Make an account and print the link with which its owner sets a password."""
    with _console("user.add") as authority:
        from fairlead.kernel.people import actions

        account = actions.create_account(
            authority=authority,
            email=email,
            name=name,
            agency=_agency(agency),
            language=language,
        )
        token = actions.invite_account(authority=authority, account=account)
    _print_link(account, token, as_json=as_json)


@app.command()
def add_administrator(
    email: Email,
    *,
    name: Name,
    agency: AgencyCode,
    security_officer: Annotated[
        bool, typer.Option(help="Make a security officer instead; two are needed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make the first administrators and security officers, each with a link and no password."""
    with _console("user.add-administrator") as authority:
        from fairlead.kernel.clock import now
        from fairlead.kernel.people import actions, queries

        account = queries.account_of(email) or actions.create_account(
            authority=authority, email=email, name=name, agency=_agency(agency)
        )
        actions.grant_first_role(
            authority=authority,
            account=account,
            role="security_officer" if security_officer else "administrator",
            ends_at=now() + FIRST_GRANT,
        )
        token = actions.invite_account(authority=authority, account=account)
    _print_link(account, token, as_json=as_json)


@app.command()
def add_service(
    name: Annotated[str, typer.Argument(help="What the machine is called.")],
    *,
    agency: AgencyCode,
    owner: Annotated[str, typer.Option(help="The address of the person who answers for it.")],
    as_json: AsJson = False,
) -> None:
    """Make an account for a machine; its owner makes its keys on the page for keys."""
    with _console("user.add-service") as authority:
        from fairlead.kernel.people import actions

        account = actions.create_service(
            authority=authority, name=name, agency=_agency(agency), owner=_account(owner)
        )
    _print({"id": str(account.pk), "name": account.name, "owner": owner}, as_json=as_json)


@app.command()
def add_agency(
    code: Annotated[str, typer.Argument(help="A short code, for example piu.")],
    name: Annotated[str, typer.Argument(help="The name in full.")],
    *,
    state: Annotated[
        str, typer.Option(help="ISO 3166-1 alpha-3 of the State; none: a body of the UN.")
    ] = "",
    parent: Annotated[str, typer.Option(help="The code of the agency that it is part of.")] = "",
    also: Annotated[
        list[str] | None,
        typer.Option(help="Its name in another language, for example “fr=Unité”; repeatable."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add an agency: a unit of a State, or a body of an organization."""
    with _console("user.add-agency") as authority:
        from fairlead.kernel.people import actions

        agency = actions.create_agency(
            authority=authority,
            code=code,
            name=name,
            names=dict(_name_in(each) for each in also or ()),
            state=state.upper(),
            parent=_agency(parent) if parent else None,
        )
    _print({"code": agency.code, "name": agency.name, "state": agency.state}, as_json=as_json)


@app.command("list")
def list_accounts(*, as_json: AsJson = False) -> None:
    """List every account: state, agency, second factor and roles of now."""
    _set_up()
    from fairlead.kernel.clock import now
    from fairlead.kernel.people import queries
    from fairlead.kernel.people.models import Account

    rows = [
        {
            "email": account.email,
            "name": account.name,
            "agency": account.agency.code,
            "kind": account.kind,
            "status": account.status,
            "second_factor": queries.has_second_factor(account),
            "roles": sorted(queries.roles_of(account, now())),
        }
        for account in Account.objects.select_related("agency")
    ]
    _print_rows(rows, as_json=as_json)


@app.command()
def roles(
    email: Annotated[str, typer.Argument(help="Only of this person.")] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """List the roles that are held now, until when, and who proposed and approved them."""
    _set_up()
    from fairlead.kernel.clock import now
    from fairlead.kernel.people import queries

    grants = queries.grants_at(now()).select_related("account", "proposed_by", "approved_by")
    if email:
        grants = grants.filter(account=_account(email))
    rows = [
        {
            "email": grant.account.email,
            "role": grant.role,
            "until": grant.ends_at.date().isoformat(),
            "proposed_by": grant.proposed_by.email if grant.proposed_by else "console",
            "approved_by": grant.approved_by.email if grant.approved_by else "console",
        }
        for grant in grants
    ]
    _print_rows(rows, as_json=as_json)


@app.command()
def invite(
    email: Email,
    *,
    reset_factors: Annotated[
        bool,
        typer.Option(help="Forget lost second factors too. First make sure who is asking."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print a new link for setting a password. It works once, for one day."""
    with _console("user.invite") as authority:
        from fairlead.kernel.people import actions

        account = _account(email)
        if reset_factors:
            actions.reset_factors(authority=authority, account=account)
        token = actions.invite_account(authority=authority, account=account)
    _print_link(account, token, as_json=as_json)


@app.command()
def suspend(email: Email, *, reason: Reason, as_json: AsJson = False) -> None:
    """Stop an account for a while; its sessions and keys end at their next request."""
    with _console("user.suspend") as authority:
        from fairlead.kernel.people import actions

        account = actions.suspend_account(
            authority=authority, account=_account(email), reason=reason
        )
    _print_state(account, as_json=as_json)


@app.command()
def restore(email: Email, *, as_json: AsJson = False) -> None:
    """Let a suspended account act again; it signs in anew, and its keys stay ended."""
    with _console("user.restore") as authority:
        from fairlead.kernel.people import actions

        account = actions.restore_account(authority=authority, account=_account(email))
    _print_state(account, as_json=as_json)


@app.command()
def revoke(email: Email, *, reason: Reason, as_json: AsJson = False) -> None:
    """Stop an account for ever; its sessions and keys end at their next request."""
    with _console("user.revoke") as authority:
        from fairlead.kernel.people import actions

        account = actions.revoke_account(
            authority=authority, account=_account(email), reason=reason
        )
    _print_state(account, as_json=as_json)


@app.command()
def sign_out(email: Email, *, as_json: AsJson = False) -> None:
    """End every session of a person at its next request; the account stays open."""
    with _console("user.sign-out") as authority:
        from fairlead.kernel.people import actions

        account = _account(email)
        actions.end_all_sessions(authority=authority, account=account)
    _print_state(account, as_json=as_json)


def _set_up() -> None:
    import django

    django.setup()


@contextmanager
def _console(command: str) -> Iterator["Authority"]:
    """Do all of a command or nothing, and say in the ledger that it was typed here."""
    _set_up()
    from django.db import transaction

    from fairlead.kernel.people import actions
    from fairlead.kernel.people.authority import of_console

    with transaction.atomic():
        authority = of_console()
        actions.use_console(authority=authority, command=command)
        yield authority


def _account(email: str) -> "Account":
    from fairlead.kernel.people.queries import account_of

    account = account_of(email)
    if account is None:
        raise BadInput("has no account", place=email)
    return account


def _name_in(given: str) -> tuple[str, str]:
    language, equals, name = given.partition("=")
    if not (equals and name.strip()):
        raise BadInput("is written LANGUAGE=NAME", place=given)
    return language.strip().lower(), name


def _agency(code: str) -> "Agency":
    from fairlead.kernel.people.models import Agency

    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise BadInput("is no agency; “fairlead user add-agency” makes one", place=code)
    return agency


def _print_link(account: "Account", token: str, *, as_json: bool) -> None:
    from django.conf import settings
    from django.urls import reverse

    from fairlead.kernel.people.actions.passwords import INVITATION_LIFETIME

    link = settings.FAIRLEAD_ORIGIN + reverse("reception:follow-invitation", args=[token])
    hours = int(INVITATION_LIFETIME.total_seconds() // 3600)
    if as_json:
        _print({"email": account.email, "link": link, "hours": hours}, as_json=True)
        return
    talk.print(f"Give this link to {account.name}. It works once, for {hours} hours:")
    typer.echo(link)


def _print_state(account: "Account", *, as_json: bool) -> None:
    _print({"email": account.email, "status": str(account.status)}, as_json=as_json)


def _print(row: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        typer.echo(" · ".join(f"{name}: {value}" for name, value in row.items()))


def _print_rows(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        talk.print("There is none.")
        return
    table = Table(*(heading.replace("_", " ") for heading in rows[0]))
    for row in rows:
        table.add_row(*(_words(value) for value in row.values()))
    data.print(table)


def _words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value)
    return str(value)
