"""The ledger as an inspector reads it: found by what it says, proven, never looked at unseen."""

import csv
import io
import re
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fairlead.core.ledger import Verb
from fairlead.desks.oversight import jobs
from fairlead.desks.oversight.queries.ledger import places
from fairlead.kernel.audit import keys
from fairlead.kernel.audit.models import Entry, Leaf, Verification
from fairlead.kernel.clock import now
from fairlead.kernel.jobs import claims, running
from fairlead.kernel.jobs.models import Worker
from fairlead.kernel.people.models import Account
from tests.desks.oversight.drawing import make_looks, signed_tree
from tests.entries import acts, headers, last
from tests.people import make_account
from tests.servers import ROOT

pytestmark = pytest.mark.django_db
PAGE = "/oversight/ledger/"


def found(desk: Client, query: str) -> list[str]:
    """Return the entries that a search exports: the very rows of the page."""
    answer = desk.post(f"{PAGE}export/?{query}&columns=entry,index", {"kind": "csv"})
    assert answer.status_code == 200, answer.content.decode()
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    return [row[-1] for row in rows[1:]]


def test_entries_are_found_by_who_whom_what_why_and_when(desk: Client) -> None:
    actor = f"account:{uuid.uuid4()}"
    mine = make_looks(3, actor=actor)
    make_looks(2, verb=Verb.DISCLOSE, purpose="cases.redress")
    about = next(h.objects[0] for h in headers() if h.id == mine[0])
    signed_tree()
    today, tomorrow = now(), now() + timedelta(days=1)

    assert found(desk, f"f.actor={actor}") == [str(key) for key in reversed(mine)]
    assert found(desk, f"f.object={about}") == [str(mine[0])]
    assert len(found(desk, "f.verb=disclose&f.purpose=cases.redress")) == 2
    assert len(found(desk, "f.act=cases.case.consulted")) == 5
    assert len(found(desk, f"f.actor={actor}&f.time.from={today:%Y-%m-%d}")) == 3
    assert found(desk, f"f.actor={actor}&f.time.from={tomorrow:%Y-%m-%d}") == []
    assert found(desk, f"f.actor={actor}&f.time.to={today:%Y-%m-%d}") != []
    assert found(desk, "f.recipient=agency:nowhere") == []


@pytest.mark.parametrize("query", ["f.actor=a%20b", "f.act=%D0%BF", "f.verb=gaze", "f.time.from=x"])
def test_what_cannot_be_read_shows_no_row(desk: Client, query: str) -> None:
    make_looks(3)
    signed_tree()

    page = desk.get(f"{PAGE}?{query}").content.decode()

    assert 'scope="row"' not in page
    assert found(desk, query) == []


def test_staff_are_found_by_name_and_the_name_is_in_no_address(desk: Client) -> None:
    person = make_account(name="Zoé Lambertin")
    make_looks(2, actor=f"account:{person.pk}")
    signed_tree()

    answer = desk.post(PAGE, {"finder": "staff", "text": "Zoé Lambertin"})
    address = answer.headers["Location"]
    page = desk.get(address).content.decode()

    assert "Lambertin" not in address
    assert page.count('scope="row"') == 2
    assert page.count("Zoé Lambertin") == 2


def test_a_search_is_a_look_that_says_whom_it_was_about(desk: Client, officer: Account) -> None:
    about = f"account:{uuid.uuid4()}"

    desk.get(f"{PAGE}?f.object={about}")

    look = last("oversight.entries.consulted")
    assert look.objects == (about,)
    assert look.authority.actor == f"account:{officer.pk}"
    assert look.authority.purpose == "oversight.inspection"


def test_pages_follow_one_another_without_a_gap(desk: Client) -> None:
    make_looks(60)
    signed_tree()
    size = Leaf.objects.count()

    seen, address = [], f"{PAGE}?size=25"
    while address:
        table = desk.get(address).context["table"]
        seen += [int(line.key) for line in table.lines]
        address = table.after

    assert seen == list(range(size - 1, -1, -1))


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_takes_the_same_queries_for_many(
    desk: Client, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _one in range(number):
        make_looks(1, actor=f"account:{make_account().pk}")
    signed_tree()

    with django_assert_max_num_queries(30):
        desk.get(f"{PAGE}?f.act=cases.case.consulted")


def test_places_bound_days_and_lose_nothing() -> None:
    make_looks(4)
    signed_tree()
    day = now().replace(hour=0, minute=0, second=0, microsecond=0)

    assert places(None, None) == (0, 4)
    assert places(day, day) == (0, 4)
    assert places(day + timedelta(days=3), None) == (4, 4)
    assert places(None, day - timedelta(days=3)) == (0, 0)


# ---------------------------------------------------------------- one entry, and its proof
def test_an_entry_shows_all_that_it_says(desk: Client) -> None:
    key = make_looks(1)[0]
    signed_tree()
    header = next(h for h in headers() if h.id == key)

    page = desk.get(f"{PAGE}{key}/").content.decode()

    for said in (header.act, header.objects[0], header.authority.actor, str(key)):
        assert said in page
    assert last("oversight.entry.consulted").objects == (f"entry:{key}",)
    assert desk.get(f"{PAGE}{uuid.uuid4()}/").status_code == 404


def test_a_proof_is_checked_without_this_program(desk: Client, tmp_path: Path) -> None:
    key = make_looks(1)[0]
    signed_tree()
    answer = desk.get(f"{PAGE}{key}/proof/")
    proof, public = tmp_path / "proof", tmp_path / "key"
    proof.write_bytes(answer.content)
    public.write_text("\n".join(map(str, keys.public_keys())), encoding="utf-8")

    assert answer["Content-Disposition"].startswith('attachment; filename="entry-')
    assert last("oversight.entry.proven").verb == Verb.DISCLOSE
    assert verified(proof, public) == 0
    proof.write_bytes(re.sub(rb"index \d+", b"index 0", answer.content))
    assert verified(proof, public) == 1


def verified(proof: Path, public: Path) -> int:
    script = ROOT / "script" / "verify-ledger"
    command = [sys.executable, str(script), str(proof), "--key", str(public)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_what_is_not_signed_yet_is_said_and_no_error(desk: Client) -> None:
    key = make_looks(1)[0]

    answer = desk.get(f"{PAGE}{key}/proof/", follow=True)

    assert "No signature covers this entry yet" in answer.content.decode()
    assert "Proof as a file" not in answer.content.decode()


# ---------------------------------------------------------------- verification
def work_off() -> None:
    """Do what a worker would."""
    claimed = claims.claim(Worker.objects.create(host="tests", process=1))
    assert claimed is not None
    running.run(claimed)


@pytest.mark.django_db(transaction=True)
def test_the_button_reads_everything_again_and_says_what_was_found(desk: Client) -> None:
    make_looks(30)
    signed_tree()

    answer = desk.post("/oversight/verification/begin/")
    waiting = desk.get(answer.headers["Location"]).content.decode()
    work_off()
    done = desk.get(answer.headers["Location"]).content.decode()
    part = desk.get(answer.headers["Location"], headers={"HX-Request": "true"}).content.decode()

    assert "Read the whole ledger again" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "What was found" in done
    assert "<html" not in part
    reading = Verification.objects.latest("pk")
    assert (reading.start, reading.problems) == (0, 0)
    assert "unchanged" in desk.get("/oversight/verification/").content.decode()
    assert last("oversight.verification.asked").objects[0].startswith("job:")


def test_what_was_changed_is_said_on_the_page(desk: Client) -> None:
    Verification.objects.create(
        reader="again", start=0, size=9, peaks=b"", problems=1, words="leaf: entry 3 was changed"
    )

    for page in ("/oversight/verification/", "/oversight/"):
        assert "entry 3 was changed" in desk.get(page).content.decode()


def test_the_job_is_one_that_may_be_done_twice() -> None:
    assert jobs.verify_ledger.repeatable


def test_nothing_here_is_found_by_nobody(desk: Client) -> None:
    make_looks(1)
    before = Entry.objects.count()

    desk.get(PAGE)
    desk.get("/oversight/")

    assert Entry.objects.count() == before + 2
    assert acts()[-2:] == ["oversight.entries.consulted", "oversight.overview.consulted"]
