"""The whole desk: who comes in, what nobody sees there, and what a small number would betray."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from fairlead.core.ledger import Authority, Verb
from fairlead.desks.oversight.queries import statistics, terms
from fairlead.desks.oversight.views.frame import PAGES
from fairlead.kernel.access.models import Approval, Emergency, Supervision
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import Entry, Payload
from fairlead.kernel.cases.actions.case import open_case
from fairlead.kernel.cases.actions.redress import receive_redress
from fairlead.kernel.cases.actions.subject import add_subject
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Account, Agency
from fairlead.kernel.retention.models import Run, Unsealing
from fairlead.kernel.tables.declarations import tables
from tests.contexts import context_of
from tests.desks.oversight.drawing import make_looks, signed_tree
from tests.people import make_account, make_agency, make_service, sign_in

pytestmark = pytest.mark.django_db

PERSONAL = "Hythlodaeus"
TABLES = [code for code in tables() if code.startswith("oversight.")]
WITHOUT_TABLE = {"overview", "verification", "lookers", "retention", "statistics"}
OTHERS = [
    *("verification/", "lookers/", "retention/", "statistics/", "statistics/file/"),
    *("samples/new/", ""),
]


@dataclass
class Watched:
    """An agency under supervision, in which everything was done to one person."""

    agency: Agency
    analyst: Account
    references: list[str]


@pytest.fixture
def watched(officer: Account) -> Watched:
    agency = make_agency()
    Supervision.objects.create(
        supervisor=officer.agency, supervised=agency, adopted_by=uuid.uuid4()
    )
    analyst = make_account("analyst", "supervisor", agency=agency)
    context = context_of(analyst, "cases.work")
    case = open_case(context, title=f"The matter of {PERSONAL}", summary=PERSONAL)
    subject = add_subject(
        context,
        case=case.pk,
        particulars={"kind": "person", "names": [{"kind": "primary", "text": PERSONAL}]},
    )
    receive_redress(
        context_of(make_account("protection_officer", agency=agency), "cases.redress"),
        kind="access",
        name=PERSONAL,
        words=f"What do you hold about {PERSONAL}?",
    )
    _plant_words(analyst)
    signed_tree()
    return Watched(agency, analyst, [case.reference, subject.reference])


def _plant_words(analyst: Account) -> None:
    """Leave the name wherever somebody of the staff can write it."""
    ends = now() + timedelta(hours=1)
    Emergency.objects.create(
        account=analyst,
        agency=analyst.agency,
        session="s",
        purpose="cases.emergency",
        cause="danger-to-life",
        words=PERSONAL,
        ends_at=ends,
        review_due_at=ends,
    )
    Approval.objects.create(
        kind="people.grant_role",
        payload=f'{{"name":"{PERSONAL}"}}',
        digest="d",
        agency=analyst.agency,
        proposer=analyst,
        reason=PERSONAL,
        expires_at=ends,
    )
    Unsealing.objects.create(
        record_class="cases",
        record_id=uuid.uuid4(),
        account=analyst.pk,
        case=uuid.uuid4(),
        authority=f"Court of {PERSONAL}",
        order_number=PERSONAL,
        minutes=60,
    )
    with transaction.atomic():
        record(
            act="cases.note.written",
            verb=Verb.COLLECT,
            authority=Authority(actor=f"account:{analyst.pk}", purpose="cases.work"),
            payload={"words": PERSONAL},
        )


def address_of(code: str) -> str:
    return reverse(tables()[code].url_name)


# ---------------------------------------------------------------- nobody recorded
def test_nobody_recorded_is_on_any_page_or_in_any_file(desk: Client, watched: Watched) -> None:
    pages = [f"/oversight/{page}" for page in OTHERS]
    pages += [f"/oversight/ledger/{key}/" for key in Entry.objects.values_list("pk", flat=True)]
    for code in TABLES:
        address, columns = address_of(code), ",".join(c.name for c in tables()[code].columns)
        pages += [f"{address}?columns={columns}", f"{address}?q={PERSONAL[:4]}"]
        for kind in ("csv", "jsonl"):
            answer = desk.post(f"{address}export/?columns={columns}", {"kind": kind})
            assert answer.status_code == 200, code
            assert PERSONAL not in answer.content.decode(), f"{code} as {kind}"
    for page in pages:
        answer = desk.get(page)
        assert answer.status_code == 200, page
        said = answer.content.decode().replace(f'value="{PERSONAL[:4]}"', "")
        assert PERSONAL not in said, page
    assert len(pages) > 40
    assert Payload.objects.exists(), "there was something to leak"


def test_looking_for_a_name_finds_and_counts_nobody(desk: Client, watched: Watched) -> None:
    for code in TABLES:
        table = tables()[code]
        for finder in table.finders:
            sent = {"finder": finder.name, "text": PERSONAL}
            address = desk.post(address_of(code), sent).headers["Location"]
            assert PERSONAL not in address
            assert desk.get(address).context["table"].count == 0
        if table.search:
            shown = desk.get(f"{address_of(code)}?q={PERSONAL}").context["table"]
            assert shown.count == 0
    for column in ("actor", "object", "act", "recipient"):
        page = desk.get(f"/oversight/ledger/?f.{column}=case:{PERSONAL}")
        assert page.context["table"].count == 0


def test_what_is_watched_is_shown(desk: Client, watched: Watched) -> None:
    """So that the tests above look at pages on which something stands."""
    for code in ("accounts", "emergencies", "proposals", "redress", "unsealings"):
        assert desk.get(f"/oversight/{code}/").context["table"].count > 0, code
    assert watched.analyst.name in desk.get("/oversight/accounts/").content.decode()
    reference = watched.references[0]
    assert desk.get(f"/oversight/ledger/?f.object={reference}").context["table"].count > 0


def test_another_agency_s_staff_are_not_shown(desk: Client) -> None:
    stranger = make_account("analyst", name="A Stranger")
    make_service(owner=stranger)
    Emergency.objects.create(
        account=stranger,
        agency=stranger.agency,
        session="s",
        purpose="cases.emergency",
        cause="danger-to-life",
        words="words",
        ends_at=now(),
        review_due_at=now(),
    )

    for code in ("accounts", "sessions", "keys", "emergencies", "proposals", "unsealings"):
        page = desk.get(f"/oversight/{code}/")
        assert "A Stranger" not in page.content.decode(), code
    assert str(stranger.agency) not in desk.get("/oversight/accounts/").content.decode()


# ---------------------------------------------------------------- who comes in
@pytest.mark.parametrize(
    "page", [f"/oversight/{page}" for page in OTHERS[-3:]] + ["/oversight/ledger/"]
)
def test_a_stranger_is_asked_to_sign_in(client: Client, page: str) -> None:
    assert client.get(page).headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    "role", ["analyst", "supervisor", "list_officer", "security_officer", "administrator"]
)
def test_another_role_does_not_come_in(client: Client, role: str) -> None:
    sign_in(client, make_account(role))
    client.post("/purpose/", {"purpose": "oversight.inspection"})

    for name, _data_class, _label in PAGES:
        assert client.get(reverse(f"oversight:{name}")).status_code in {302, 403}, name
    for code in TABLES:
        answer = client.post(f"{address_of(code)}export/", {"kind": "csv"})
        assert answer.status_code in {302, 403}, code
    assert client.post("/oversight/verification/begin/").status_code in {302, 403}


def test_a_protection_officer_sees_terms_and_requests_and_no_conduct(client: Client) -> None:
    sign_in(client, make_account("protection_officer"))
    client.post("/purpose/", {"purpose": "oversight.protection"})

    seen = {
        name
        for name, _c, _l in PAGES
        if client.get(reverse(f"oversight:{name}")).status_code == 200
    }

    assert seen == {"retention", "holds", "certificates", "unsealings", "redress"}
    page = client.get("/oversight/retention/").content.decode()
    assert "Certificates" in page
    assert "Who looks most" not in page


def test_every_page_that_is_named_is_there_and_is_a_look(desk: Client) -> None:
    for name, _data_class, label in PAGES:
        before = Entry.objects.count()
        page = desk.get(reverse(f"oversight:{name}"))
        assert page.status_code == 200
        assert f'aria-current="page">{label}' in page.content.decode(), name
        assert Entry.objects.count() == before + 1, name


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("code", "most"), [("accounts", 32), ("emergencies", 32), ("proposals", 34)]
)
def test_lists_take_the_same_queries_for_many(  # noqa: PLR0917 - fixtures and cases
    desk: Client,
    officer: Account,
    code: str,
    most: int,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _one in range(number):
        _plant_words(make_account("analyst", agency=officer.agency))
    with django_assert_max_num_queries(most):
        desk.get(f"/oversight/{code}/")


# ---------------------------------------------------------------- terms
def test_the_calendar_counts_by_class_and_month_and_opens_nothing(watched: Watched) -> None:
    found = terms.calendar(now() + timedelta(days=3_650))

    overdue = {(row.record_class, str(row.action)): row.overdue for row in found.rows}
    assert found.overdue == sum(overdue.values()) > 0
    assert len(found.months) == 12
    assert all(len(row.counts) == 12 for row in found.rows)
    assert terms.calendar(now() - timedelta(days=3_650)).rows == []


def test_a_certificate_is_given_as_the_ledger_knows_it(desk: Client) -> None:
    run = Run.objects.create(
        as_of=now(),
        edition=1,
        finished_at=now(),
        certificate='{"format": "x"}',
        counts={"cases": {"erase": {"law": 7}}},
        keys=[{"bucket": "b", "key": "k"}],
    )

    answer = desk.get(f"/oversight/certificates/{run.pk}/")

    assert answer.content.decode() == run.certificate
    assert desk.get("/oversight/certificates/").context["table"].count == 1
    assert desk.get(f"/oversight/certificates/{uuid.uuid4()}/").status_code == 404


# ---------------------------------------------------------------- figures of a year
def test_small_numbers_of_requests_are_not_given_and_others_are_exact(
    desk: Client, officer: Account, watched: Watched
) -> None:
    context = context_of(make_account("protection_officer", agency=watched.agency), "cases.redress")
    for _one in range(6):
        receive_redress(context, kind="correction", name="Amal Utopia", words="It is wrong.")
    inspector = context_of(officer, "oversight.inspection")
    sections = {s.code: s for s in statistics.report(inspector, now().year)}
    asked = [figure.value for figure in sections["requests"].figures[:3]]

    assert asked == [None, 6, 0]
    assert "fewer than five" in desk.get("/oversight/statistics/").content.decode()
    written = desk.get("/oversight/statistics/file/").content.decode("utf-8-sig")
    assert f"{now().year},Requests of persons recorded,Access,fewer than five" in written


def test_the_report_counts_what_the_ledger_holds(officer: Account) -> None:
    make_looks(7)
    make_looks(2, verb=Verb.DENY)
    signed_tree()
    inspector = context_of(officer, "oversight.inspection")
    sections = {s.code: s for s in statistics.report(inspector, now().year)}
    acts = {str(figure.label): figure.value for figure in sections["acts"].figures}

    assert (acts["Look"], acts["Denial of access"]) == (7, 2)
    assert [figure.value for figure in sections["looks"].figures] == [7]
    assert all(
        f.value == 0
        for f in {s.code: s for s in statistics.report(inspector, 2020)}["acts"].figures
    )


@pytest.mark.parametrize("year", ["1999", "abc", "20260", "-1"])
def test_there_is_no_report_of_another_year(desk: Client, year: str) -> None:
    assert desk.get(f"/oversight/statistics/?year={year}").status_code == 404
