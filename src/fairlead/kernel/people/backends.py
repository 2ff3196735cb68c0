from typing import Any

from allauth.account import auth_backends
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import account_at_request


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """Lets active persons in, and asks at every request whether that still holds.

    Nothing of this is cached: a suspension counts from the next request.
    """

    def get_user(self, user_id: Any) -> Account | None:  # noqa: ANN401 - Django's signature
        account = account_at_request(user_id)
        return account if account and self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Account | AnonymousUser | None) -> bool:
        return isinstance(user, Account) and user.is_active and user.is_person

    def _check_password(
        self, user: AbstractBaseUser | None, password: str
    ) -> AbstractBaseUser | None:
        """Treat a stopped account like a wrong password: allauth would say that it is stopped."""
        found: AbstractBaseUser | None = super()._check_password(user, password)
        self.unstash_authenticated_user()
        return found
