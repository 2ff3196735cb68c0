"""The secret of the site is replaced: sessions end, authenticator apps go on, nothing is lost."""

import os
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import Settings

from fairlead.core.errors import Conflict, Refused, Unavailable
from fairlead.desks.administration import actions
from fairlead.kernel.access.context import Context
from fairlead.kernel.people import credentials
from fairlead.site import configuration
from tests.entries import acts
from tests.people import TOTP_SECRET, give_code, give_password, make_account, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
OPERATION = Context.duty("operation")


@pytest.fixture(autouse=True)
def keys(settings: Settings, tmp_path: Path) -> Path:
    """Return a key folder with a secret, which the process took up."""
    tmp_path.chmod(0o700)
    secret = tmp_path / configuration.SITE_SECRET
    secret.write_text("present secret " * 4, encoding="ascii")
    secret.chmod(0o600)
    settings.FAIRLEAD_KEYS = tmp_path
    settings.FAIRLEAD_SECRET_FILE = secret
    settings.FAIRLEAD_EARLIER_SECRET_FILE = tmp_path / configuration.EARLIER_SECRET
    start_anew(settings, tmp_path)
    return tmp_path


def start_anew(settings: Settings, keys: Path) -> None:
    """Read the secrets as a process does when it starts."""
    settings.SECRET_KEY = configuration.secret(keys, configuration.SITE_SECRET)
    settings.FAIRLEAD_EARLIER_SECRETS = configuration.earlier_secrets(keys)


def sealed() -> str:
    found = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    return str(found.data["secret"])


def test_sessions_end_and_authenticator_apps_go_on(
    client: Client, settings: Settings, keys: Path
) -> None:
    account = make_account("analyst")
    sign_in(client, account)
    assert client.get("/").status_code == 200
    lost = configuration.secret(keys, configuration.SITE_SECRET)

    actions.replace_secret(OPERATION)
    start_anew(settings, keys)

    assert lost != settings.SECRET_KEY
    assert list(settings.SECRET_KEY_FALLBACKS) == [], "the lost secret must sign nothing"
    assert client.get("/").status_code == 302, "what it signed has ended"
    assert credentials.unseal(sealed()) == TOTP_SECRET

    assert actions.retire_secret(OPERATION) == 1
    start_anew(settings, keys)

    assert settings.FAIRLEAD_EARLIER_SECRETS == []
    assert credentials.unseal(sealed()) == TOTP_SECRET
    assert [path.name for path in keys.glob("*secret*")] == [configuration.SITE_SECRET]
    told = acts()
    assert [act for act in told if "secret" in act or "resealed" in act] == [
        "administration.secret.replaced",
        "people.factors.resealed",
        "administration.secret.retired",
    ]


def test_the_same_person_signs_in_with_the_same_app(settings: Settings, keys: Path) -> None:
    account = make_account("analyst")
    actions.replace_secret(OPERATION)
    start_anew(settings, keys)
    newcomer = Client()
    give_password(newcomer, account)
    give_code(newcomer)

    assert newcomer.get("/").status_code == 200


def test_without_sealing_anew_the_earlier_secret_is_needed(settings: Settings, keys: Path) -> None:
    """Otherwise the tests above would not show that retiring seals anew."""
    make_account("analyst")
    actions.replace_secret(OPERATION)
    (keys / configuration.EARLIER_SECRET).unlink()
    start_anew(settings, keys)

    with pytest.raises(Unavailable):
        credentials.unseal(sealed())


@pytest.mark.parametrize("step", ["create", "replace"])
def test_broken_off_anywhere_nothing_is_lost_and_it_can_be_done_again(
    settings: Settings, keys: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    make_account("analyst")
    with monkeypatch.context() as patch:
        patch.setattr(os, "link" if step == "create" else "replace", stop)
        with pytest.raises(PowerCut):
            actions.replace_secret(OPERATION)
    start_anew(settings, keys)
    assert credentials.unseal(sealed()) == TOTP_SECRET

    actions.replace_secret(OPERATION)
    start_anew(settings, keys)
    assert credentials.unseal(sealed()) == TOTP_SECRET
    assert len(settings.FAIRLEAD_EARLIER_SECRETS) == 1


class PowerCut(Exception):
    """The machine went off."""


def stop(*_given: object, **_more: object) -> None:
    raise PowerCut


def test_a_second_replacement_waits_for_the_first_to_be_finished(
    settings: Settings, keys: Path
) -> None:
    actions.replace_secret(OPERATION)
    start_anew(settings, keys)

    with pytest.raises(Conflict, match="retire it first"):
        actions.replace_secret(OPERATION)


def test_there_is_nothing_to_retire() -> None:
    with pytest.raises(Conflict, match="no earlier secret"):
        actions.retire_secret(OPERATION)


def test_nobody_does_it_from_a_page(keys: Path) -> None:
    before = (keys / configuration.SITE_SECRET).read_text(encoding="ascii")
    for act in (actions.replace_secret, actions.retire_secret):
        with pytest.raises(Refused):
            act(Context.anonymous())

    assert (keys / configuration.SITE_SECRET).read_text(encoding="ascii") == before


def test_both_files_are_for_their_owner_only(keys: Path) -> None:
    actions.replace_secret(OPERATION)

    assert {path.stat().st_mode & 0o777 for path in keys.glob("*secret*")} == {0o600}
