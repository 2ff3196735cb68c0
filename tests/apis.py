"""Calls to the API, as a program of a person, or a machine with its key, makes them."""

import json
import uuid
from datetime import timedelta
from typing import Any

from django.test import Client

from fairlead.core.ledger import Authority
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions
from fairlead.kernel.people.models import Account
from tests.people import give_role, make_service, sign_in


class Program:
    """Calls below /api/v1/ with a session, or with a key."""

    def __init__(self, client: Client, secret: str = "") -> None:
        self.client = client
        self.own = {"Authorization": f"Bearer {secret}"} if secret else {}

    def call(self, method: str, path: str, message: Any = None, **headers: str) -> Any:
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            b"" if message is None else json.dumps(message).encode(),
            content_type="application/json",
            headers=self.own | {name.replace("_", "-"): value for name, value in headers.items()},
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, message: Any = None, **headers: str) -> Any:
        key = {"Idempotency_Key": str(uuid.uuid4())}
        return self.call("POST", path, message, **key | headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.call("DELETE", path, **headers)


def program_of(account: Account, purpose: str = "") -> Program:
    """Sign somebody in, with both steps, and let them work under this purpose."""
    client = Client()
    sign_in(client, account)
    session = client.session
    session["fairlead.purpose"] = {"purpose": purpose, "case": ""}
    session.save()
    return Program(client)


def machine(*scopes: str, role: str = "") -> Program:
    """Make a service with a key for these scopes."""
    service = make_service()
    if role:
        give_role(service, role)
    _key, secret = actions.issue_key(
        authority=Authority(actor="anonymous"),
        service=service,
        maker=service.owner or service,
        label="A machine of Utopia",
        scopes=scopes,
        expires_at=now() + timedelta(days=1),
    )
    return Program(Client(), secret)
