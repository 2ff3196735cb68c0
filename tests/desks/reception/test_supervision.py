"""Supervision in the browser: proposed by one, approved by another, seen by both agencies."""

import pytest
from django.test import Client

from fairlead.kernel.access.models import Approval, Supervision
from fairlead.kernel.people.models import Account
from tests.people import make_account, make_agency, sign_in

pytestmark = pytest.mark.django_db


def enter(account: Account) -> Client:
    client = Client()
    sign_in(client, account)
    return client


def approve(client: Client) -> Approval:
    found = Approval.objects.get(state="proposed")
    form = {"digest": found.digest, "step": "approve", "reason": "Seen."}
    client.post(f"/approvals/{found.pk}/decide/", form)
    found.refresh_from_db()
    return found


def test_it_begins_is_seen_and_ends() -> None:
    above, below = make_agency(name="Inspectorate"), make_agency(name="Lodge of Amaurot")
    first, second = (enter(make_account("security_officer")) for _ in range(2))
    inspector = enter(make_account("oversight", agency=above))
    keeper = enter(make_account("analyst", agency=below))
    form = {"supervisor": above.pk, "supervised": below.pk, "reason": "Act 12"}

    assert first.post("/supervision/propose/", form).status_code == 302
    assert approve(second).state == "executed"

    relation = Supervision.objects.get()
    for client in (inspector, keeper):
        page = client.get("/supervision/").content.decode()
        assert "Inspectorate" in page
        assert "Lodge of Amaurot" in page
    assert "Inspectorate" in keeper.get("/").content.decode()
    address = f"/supervision/{relation.pk}/end/"
    assert first.get(address).status_code == 404, "it is of neither agency"
    below_officer = enter(make_account("security_officer", agency=below))
    assert "Inspectorate" in below_officer.get(address).content.decode()

    below_officer.post(address, {"reason": "Reorganized"})
    assert approve(inspector).state == "executed"

    assert "Inspectorate" not in keeper.get("/").content.decode()
    assert below_officer.get(address).status_code == 404


def test_a_stranger_sees_nothing_of_others_and_proposes_nothing() -> None:
    above, below = make_agency(name="Inspectorate"), make_agency(name="Lodge of Amaurot")
    first, second = (enter(make_account("security_officer")) for _ in range(2))
    form = {"supervisor": above.pk, "supervised": below.pk, "reason": "Act 12"}
    first.post("/supervision/propose/", form)
    approve(second)
    stranger = enter(make_account("analyst"))

    assert "Inspectorate" not in stranger.get("/supervision/").content.decode()
    assert stranger.post("/supervision/propose/", form).status_code == 403
    assert stranger.get(f"/supervision/{Supervision.objects.get().pk}/end/").status_code == 403


def test_what_makes_no_sense_is_said() -> None:
    above, below = make_agency(), make_agency()
    first, second = (enter(make_account("security_officer")) for _ in range(2))
    form = {"supervisor": above.pk, "supervised": above.pk, "reason": "Act 12"}

    page = first.post("/supervision/propose/", form)
    assert "does not supervise itself" in page.content.decode()
    form["supervised"] = below.pk
    first.post("/supervision/propose/", form)
    approve(second)
    again = first.post("/supervision/propose/", form, follow=True)
    assert "It is so already." in again.content.decode()
