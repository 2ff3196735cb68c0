"""Whatever the description allows is answered as described; whatever it forbids is refused."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import ignored_auth
from hypothesis import HealthCheck, settings

from fairlead.core.protocol.media import PROBLEM
from fairlead.site import api
from fairlead.site.wsgi import application
from tests.people import make_account

interface = api.make()
list(interface.addresses(""))
document = interface.document()
config = SchemathesisConfig.from_dict({"generation": {"with-security-parameters": False}})
schema = schemathesis.openapi.from_dict(document, config=config)
schema.app = application


@pytest.fixture(autouse=True)
def _keep_the_connection() -> Iterator[None]:
    """Serve inside the transaction of the test, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def cookies(db: None) -> dict[str, str]:
    client = Client()
    client.force_login(make_account("oversight", "administrator"))
    session = client.session
    session["fairlead.purpose"] = {"purpose": "oversight.inspection", "case": ""}
    session.save()
    return {name: morsel.value for name, morsel in client.cookies.items()}


@schema.parametrize()
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case: Any, cookies: dict[str, str]) -> None:
    response = case.call(cookies=cookies)
    case.validate_response(response, excluded_checks=[ignored_auth])
