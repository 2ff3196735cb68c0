"""The list of cases: who sees which, narrowed how, and no more in a file than on the page."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairlead.kernel.audit.models import Entry
from fairlead.kernel.cases.actions.case import edit_case, open_case
from fairlead.kernel.cases.models import Favourite
from tests.desks.casework.case_staff import INSPECTION, Person, Unit, fresh, name_somebody

LIST = "/casework/cases/"


def queries(person: Person, address: str) -> int:
    person.page(address)  # what is remembered for the whole process is remembered now
    with CaptureQueriesContext(connection) as seen:
        person.page(address)
    return len(seen)


def test_one_row_and_three_take_the_same_number_of_queries(here: Unit) -> None:
    here.make_case()
    one = queries(here.analyst, LIST)
    here.make_case("Another")
    here.make_case("A third")

    assert queries(here.analyst, LIST) == one == 18


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Mine", "Hers", "Nobody’s"}),
        ("f.owner=me", {"Mine"}),
        ("f.owner=nobody", {"Nobody’s"}),
        ("f.owner=me&f.owner=nobody", {"Mine", "Nobody’s"}),
        ("f.state=new", {"Nobody’s"}),
        ("f.favourite=yes", {"Hers"}),
        ("f.marking=TLP:RED", set()),
    ],
)
def test_the_list_is_narrowed_by_what_the_address_says(
    here: Unit, query: str, shown: set[str]
) -> None:
    here.make_case("Mine")
    open_case(here.analyst.context, title="Nobody’s")
    hers = open_case(here.supervisor.context, title="Hers")
    here.supervisor.do(hers, "assign", owner=here.supervisor.key)
    here.analyst.client.post(f"{LIST}{hers.pk}/favourite/")

    page = here.analyst.page(f"{LIST}?{query}")

    assert {title for title in ("Mine", "Hers", "Nobody’s") if f">{title}<" in page} == shown


def test_a_person_who_is_no_colleague_is_no_choice(here: Unit, there: Unit) -> None:
    here.make_case()

    page = here.analyst.page(f"{LIST}?f.owner={there.analyst.key}")

    assert "This filter has no such choice." in page
    assert "A journey to Amaurot" not in page


def test_a_case_is_found_by_the_exact_name_of_a_subject(here: Unit) -> None:
    found, other = here.make_case("Found"), here.make_case("Other")
    name_somebody(here.analyst.context, found, "أمل المدينة")
    name_somebody(here.analyst.context, other, "Ама Утопина")

    answer = here.analyst.client.post(LIST, {"finder": "name", "text": "أمل المدينة"})

    assert answer.status_code == 302
    assert "%D8" not in answer.headers["Location"]  # the name is in a capsule
    page = here.analyst.page(answer.headers["Location"])
    assert ">Found<" in page
    assert ">Other<" not in page


def test_what_changed_since_the_last_visit_is_marked(here: Unit) -> None:
    case = here.make_case()
    here.supervisor.case(case)
    assert "A journey to Amaurot" not in here.supervisor.page(f"{LIST}?f.news=yes")

    edit_case(here.analyst.context, case=case.pk, version=case.version, summary="More is known.")

    assert "A journey to Amaurot" in here.supervisor.page(f"{LIST}?f.news=yes")


def test_a_favourite_is_ones_own_and_goes_again(here: Unit) -> None:
    case = here.make_case()
    here.analyst.client.post(f"{LIST}{case.pk}/favourite/")
    here.analyst.client.post(f"{LIST}{case.pk}/favourite/")  # twice is once

    assert Favourite.objects.for_context(here.analyst.context).count() == 1
    assert "A journey" not in here.supervisor.page(f"{LIST}?f.favourite=yes")

    here.analyst.client.post(f"{LIST}{case.pk}/favourite/", {"drop": "yes"})

    assert "A journey" not in here.analyst.page(f"{LIST}?f.favourite=yes")
    acts = Entry.objects.filter(act__contains="favoured").values_list("act", flat=True)
    assert sorted(acts) == ["cases.case.favoured"] * 2 + ["cases.case.unfavoured"]


def test_the_file_has_the_rows_of_the_page_and_their_disclosure_is_noted(
    here: Unit, there: Unit
) -> None:
    here.make_case("Ours")
    open_case(here.analyst.context, title="Ours too")
    there.make_case("Theirs")

    answer = here.analyst.client.post(f"{LIST}export/?f.owner=me", {"kind": "csv"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["Ours"]
    assert Entry.objects.filter(act="tables.row.disclosed").count() == 1


def test_an_inspector_sees_the_list_and_exports_nothing(here: Unit) -> None:
    case = here.make_case()
    inspector = Person.at_work("oversight", agency=here.agency, purpose=INSPECTION)

    page = inspector.page(LIST)

    assert str(case) in page
    assert "Open a case" not in page
    assert inspector.client.post(f"{LIST}export/", {"kind": "csv"}).status_code == 403
    assert fresh(here.analyst.context, case).version == case.version
