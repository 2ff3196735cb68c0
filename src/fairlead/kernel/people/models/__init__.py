from fairlead.kernel.people.models.accounts import Account, AccountManager, RoleGrant
from fairlead.kernel.people.models.agencies import Agency, FocalPoint
from fairlead.kernel.people.models.credentials import ApiKey, Invitation, RecoveryCode

__all__ = [
    "Account",
    "AccountManager",
    "Agency",
    "ApiKey",
    "FocalPoint",
    "Invitation",
    "RecoveryCode",
    "RoleGrant",
]
