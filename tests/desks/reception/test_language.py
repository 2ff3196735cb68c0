import pytest
from django.conf import settings
from django.test import Client

from fairlead.core.errors import BadInput, Refused
from fairlead.desks.reception import actions
from fairlead.kernel.access.context import Context
from tests.entries import acts, last
from tests.people import make_account

pytestmark = pytest.mark.django_db
LANGUAGE = "/language/"


def test_the_choice_is_kept_on_the_account_and_written_down(client: Client) -> None:
    account = make_account("analyst")
    client.force_login(account)

    client.post(LANGUAGE, {"language": "ar", "next": "/"})

    account.refresh_from_db()
    assert account.language == "ar"
    assert 'dir="rtl"' in client.get("/").content.decode()
    entry = last("reception.language.chosen")
    assert (entry.reason, entry.objects) == ("ar", (f"account:{account.pk}",))


def test_the_same_choice_is_no_second_entry(client: Client) -> None:
    client.force_login(make_account(language="fr"))
    client.post(LANGUAGE, {"language": "fr"})

    assert "reception.language.chosen" not in acts()


@pytest.mark.parametrize("code", ["xx", "", "en-GB-oed", "../../etc", "EN"])
def test_another_language_changes_nothing(client: Client, code: str) -> None:
    account = make_account()
    client.force_login(account)

    client.post(LANGUAGE, {"language": code})

    account.refresh_from_db()
    assert account.language == "en"


def test_a_stranger_keeps_the_choice_in_a_cookie(client: Client) -> None:
    client.post(LANGUAGE, {"language": "es"})

    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "es"
    assert '<html lang="es"' in client.get("/account/login/").content.decode()
    assert acts() == []


def test_nothing_is_chosen_by_looking(client: Client) -> None:
    client.force_login(make_account())

    assert client.get(LANGUAGE, {"language": "fr"}).status_code == 405


def test_nobody_chooses_for_another() -> None:
    account, other = make_account(), make_account()
    context = Context(actor=f"account:{other.pk}", account=other.pk)
    with pytest.raises(Refused):
        actions.choose_language(context=context, account=account, language="fr")
    own = Context(actor=f"account:{account.pk}", account=account.pk)
    with pytest.raises(BadInput):
        actions.choose_language(context=own, account=account, language="tlh")
