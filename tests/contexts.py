"""Contexts of invented persons."""

import uuid

from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account, Agency
from fairlead.kernel.people.queries import roles_of
from tests.people import make_account


def context_of(account: Account, purpose: str = "", case: uuid.UUID | None = None) -> Context:
    """Return the context in which this account works under this purpose."""
    context = Context(
        actor=f"account:{account.pk}",
        account=account.pk,
        agency=account.agency_id,
        agencies=frozenset({account.agency_id}),
        roles=roles_of(account, now()),
    )
    return context.serving(purpose, case=case) if purpose else context


def key_of(context: Context) -> uuid.UUID:
    """Return the account behind a context that surely has one."""
    assert context.account is not None
    return context.account


def make_context(*roles: str, purpose: str = "", agency: Agency | None = None) -> Context:
    """Return the context of a new account with these roles, under this purpose."""
    return context_of(make_account(*roles, agency=agency), purpose)
