"""Invented persons and agencies for the tests."""

from datetime import timedelta
from itertools import count

from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account, Agency, RoleGrant

PASSWORD = "correct-utopian-horse"  # of invented accounts only

_numbers = count(1)


def make_agency(code: str = "", **fields: object) -> Agency:
    code = code or f"agency-{next(_numbers)}"
    return Agency.objects.create(code=code, name=f"Agency {code} of Utopia", state="UTO", **fields)


def make_account(*roles: str, agency: Agency | None = None, **fields: object) -> Account:
    """Make an account that holds these roles for a day."""
    number = next(_numbers)
    account = Account.objects.create_user(
        f"person-{number}@utopia.example",
        PASSWORD,
        **{"name": f"Person {number}", "agency": agency or make_agency()} | fields,
    )
    for role in roles:
        RoleGrant.objects.create(account=account, role=role, ends_at=now() + timedelta(days=1))
    return account
