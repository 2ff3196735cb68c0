"""Whatever the description allows is answered as described; whatever it forbids is refused."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import ignored_auth

from fairlead.kernel.people.models import Account
from fairlead.site.wsgi import application
from tests.site import callers

config = SchemathesisConfig.from_dict(
    {
        "generation": {"with-security-parameters": False},  # the session comes from the fixture
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", 304, 403, 404, 409, 412]}
        },
    }
)
schema = schemathesis.openapi.from_dict(callers.DOCUMENT, config=config)
schema.app = application


@dataclass
class Visitor:
    """Somebody who may do everything, and knows one of each thing."""

    client: Client
    cookies: dict[str, str]
    known: dict[str, object]

    def call(self, case: Any) -> Any:
        """Send the case; what is well formed in it is made true as well."""
        headers = case.headers
        purpose = callers.purpose_for(case.operation.definition.raw["x-door"])
        callers.choose(self.client, purpose)
        if _fits(headers.get("Fairlead-Purpose"), "[a-z0-9_.-]{1,100}"):
            headers["Fairlead-Purpose"] = purpose
            if not purpose:
                del headers["Fairlead-Purpose"]
        if _is_uuid(headers.get("Fairlead-Case")):
            del headers["Fairlead-Case"]
        if _fits(case.query.get("cursor"), ".{1,2000}"):
            del case.query["cursor"]  # nobody can guess one
        for name, value in self.known.items():
            if _is_uuid((case.path_parameters or {}).get(name)):
                case.path_parameters[name] = str(value)
        return case.call(cookies=self.cookies)


def _fits(value: object, pattern: str) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _is_uuid(value: object) -> bool:
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value
    except ValueError:
        return False


@pytest.fixture
def visitor(db: None) -> Iterator[Visitor]:
    client = callers.everybody()
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    known = callers.things(Account.objects.get(pk=client.session["_auth_user_id"]))
    # Serve inside the transaction of the test, as Django's own client does.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Visitor(client, cookies, known)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case: Any, visitor: Visitor) -> None:
    response = visitor.call(case)

    case.validate_response(response, excluded_checks=[ignored_auth])
