import pytest
from django.test import Client

from fairlead.kernel.people.models import Account
from tests.people import make_account, sign_in


@pytest.fixture
def officer() -> Account:
    return make_account("oversight")


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    """A browser of an oversight officer who inspects."""
    sign_in(client, officer)
    assert client.post("/purpose/", {"purpose": "oversight.inspection"}).status_code == 302
    return client
