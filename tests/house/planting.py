"""What is planted behind an address, so that somebody could reach what is not theirs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.people import make_account, make_agency, sign_in

SECRET = "Hythlodaeus-the-planted-name"


@dataclass
class Plant:
    """Something of one agency: where it is, who may see it, and that it still stands."""

    where: dict[str, Any]
    owner: Client
    stands: Callable[[], object]
    seen: str = ""  # what its owner reads there; "" for an address that only changes
    form: dict[str, str] = field(default_factory=dict)  # what a page would send
    message: dict[str, str] = field(default_factory=dict)  # what a program would send


@dataclass
class Owners:
    """The agency to which everything belongs."""

    def __post_init__(self) -> None:
        self.agency = make_agency(name=SECRET)
        self.accounts = {
            role: make_account(role, agency=self.agency, name=f"{SECRET} {role}")
            for role in (
                *("analyst", "supervisor", "oversight", "security_officer"),
                "protection_officer",
            )
        }
        self.clients: dict[str, Client] = {}

    def client(self, role: str, purpose: str = "") -> Client:
        if role not in self.clients:
            self.clients[role] = Client()
            sign_in(self.clients[role], self.accounts[role])
        if purpose:
            self.clients[role].post("/purpose/", {"purpose": purpose})
        return self.clients[role]
