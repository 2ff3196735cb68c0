from datetime import datetime

from fairlead.kernel.people.models import Account, RoleGrant


def roles_of(account: Account, at: datetime) -> frozenset[str]:
    """Return the roles that the account holds at this moment."""
    if not account.is_active:
        return frozenset()
    grants = RoleGrant.objects.filter(account=account, starts_at__lte=at, ends_at__gt=at)
    return frozenset(grants.values_list("role", flat=True))
