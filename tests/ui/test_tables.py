"""A table on its page: everything in the address, nothing beyond what its reader may have."""

import csv
import gzip
import io

import pytest
from django.test import Client

from fairlead.core.ledger import Verb
from fairlead.kernel.people.models import Account, RoleGrant
from fairlead.kernel.tables.models import Export, SavedView
from fairlead.ui import exports
from tests.contexts import context_of
from tests.entries import headers, last
from tests.house.source import PACKAGE
from tests.kernel.tables.conftest import plant
from tests.kernel.tables.test_exports import work_off
from tests.lodge.models import Guest
from tests.people import make_account, make_agency, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.lodge.urls")]

PAGE = "/lodge/table/"


@pytest.fixture
def account() -> Account:
    mine, other = make_agency(), make_agency()
    plant(mine, 60, "Ours")
    plant(other, 60, "Theirs")
    return make_account("supervisor", agency=mine)


@pytest.fixture
def supervisor(client: Client, account: Account) -> Client:
    return enter(client, account)


def enter(client: Client, account: Account, purpose: str = "lodge.keeping") -> Client:
    sign_in(client, account)
    client.post("/purpose/", {"purpose": purpose})
    return client


def text(client: Client, query: str = "") -> str:
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_shows_its_rows_and_the_ledger_names_them(supervisor: Client) -> None:
    page = text(supervisor)

    assert page.count('scope="row"') == 25
    assert "60 rows" in page
    assert "Theirs" not in page
    assert len([name for name in last("lodge.guest.listed").objects if name]) == 25


def test_pages_are_light(supervisor: Client) -> None:
    static = PACKAGE / "ui" / "static" / "ui"
    weight = {path.name: len(gzip.compress(path.read_bytes())) for path in static.glob("f*.*s*")}

    assert len(text(supervisor, "size=50")) < 100_000
    assert weight["fairlead.css"] < 12_000
    assert weight["fairlead.js"] < 6_000
    assert len((static / "fairlead.js").read_text(encoding="utf-8").splitlines()) < 300


def test_what_is_chosen_stands_in_the_address_and_in_every_way_onward(supervisor: Client) -> None:
    page = text(supervisor, "f.floor=1&sort=-room&columns=name,room")

    assert "Remove the filter Floor: First" in page
    assert 'aria-sort="descending"' in page
    assert 'href="/lodge/table/?sort=room&amp;f.floor=1&amp;columns=room%2Cname"' in page
    assert "Expected</a>" not in page


def test_an_export_at_once_is_what_the_page_shows_and_is_named_row_by_row(
    supervisor: Client,
) -> None:
    answer = supervisor.post(f"{PAGE}export/?f.floor=1&columns=name,room", {"kind": "csv"})
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))

    assert answer["Content-Disposition"].startswith('attachment; filename="lodge-guests-')
    assert answer["Cache-Control"] == "private, no-store"
    assert head == ["Room", "Name"]
    assert len(rows) == 12
    assert {row[1].split()[0] for row in rows} == {"Ours"}
    entry = last("tables.row.disclosed")
    assert (entry.verb, len(entry.objects)) == (Verb.DISCLOSE, 12)


def test_who_may_not_disclose_sees_no_export_and_gets_none(client: Client) -> None:
    analyst = enter(client, make_account("analyst"))

    assert "export/" not in text(analyst)
    assert analyst.post(f"{PAGE}export/", {"kind": "csv"}).status_code == 403


def test_a_large_export_is_written_by_a_worker_and_fetched_by_its_asker(
    supervisor: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 10)
    answer = supervisor.post(f"{PAGE}export/?f.room.from=1", {"kind": "jsonl"})
    assert answer.headers["Location"] == "/exports/"
    waiting = supervisor.get("/exports/").content.decode()
    assert "Waiting" in waiting
    assert "every 3s" in waiting
    assert work_off() == "done"
    assert "every 3s" not in supervisor.get("/exports/").content.decode()
    made = Export.objects.get()
    address = f"{PAGE}export/{made.pk}/"

    assert address in supervisor.get("/exports/").content.decode()
    assert len(supervisor.get(address).content.splitlines()) == made.rows == 48
    colleague = enter(Client(), make_account("supervisor", agency=account.agency))
    assert colleague.get(address).status_code == 403
    assert address not in colleague.get("/exports/").content.decode()
    assert "tables.export.opened" in {entry.act for entry in headers()}


def test_an_export_whose_job_failed_says_so(
    supervisor: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 10)
    supervisor.post(f"{PAGE}export/", {"kind": "csv"})
    RoleGrant.objects.filter(account=account).delete()
    work_off()
    page = supervisor.get("/exports/").content.decode()

    assert "Failed" in page
    assert "every 3s" not in page


@pytest.mark.parametrize("kind", ["", "exe", "../csv"])
def test_an_unknown_kind_of_file_is_refused(supervisor: Client, kind: str) -> None:
    assert supervisor.post(f"{PAGE}export/", {"kind": kind}).status_code == 400


def test_a_name_that_is_looked_for_stands_in_no_address(supervisor: Client) -> None:
    answer = supervisor.post(f"{PAGE}?sort=-room", {"finder": "name", "text": "Ours 0007"})
    address = answer.headers["Location"]
    page = supervisor.get(address).content.decode()

    assert "Ours" not in address
    assert "sort=-room" in address
    assert "Ours 0007" in page
    assert "1 row" in page


def test_a_view_is_kept_shared_used_and_removed(supervisor: Client, account: Account) -> None:
    form = {"table": "lodge.guests", "query": "f.floor=2&q=Ours", "name": "Second floor"}
    answer = supervisor.post("/views/", form | {"shared": "yes", "next": PAGE})
    assert answer.headers["Location"] == PAGE
    view = SavedView.objects.get()
    colleague = enter(Client(), make_account("supervisor", agency=account.agency))

    assert 'href="/lodge/table/?f.floor=2"' in text(colleague)
    assert colleague.post(f"/views/{view.pk}/drop/").status_code == 403
    supervisor.post(f"/views/{view.pk}/drop/", {"next": "https://elsewhere.example/"})
    assert not SavedView.objects.exists()


def test_covered_names_are_covered_in_the_page_and_in_its_ways(client: Client) -> None:
    agency = make_agency()
    plant(agency, 3, "Ours")
    page = text(enter(client, make_account("analyst", agency=agency)))

    assert "Ours" not in page
    assert "(covered)" in page
    assert "sort=name" not in page
    assert 'name="q"' not in page


def test_an_address_that_is_not_understood_shows_nothing_and_says_so(supervisor: Client) -> None:
    page = text(supervisor, "f.floor=9")

    assert "This filter has no such choice." in page
    assert "Ours" not in page


def test_an_empty_table_teaches(client: Client) -> None:
    assert "Nothing is here yet" in text(enter(client, make_account("supervisor")))


def test_a_script_in_a_name_is_text(supervisor: Client, account: Account) -> None:
    Guest.objects.for_context(context_of(account, "lodge.keeping")).create(
        name="<script>alert(1)</script>", room=-1, agency=account.agency
    )
    assert "<script>alert" not in text(supervisor)
