"""Keys on the page: made, shown once, listed and revoked by those who may."""

import logging
import re
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.test import Client

from fairlead.core.registration import Scope
from fairlead.kernel.people.keys import authenticate_key
from fairlead.kernel.people.models import Account, ApiKey
from tests.desks.reception.test_signing_in import everything_in_the_database
from tests.kernel.people.keys import give_key
from tests.people import make_account, make_service

pytestmark = pytest.mark.django_db
KEYS = "/account/keys/"
FORM = {"label": "gate 2", "scopes": ["people.test"], "days": "90"}


@pytest.fixture(autouse=True)
def _scopes() -> Iterator[None]:
    declared = {"people.test": Scope(code="people.test", label="Test the keys")}
    with (
        patch("fairlead.kernel.people.actions.keys.declared_scopes", return_value=declared),
        patch("fairlead.desks.reception.forms.keys.declared_scopes", return_value=declared),
        patch("fairlead.kernel.people.queries.declared_scopes", return_value=declared),
    ):
        yield


@pytest.fixture
def service() -> Account:
    return make_service()


@pytest.fixture
def owner(client: Client, service: Account) -> Client:
    assert service.owner is not None
    client.force_login(service.owner)
    return client


def make(client: Client, service: Account, **changes: object) -> str:
    answer = client.post(f"{KEYS}{service.pk}/new/", FORM | changes)
    assert answer.status_code == 200
    found = re.search(r"fl_[a-z2-7]{8}_[a-z2-7]{52}", answer.content.decode())
    return found.group() if found else ""


def test_a_key_is_shown_once_and_then_nowhere(
    owner: Client, service: Account, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    raw = make(owner, service)

    assert authenticate_key(raw) is not None
    secret = raw.rsplit("_", 1)[1]
    planted = secret[:20]  # that this search can find what leaks is shown by the prefix
    assert raw[:11] in everything_in_the_database()
    assert planted not in everything_in_the_database()
    assert planted not in caplog.text
    page = owner.get(KEYS).content.decode()
    assert raw[:11] in page
    assert planted not in page


def test_the_list_says_what_one_needs_to_know(owner: Client, service: Account) -> None:
    raw = make(owner, service)
    authenticate_key(raw)

    page = owner.get(KEYS).content.decode()

    for words in (service.name, "gate 2", "Test the keys", raw[:11]):
        assert words in page


def test_a_key_is_revoked_by_its_owner(owner: Client, service: Account) -> None:
    raw = make(owner, service)
    key = ApiKey.objects.get()

    assert owner.post(f"{KEYS}{key.pk}/revoke/").headers["Location"] == KEYS
    assert authenticate_key(raw) is None
    assert "revoked" in owner.get(KEYS).content.decode()
    assert owner.post(f"{KEYS}{key.pk}/revoke/").status_code == 404


@pytest.mark.parametrize("changes", [{"scopes": []}, {"scopes": ["x"]}, {"days": "9999"}])
def test_what_was_not_offered_is_refused(
    owner: Client, service: Account, changes: dict[str, object]
) -> None:
    assert make(owner, service, **changes) == ""
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("roles", [("analyst",), ("administrator",), ("supervisor",)])
def test_others_see_no_services_and_make_no_keys(
    client: Client, service: Account, roles: tuple[str, ...]
) -> None:
    give_key(service)
    client.force_login(make_account(*roles, agency=service.agency))
    key = ApiKey.objects.get()

    assert service.name not in client.get(KEYS).content.decode()
    assert client.post(f"{KEYS}{service.pk}/new/", FORM).status_code == 404
    assert client.post(f"{KEYS}{key.pk}/revoke/").status_code == 404


def test_a_security_officer_keeps_the_keys_of_the_agency_only(
    client: Client, service: Account
) -> None:
    client.force_login(make_account("security_officer", agency=service.agency))
    foreign = make_service()

    assert make(client, service)
    page = client.get(KEYS).content.decode()
    assert service.name in page
    assert foreign.name not in page
    assert client.get(f"{KEYS}{foreign.pk}/new/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_equally_often(
    owner: Client,
    service: Account,
    rows: int,
    django_assert_num_queries: object,
) -> None:
    for _ in range(rows - 1):
        make_service(owner=service.owner, agency=service.agency)
    for _ in range(rows):
        give_key(service)
    owner.get(KEYS)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queried:
        owner.get(KEYS)
    reads = [one["sql"] for one in queried if one["sql"].startswith("SELECT")]
    assert len(reads) == 5, reads
