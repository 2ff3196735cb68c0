"""Second factors: set up, replaced, removed, lost; and never missing."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fairlead.core.errors import Conflict
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions, queries
from fairlead.kernel.people.authority import of_console
from fairlead.kernel.people.models import Account, RecoveryCode
from tests.entries import acts, last
from tests.people import (
    TOTP_SECRET,
    code_now,
    give_code,
    give_password,
    make_account,
    sign_in,
)

APP = "/account/factors/app/"
FACTORS = "/account/factors/"
CODES = "/account/factors/recovery-codes/"
PASSKEY = "/account/passkey/"
CONSOLE = of_console()

pytestmark = pytest.mark.django_db


def set_up_app(client: Client) -> str:
    """Read the secret from the page and answer with its code; return the secret."""
    client.get(APP)
    secret = str(client.session[SECRET_SESSION_KEY])
    client.post(APP, {"code": code_now(secret)})
    return secret


def test_a_new_person_sets_up_an_app_and_is_in(client: Client) -> None:
    account = make_account("analyst", protected=False)
    give_password(client, account)
    assert client.get("/").headers["Location"] == FACTORS

    secret = set_up_app(client)

    assert client.get("/").status_code == 200
    kept = Authenticator.objects.get(user=account).data["secret"]
    assert secret not in kept, "sealed: the database alone opens nothing"
    assert acts(about=f"account:{account.pk}") == ["people.session.opened", "people.factor.added"]


def test_the_code_of_the_set_up_does_not_open_a_second_session(client: Client) -> None:
    account = make_account("analyst", protected=False)
    with time_machine.travel(now(), tick=False):
        give_password(client, account)
        secret = set_up_app(client)
        thief = Client()
        give_password(thief, account)

        assert give_code(thief, code_now(secret)).status_code == 200


def test_whoever_came_with_the_password_alone_is_out_when_a_factor_comes(client: Client) -> None:
    account = make_account("analyst", protected=False)
    thief = Client()
    for one in (thief, client):
        give_password(one, account)

    set_up_app(client)

    assert client.get("/").status_code == 200
    assert thief.get("/").headers["Location"].startswith("/account/login/")


def test_a_wrong_code_sets_nothing_up(client: Client) -> None:
    account = make_account(protected=False)
    give_password(client, account)
    client.get(APP)

    answer = client.post(APP, {"code": "000000"})

    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


def test_an_app_is_moved_without_a_moment_unprotected(client: Client) -> None:
    account = make_account("analyst")
    sign_in(client, account)

    secret = set_up_app(client)

    assert secret != TOTP_SECRET
    assert Authenticator.objects.filter(user=account).count() == 1
    assert acts()[-2:] == ["people.factor.removed", "people.factor.added"]
    with time_machine.travel(now() + timedelta(minutes=2)):
        other = Client()
        give_password(other, account)
        assert give_code(other, code_now(TOTP_SECRET)).status_code == 200, "the old app is out"
        assert give_code(other, code_now(secret)).status_code == 302


def test_the_only_factor_stays(client: Client) -> None:
    account = make_account()
    sign_in(client, account)

    page = client.post("/account/factors/app/remove/")

    assert "only second factor" in page.content.decode()
    assert queries.has_second_factor(Account.objects.get(pk=account.pk))


def test_one_of_two_factors_can_go(client: Client) -> None:
    account = make_account()
    add_passkey_row(account)
    sign_in(client, account)

    assert client.post("/account/factors/app/remove/").headers["Location"] == FACTORS
    assert [one.type for one in Authenticator.objects.all()] == ["webauthn"]
    assert last("people.factor.removed").reason == "totp"

    only = Authenticator.objects.get()
    client.post(f"/account/factors/passkey/{only.pk}/remove/")
    assert Authenticator.objects.exists(), "now it is the only one"


@pytest.mark.parametrize(
    "address", ["/account/factors/passkey/{}/", "/account/factors/passkey/{}/remove/"]
)
def test_another_persons_passkey_does_not_exist(client: Client, address: str) -> None:
    theirs = add_passkey_row(make_account())
    sign_in(client, make_account())

    assert client.get(address.format(theirs.pk)).status_code == 404
    assert client.post(address.format(theirs.pk), {"name": "mine"}).status_code == 404


def test_a_passkey_is_called_by_another_name(client: Client) -> None:
    account = make_account()
    key = add_passkey_row(account)
    sign_in(client, account)

    client.post(f"/account/factors/passkey/{key.pk}/", {"name": "grey key"})

    assert "grey key" in client.get(FACTORS).content.decode()
    assert last("people.factor.renamed").objects == (f"account:{account.pk}",)
    assert b"grey" not in last("people.factor.renamed").encode()


def test_recovery_codes_are_shown_once_and_kept_as_hashes(client: Client) -> None:
    account = make_account()
    sign_in(client, account)

    page = client.post(CODES).content.decode()
    codes = [line.split("</code>")[0] for line in page.split("<code>")[1:]]

    assert len(codes) == 10
    assert all(code not in client.get(CODES).content.decode() for code in codes)
    kept = str(list(RecoveryCode.objects.values_list()))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    assert last("people.recovery_codes.made").objects == (f"account:{account.pk}",)


def test_new_recovery_codes_end_the_old_ones() -> None:
    account = make_account()
    old = actions.make_recovery_codes(authority=CONSOLE, account=account)
    new = actions.make_recovery_codes(authority=CONSOLE, account=account)

    assert not actions.use_recovery_code(authority=CONSOLE, account=account, code=old[0])
    assert actions.use_recovery_code(authority=CONSOLE, account=account, code=new[0])
    assert queries.unused_recovery_codes(account) == 9


def test_recovery_codes_need_a_factor_first() -> None:
    with pytest.raises(Conflict):
        actions.make_recovery_codes(authority=CONSOLE, account=make_account(protected=False))


def test_lost_factors_are_reset_and_must_be_set_up_again(client: Client) -> None:
    account = make_account("analyst")
    actions.make_recovery_codes(authority=CONSOLE, account=account)
    finder = Client()  # of the device, on which its owner is still signed in
    finder.force_login(account)

    actions.reset_factors(authority=CONSOLE, account=account)

    assert not RecoveryCode.objects.exists()
    assert finder.get("/").headers["Location"].startswith("/account/login/")
    give_password(client, account)
    assert client.get("/").headers["Location"] == FACTORS


SENSITIVE = [
    ("get", APP),
    ("get", "/account/factors/passkey/"),
    ("get", "/account/factors/app/remove/"),
    ("get", CODES),
    ("post", CODES),
    ("post", "/account/sessions/end-others/"),
]


@pytest.mark.parametrize(("method", "address"), SENSITIVE)
def test_sensitive_pages_ask_again_after_five_minutes(
    client: Client, method: str, address: str
) -> None:
    account = make_account()
    with time_machine.travel(now(), tick=False) as clock:
        sign_in(client, account)
        clock.shift(4 * 60)
        assert not asks_again(client, method, address)
        clock.shift(2 * 60)
        assert asks_again(client, method, address)

        before = client.session.session_key
        clock.shift(30)
        client.post("/account/prove/code/", {"code": code_now()})
        assert client.session.session_key != before, "a new key after every proof"
        assert not asks_again(client, method, address)
        assert last("people.factor.used").authority.actor == f"account:{account.pk}"


def asks_again(client: Client, method: str, address: str) -> bool:
    answer = getattr(client, method)(address)
    return answer.status_code == 302 and "/account/prove/" in answer.headers["Location"]


def test_with_a_second_factor_the_password_is_no_proof(client: Client) -> None:
    sign_in(client, make_account())

    answer = client.get("/account/prove/")

    assert answer.headers["Location"].startswith("/account/prove/code/")


def test_an_action_that_was_asked_for_goes_on_after_the_proof(client: Client) -> None:
    account = make_account()
    with time_machine.travel(now(), tick=False) as clock:
        sign_in(client, account)
        clock.shift(6 * 60)
        proof = client.post(CODES).headers["Location"]
        answer = client.post(proof, {"code": code_now()})

    assert answer.status_code == 200
    assert answer.content.decode().count("<code>") == 10


def add_passkey_row(account: Account) -> Authenticator:
    """Keep a passkey that nobody can use, where only its being there counts."""
    made: Authenticator = Authenticator.objects.create(
        user=account,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "key", "credential": CREDENTIAL},
    )
    return made


# The form of a passkey around an invented public key, to which nobody has the private one.
ATTESTATION = (
    "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVh4SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQAA"
    "AAAAAAAAAAAAAAAAAAAAAQGlAQIDJiABIVgg8fMhMNHPbYDfZnf4YV8JHsHf9mWmCk8oZ4rHVvLxmaAiWCDx8yEw0c9t"
    "gN9md_hhXwkewd_2ZaYKTyhniscW8vGZoA"
)
CREDENTIAL: dict[str, Any] = {
    "id": "AQ",
    "rawId": "AQ",
    "type": "public-key",
    "clientExtensionResults": {},
    "response": {"clientDataJSON": "e30", "transports": [], "attestationObject": ATTESTATION},
}
RESPONSE = {
    "clientDataJSON": "e30",
    "authenticatorData": "AA",
    "signature": "AA",
    "userHandle": "A",
}
ASSERTION: dict[str, object] = {
    "id": "AQ",
    "rawId": "AQ",
    "type": "public-key",
    "response": RESPONSE,
}


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "{}",
        "[]",
        '"text"',
        "{",
        '{"id": 1}',
        '{"id": "AQ", "rawId": "AQ", "type": "public-key", "response": {}}',
        json.dumps(ASSERTION | {"response": RESPONSE | {"userHandle": None}}),
        json.dumps(ASSERTION | {"response": RESPONSE | {"signature": "%%%", "userHandle": "é"}}),
        json.dumps(ASSERTION | {"rawId": 10**12}),
        json.dumps(ASSERTION | {"response": RESPONSE | {"signature": 10**12}}),
        json.dumps(ASSERTION | {"id": "A" * 50_000}),
        "[" * 200_000,
    ],
)
def test_what_no_passkey_made_opens_nothing(client: Client, credential: str) -> None:
    client.get(PASSKEY, headers={"Accept": "application/json"})

    answer = client.post(PASSKEY, {"credential": credential})

    assert answer.headers["Location"] == "/account/login/"
    assert client.get("/").status_code == 302


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "rawId", "type", "response", "clientDataJSON", "userHandle", "signature"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


class HostilePasskeys(TestCase):
    @given(_JSON)
    def test_any_json_is_answered_calmly(self, credential: object) -> None:
        sent = {"credential": json.dumps(credential)}
        self.client.get(PASSKEY, headers={"Accept": "application/json"})

        assert self.client.post(PASSKEY, sent).headers["Location"] == "/account/login/"

    @given(_JSON)
    def test_any_json_adds_no_passkey(self, credential: object) -> None:
        self.client.force_login(make_account())
        self.client.get("/account/factors/passkey/")

        answer = self.client.post(
            "/account/factors/passkey/", {"credential": json.dumps(credential)}
        )

        assert answer.status_code == 200
        assert not Authenticator.objects.filter(type="webauthn").exists()
