"""The pages of the administrator: who may see them, what they show, what they do."""

import uuid

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.jobs import claims, running, ticks
from fairlead.kernel.jobs.models import Run, Worker
from fairlead.kernel.jobs.queueing import enqueue
from tests.kernel.jobs import samples
from tests.people import make_account, make_agency, sign_in

pytestmark = pytest.mark.usefixtures("effects")

PAGES = ("/administration/doctor/", "/administration/jobs/", "/administration/agencies/")
CONTEXT = Context.duty("operation")


@pytest.fixture
def administrator(client: Client) -> Client:
    sign_in(client, make_account("administrator"))
    answer = client.post("/purpose/", {"purpose": "administration.operation"})
    assert answer.status_code == 302
    return client


def make_dead_letter() -> uuid.UUID:
    key = enqueue(samples.fail, context=CONTEXT, how="refused")
    claimed = claims.claim(Worker.objects.create(host="tests", process=1))
    assert claimed is not None
    running.run(claimed)
    return key


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_sign_in(client: Client, page: str) -> None:
    assert client.get(page).headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["analyst", "supervisor", "oversight", "security_officer"])
def test_another_role_does_not_come_in(client: Client, page: str, role: str) -> None:
    sign_in(client, make_account(role))
    client.post("/purpose/", {"purpose": "administration.operation"})

    assert client.get(page).status_code in {302, 403}


@pytest.mark.parametrize("page", PAGES)
def test_the_administrator_comes_in_and_the_ledger_knows(administrator: Client, page: str) -> None:
    before = Entry.objects.filter(verb="consult").count()

    assert administrator.get(page).status_code == 200
    assert Entry.objects.filter(verb="consult").count() == before + 1


def test_the_doctor_s_page_says_what_the_command_says(administrator: Client) -> None:
    page = administrator.get("/administration/doctor/").content.decode()

    assert "Something is wrong." in page  # no worker runs in a test
    assert "No worker is running" in page
    assert 'class="state-bad"' in page


def test_the_jobs_page_shows_all_kinds(administrator: Client) -> None:
    ticks.register(ticks.schedules())
    make_dead_letter()
    enqueue(samples.write_row, context=CONTEXT)
    enqueue(samples.write_steps, context=CONTEXT, upto=3)
    claims.claim(Worker.objects.create(host="tests", process=2))

    page = administrator.get("/administration/jobs/").content.decode()

    for words in ("Write one row", "Write rows step by step", "Fail", "jobs.erase-finished"):
        assert words in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_rows(
    administrator: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _row in range(count):
        make_dead_letter()
        enqueue(samples.write_row, context=CONTEXT)

    with django_assert_max_num_queries(34):
        administrator.get("/administration/jobs/")


@pytest.mark.parametrize(
    ("verb", "outcome", "act"),
    [("retry", "open", "jobs.job.retried"), ("discard", "discarded", "jobs.job.discarded")],
)
def test_a_dead_letter_is_decided_on(
    administrator: Client, verb: str, outcome: str, act: str
) -> None:
    key = make_dead_letter()

    answer = administrator.post(f"/administration/jobs/{key}/{verb}/")

    assert answer.headers["Location"] == "/administration/jobs/"
    assert Run.objects.get(pk=key).outcome == outcome
    entry = Entry.objects.get(act=act)
    assert entry.verb == "operate"
    assert entry.actor.startswith("account:")


def test_a_waiting_job_is_cancelled(administrator: Client) -> None:
    key = enqueue(samples.write_row, context=CONTEXT)

    administrator.post(f"/administration/jobs/{key}/cancel/")

    assert Run.objects.get(pk=key).outcome == "cancelled"


def test_a_job_that_changed_meanwhile_is_left_alone(administrator: Client) -> None:
    key = enqueue(samples.write_row, context=CONTEXT)

    answer = administrator.post(f"/administration/jobs/{key}/retry/", follow=True)

    assert "That job has changed meanwhile" in answer.content.decode()
    assert Run.objects.get(pk=key).outcome == "open"
    assert not Entry.objects.filter(act="jobs.job.retried").exists()


@pytest.mark.parametrize("verb", ["retry", "discard", "cancel"])
def test_nothing_is_done_by_looking(administrator: Client, verb: str) -> None:
    key = make_dead_letter()

    assert administrator.get(f"/administration/jobs/{key}/{verb}/").status_code == 405
    assert Run.objects.get(pk=key).outcome == "dead"


@pytest.mark.parametrize("verb", ["retry", "discard", "cancel"])
def test_another_role_decides_nothing(client: Client, verb: str) -> None:
    key = make_dead_letter()
    sign_in(client, make_account("supervisor"))

    client.post(f"/administration/jobs/{key}/{verb}/")

    assert Run.objects.get(pk=key).outcome == "dead"


def test_an_agency_gets_names_and_every_reader_sees_the_right_one(administrator: Client) -> None:
    agency = make_agency("harbour")
    page = f"/administration/agencies/{agency.pk}/"
    form = administrator.get(page).content.decode()
    assert 'name="ar" dir="rtl"' in form.replace(' lang="ar"', "").replace(' maxlength="200"', "")

    answer = administrator.post(
        f"{page}names/", {"name": "Harbour Office", "ar": "مكتب الميناء", "fr": "Bureau du port"}
    )

    assert answer.headers["Location"] == "/administration/agencies/"
    agency.refresh_from_db()
    assert agency.names == {"ar": "مكتب الميناء", "fr": "Bureau du port"}
    assert Entry.objects.filter(act="people.agency.altered").count() == 1
    for language, shown in (("fr", "Bureau du port"), ("ru", "Harbour Office")):
        administrator.post("/language/", {"language": language})
        assert shown in administrator.get("/administration/agencies/").content.decode()


@pytest.mark.parametrize("given", [{"name": ""}, {"name": "x", "ru": "a\u202eb"}])
def test_what_is_no_name_is_said_and_changes_nothing(
    administrator: Client, given: dict[str, str]
) -> None:
    agency = make_agency("harbour")
    answer = administrator.post(f"/administration/agencies/{agency.pk}/names/", given)

    assert answer.status_code == 200
    assert 'class="error"' in answer.content.decode()
    agency.refresh_from_db()
    assert agency.names == {}


def test_another_role_gives_no_names(client: Client) -> None:
    agency = make_agency("harbour")
    sign_in(client, make_account("security_officer"))
    client.post("/purpose/", {"purpose": "administration.operation"})
    answer = client.post(f"/administration/agencies/{agency.pk}/names/", {"name": "x"})

    assert answer.status_code in {302, 403}
    agency.refresh_from_db()
    assert agency.name != "x"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_agencies_takes_the_same_queries_for_many(
    administrator: Client, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for one in range(number):
        make_agency(f"office-{one}", parent=make_agency(f"above-{one}"))
    with django_assert_max_num_queries(30):
        administrator.get("/administration/agencies/")
