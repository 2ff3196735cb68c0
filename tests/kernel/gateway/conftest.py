import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_settings

from fairlead.core.ledger import EntryHeader
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.people.models import Account
from tests.kernel.gateway import sample
from tests.people import make_account


@pytest.fixture(autouse=True)
def _sample_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.kernel.gateway.sample"):
        yield


def new_key() -> str:
    return str(uuid.uuid4())


@dataclass
class Caller:
    """A machine that calls the sample interface."""

    client: Client
    account: Account = field(default_factory=Account)

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(sample.ROOT + path, headers=headers)

    def send(self, method: str, path: str, message: Any = None, **headers: str) -> Any:
        return self.client.generic(
            method,
            sample.ROOT + path,
            message if isinstance(message, bytes) else _written(message),
            content_type=headers.pop("content_type", "application/json"),
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    def post(self, path: str, message: Any = None, *, key: str = "", **headers: str) -> Any:
        return self.send("POST", path, message, Idempotency_Key=key or new_key(), **headers)


def _written(message: Any) -> bytes:
    return b"" if message is None else json.dumps(message).encode()


@pytest.fixture
def caller(client: Client) -> Caller:
    account = make_account()
    client.force_login(account)
    return Caller(client, account)


def latest() -> EntryHeader:
    """Return the newest entry of the ledger."""
    return header_of(Entry.objects.latest("time", "pk"))


PORT = {"code": "port", "name": "Port Authority of Utopia"}
