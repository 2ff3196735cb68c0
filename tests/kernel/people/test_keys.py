from datetime import timedelta
from hmac import compare_digest
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fairlead.core.errors import BadInput, Conflict
from fairlead.core.registration import Scope
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions, keys, queries
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.keys import authenticate_key
from fairlead.kernel.people.models import Account, ApiKey
from tests.entries import last
from tests.kernel.people.keys import give_key
from tests.people import make_account, make_service

pytestmark = pytest.mark.django_db
CONSOLE = of_console()
SCOPES = {"people.test": Scope(code="people.test", label="Test")}


def issue(service: Account, **fields: Any) -> tuple[ApiKey, str]:
    values: dict[str, Any] = {
        "label": "gate 2",
        "scopes": ["people.test"],
        "expires_at": now() + timedelta(days=9),
    }
    with patch("fairlead.kernel.people.actions.keys.declared_scopes", return_value=SCOPES):
        return actions.issue_key(
            authority=CONSOLE, service=service, maker=service.owner or service, **values | fields
        )


def test_a_key_opens_for_its_service_and_is_kept_as_a_digest() -> None:
    service = make_service()
    key, raw = issue(service)

    assert authenticate_key(raw) == (service, key)
    kept = "\n".join(str(value) for row in ApiKey.objects.values_list() for value in row)
    assert key.prefix in kept
    assert raw not in kept
    assert raw.split("_")[2] not in kept
    assert raw.split("_")[2] not in last("people.key.issued").encode().decode()


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"scopes": ["nobody.declared"]}, "nobody.declared"),
        ({"scopes": []}, "scopes"),
        ({"expires_at": now() + timedelta(days=367)}, "expires_at"),
        ({"expires_at": now() - timedelta(days=1)}, "expires_at"),
    ],
)
def test_what_a_key_may_not_be(changes: dict[str, object], place: str) -> None:
    with pytest.raises(BadInput) as caught:
        issue(make_service(), **changes)

    assert caught.value.place == place
    assert not ApiKey.objects.exists()


def test_persons_and_stopped_machines_get_no_keys() -> None:
    person = make_account()
    with (
        pytest.raises(Conflict),
        patch.object(actions.keys, "declared_scopes", return_value=SCOPES),
    ):
        actions.issue_key(
            authority=CONSOLE,
            service=person,
            maker=person,
            label="x",
            scopes=["people.test"],
            expires_at=now() + timedelta(days=1),
        )
    with pytest.raises(Conflict):
        issue(make_service(status="suspended"))


def test_a_key_ends_by_itself() -> None:
    _key, raw = issue(make_service(), expires_at=now() + timedelta(days=9))

    with time_machine.travel(now() + timedelta(days=8, hours=23)):
        assert authenticate_key(raw)
    with time_machine.travel(now() + timedelta(days=9, seconds=1)):
        assert authenticate_key(raw) is None


def test_a_key_is_revoked_at_once_and_once() -> None:
    key, raw = issue(make_service())
    other = give_key(key.account)

    actions.revoke_key(authority=CONSOLE, key=key)

    assert authenticate_key(raw) is None
    assert authenticate_key(other)
    with pytest.raises(Conflict):
        actions.revoke_key(authority=CONSOLE, key=key)


def test_a_persons_account_never_opens_with_a_key() -> None:
    raw = give_key(make_account())

    assert authenticate_key(raw) is None


def test_use_is_noted_to_the_hour_and_written_once_an_hour() -> None:
    raw = give_key(make_service())
    with time_machine.travel("2026-11-21T10:42:17Z", tick=False):
        authenticate_key(raw)
        key = ApiKey.objects.get()
        assert key.last_used_at is not None
        assert key.last_used_at.isoformat() == "2026-11-21T10:00:00+00:00"
        with CaptureQueriesContext(
            connection,
        ) as queried:
            authenticate_key(raw)
        assert len(queried) == 1, "one read, no write"


class Hostile(TestCase):
    @given(st.text(max_size=100))
    def test_nothing_invented_opens(self, text: str) -> None:
        assert authenticate_key(text) is None

    @given(st.integers(0, 63), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567_"))
    def test_a_key_with_one_sign_changed_does_not_open(self, place: int, sign: str) -> None:
        raw = give_key(make_service())
        changed = raw[:place] + sign + raw[place + 1 :]

        assert (authenticate_key(changed) is not None) == (changed == raw)


def test_every_refusal_compares_as_much_as_every_success() -> None:
    """The comparison is of two digests in constant time, also where there is no key."""
    raw = give_key(make_service())
    unknown = "fl_aaaaaaaa_" + "a" * 52
    for tried in (raw, unknown, raw[:-1] + ("a" if raw[-1] != "a" else "b"), "nonsense"):
        with patch.object(keys, "compare_digest", wraps=compare_digest) as compared:
            authenticate_key(tried)
        compared.assert_called_once()
        assert [len(part) for part in compared.call_args.args] == [64, 64]


def test_owners_see_their_own_services_and_officers_those_of_the_agency() -> None:
    mine = make_service()
    owner = mine.owner
    assert owner is not None
    colleague = make_account(agency=owner.agency)
    other = make_service()

    assert list(queries.services_of(owner, frozenset())) == [mine]
    assert list(queries.services_of(colleague, frozenset())) == []
    assert list(queries.services_of(colleague, frozenset({"administrator"}))) == []
    assert list(queries.services_of(colleague, frozenset({"security_officer"}))) == [mine]
    assert other not in queries.services_of(colleague, frozenset({"security_officer"}))
