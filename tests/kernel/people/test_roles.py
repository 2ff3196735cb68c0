from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fairlead.core.errors import BadInput, Conflict, FairleadError, Refused
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import Account, RoleGrant
from fairlead.kernel.people.models.accounts import FIRST_ROLES
from fairlead.kernel.people.queries import declared_roles, holders_of, roles_of
from tests.entries import last
from tests.people import give_role, make_account, make_service

CONSOLE = of_console()
DAY = timedelta(days=1)


def grant(account: Account, role: str = "analyst", **fields: Any) -> RoleGrant:
    values: dict[str, Any] = {
        "proposer": fields.pop("proposer", None) or make_account(),
        "approver": fields.pop("approver", None) or make_account(),
        "ends_at": now() + DAY,
    }
    return actions.grant_role(authority=CONSOLE, account=account, role=role, **values | fields)


@pytest.mark.django_db
def test_a_role_holds_from_its_beginning_to_its_end() -> None:
    account = make_account()
    start = now() + DAY
    grant(account, starts_at=start, ends_at=start + DAY)

    assert roles_of(account, now()) == frozenset()
    assert roles_of(account, start) == {"analyst"}
    assert roles_of(account, start + DAY - timedelta(seconds=1)) == {"analyst"}
    assert roles_of(account, start + DAY) == frozenset()


@pytest.mark.django_db
def test_the_entry_names_all_three_persons() -> None:
    account, proposer, approver = make_account(), make_account(), make_account()
    made = grant(account, proposer=proposer, approver=approver)

    entry = last("people.role.granted")
    assert set(entry.objects) == {
        f"account:{account.pk}",
        f"account:{proposer.pk}",
        f"account:{approver.pk}",
        f"grant:{made.pk}",
    }
    assert entry.reason == "analyst"


class ThreePersons(TestCase):
    @given(st.tuples(*[st.integers(0, 2)] * 3))
    def test_only_three_different_persons_make_a_grant(self, who: tuple[int, int, int]) -> None:
        persons = [make_account() for _ in range(3)]
        holder, proposer, approver = (persons[number] for number in who)
        different = len(set(who)) == 3

        # By the action, and past it, by the database.
        try:
            grant(holder, proposer=proposer, approver=approver)
            assert different
        except Refused:
            assert not different
        try:
            with transaction.atomic():
                RoleGrant.objects.create(
                    account=holder,
                    role="supervisor",
                    ends_at=now() + DAY,
                    proposed_by=proposer,
                    approved_by=approver,
                )
            assert different
        except IntegrityError:
            assert not different

    @given(st.sampled_from(sorted(declared_roles())), st.booleans(), st.booleans())
    def test_without_both_persons_only_the_first_roles(
        self, role: str, proposed: bool, approved: bool
    ) -> None:
        account, proposer, approver = (make_account() for _ in range(3))
        allowed = (proposed and approved) or (not proposed and not approved and role in FIRST_ROLES)
        try:
            with transaction.atomic():
                RoleGrant.objects.create(
                    account=account,
                    role=role,
                    ends_at=now() + DAY,
                    proposed_by=proposer if proposed else None,
                    approved_by=approver if approved else None,
                )
            assert allowed
        except IntegrityError:
            assert not allowed


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["suspended", "revoked"])
def test_a_stopped_person_neither_proposes_nor_approves_nor_holds(status: str) -> None:
    stopped = make_account(status=status)
    for part in ("proposer", "approver"):
        with pytest.raises(Refused):
            grant(make_account(), "analyst", **{part: stopped})
    with pytest.raises(Conflict):
        grant(stopped)


@pytest.mark.django_db
def test_a_stopped_account_has_no_roles_whatever_was_granted() -> None:
    account = make_account("analyst", "supervisor")
    actions.suspend_account(authority=CONSOLE, account=account, reason="absence")
    account.refresh_from_db()

    assert roles_of(account, now()) == frozenset()
    assert account not in holders_of("analyst", now())


@pytest.mark.django_db
def test_machines_serve_and_persons_do_not() -> None:
    service, person = make_service(), make_account()
    for account, role in ((service, "analyst"), (person, "service")):
        with pytest.raises(BadInput, match="kind of account"):
            grant(account, role)


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_grant_has_an_end_within_a_year(days: int) -> None:
    moment = now()
    with pytest.raises(BadInput):
        grant(make_account(), starts_at=moment, ends_at=moment + timedelta(days=days))


@pytest.mark.django_db
def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(BadInput, match="not a role"):
        grant(make_account(), "superuser")


@pytest.mark.django_db
def test_a_role_is_taken_back_at_once_and_once() -> None:
    account = make_account("analyst", "supervisor")
    given_role = account.grants.get(role="analyst")

    actions.end_role(authority=CONSOLE, grant=given_role)

    assert roles_of(account, now()) == {"supervisor"}
    assert last("people.role.ended").reason == "analyst"
    with pytest.raises(Conflict):
        actions.end_role(authority=CONSOLE, grant=given_role)


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(set(declared_roles()) - set(FIRST_ROLES)))
def test_the_console_cannot_give_a_role_with_personal_data(role: str) -> None:
    with pytest.raises(Refused):
        actions.grant_first_role(
            authority=CONSOLE, account=make_account(), role=role, ends_at=now() + DAY
        )
    assert not any(declared_roles()[first].personal_data for first in FIRST_ROLES)


@pytest.mark.django_db
def test_the_console_makes_two_security_officers_and_no_third() -> None:
    for _ in range(2):
        actions.grant_first_role(
            authority=CONSOLE,
            account=make_account(),
            role="security_officer",
            ends_at=now() + DAY,
        )
    with pytest.raises(Refused, match="themselves"):
        actions.grant_first_role(
            authority=CONSOLE,
            account=make_account(),
            role="security_officer",
            ends_at=now() + DAY,
        )

    # When one has left, the console may help again.
    leaver = holders_of("security_officer", now())[0]
    actions.revoke_account(authority=CONSOLE, account=leaver, reason="departure")
    actions.grant_first_role(
        authority=CONSOLE, account=make_account(), role="security_officer", ends_at=now() + DAY
    )


@pytest.mark.django_db
def test_a_grant_that_fails_leaves_nothing() -> None:
    account = make_account()
    with pytest.raises(FairleadError):
        grant(account, "nonsense")

    assert not account.grants.exists()
    give_role(account, "analyst")
    assert account.grants.count() == 1
