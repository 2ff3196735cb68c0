"""Who can call an operation of the API, and what there is to call it about."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone

from fairlead.core.ledger import Authority
from fairlead.kernel.access import policy
from fairlead.kernel.audit import checkpoints, keys, sequencing
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.people import actions
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import declared_roles
from fairlead.site import api
from tests.people import make_account, make_service

INTERFACE = api.make()
DOCUMENT = INTERFACE.document()
NOBODY = uuid.UUID("00000000-0000-7000-8000-000000000000")


@dataclass(frozen=True)
class Called:
    """One operation, as its description has it."""

    method: str
    path: str
    described: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def door(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.described["x-door"]
        return found

    @property
    def writes(self) -> bool:
        return self.method not in ("GET", "HEAD")

    def address(self, known: Mapping[str, object]) -> str:
        """Fill in the path with what is known."""
        path, query = self.path, {}
        for parameter in self.described["parameters"]:
            number = parameter["schema"].get("type") == "integer"
            value = known.get(parameter["name"], 0 if number else NOBODY)
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", str(value))
            elif parameter["in"] == "query" and parameter["required"]:
                query[parameter["name"]] = value
        return f"{path}?{urlencode(query)}" if query else path

    def headers(self) -> dict[str, str]:
        """Return headers that every such call needs."""
        needed = {
            parameter["name"]: str(parameter["schema"]["examples"][0])
            for parameter in self.described["parameters"]
            if parameter["in"] == "header" and parameter["required"]
        }
        return needed | {"Idempotency-Key": str(uuid.uuid4())}

    def message(self) -> Any:
        """Return the example of the message."""
        body = self.described.get("requestBody")
        return body["content"]["application/json"]["example"] if body else None


def operations() -> Iterator[Called]:
    """Return every operation of the interface."""
    for path, methods in DOCUMENT["paths"].items():
        for method, described in methods.items():
            yield Called(method.upper(), path, described)


def purpose_for(door: Mapping[str, str]) -> str:
    """Return a purpose under which this door opens to somebody."""
    if "verb" not in door:
        return ""
    for purpose in policy.purposes().values():
        if door.get("data") in purpose.data_classes and door["verb"] in purpose.verbs:
            return purpose.code
    return ""


def somebody(*roles: str, purpose: str = "") -> Client:
    """Sign somebody in who holds these roles, and chose this purpose."""
    client = Client()
    client.force_login(make_account(*roles))
    choose(client, purpose)
    return client


def choose(client: Client, purpose: str) -> None:
    """Let a signed-in person work under this purpose."""
    session = client.session
    session["fairlead.purpose"] = {"purpose": purpose, "case": ""}
    session.save()


def everybody() -> Client:
    """Sign somebody in who holds every role."""
    return somebody(*sorted(declared_roles()))


def things(owner: Account | None = None) -> dict[str, object]:
    """Make one of everything that an operation can be about."""
    service = make_service(owner=owner)
    key, _secret = actions.issue_key(
        authority=Authority(actor="anonymous"),
        service=service,
        maker=service,
        label="Port system",
        scopes=["oversight.read"],
        expires_at=timezone.now() + timedelta(days=1),
    )
    keys.create()
    sequencing.sequence()
    checkpoints.sign(force=True)
    entry = Entry.objects.filter(leaf__isnull=False).first()
    return {"key_id": key.pk, "entry_id": entry.pk if entry else NOBODY}
