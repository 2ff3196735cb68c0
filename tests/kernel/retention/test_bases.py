"""Without a law that the State named, a purpose is switched off; two persons switch it on."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from fairlead.core.errors import Refused
from fairlead.kernel.access import approvals, emergencies, health, policy, purposes
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.cases.actions.case import open_case
from fairlead.kernel.cases.jobs import expire
from fairlead.kernel.cases.models import Case
from fairlead.kernel.jobs import contexts
from fairlead.kernel.retention import laws
from fairlead.kernel.retention.adoption import current_law
from fairlead.kernel.retention.proposals import propose_law_change
from tests.contexts import make_context
from tests.kernel.retention.conftest import START
from tests.people import make_account, sign_in

pytestmark = pytest.mark.django_db
HEAD = """[profile]
code = "north"
title = "North"
version = "1"
rests_on = "icao-annex9"

[[source]]
code = "act"
title = "Act of the North"
reference = "1"
url = "https://north.example"
verified = "Invented."
"""
BASIS = """
[[basis]]
purpose = "cases.work"
source = "act"
citation = "section 7"
valid_from = {start}
"""


@pytest.fixture
def law(tmp_path: Path, settings: object) -> Path:
    """Name a profile of one's own, which names no law for casework yet."""
    file = tmp_path / "north.toml"
    file.write_text(HEAD)
    settings.FAIRLEAD_PROFILE = str(file)  # type: ignore[attr-defined]
    current_law()
    return file


def adopt(law: Path, text: str) -> None:
    law.write_text(HEAD + text)
    asked = propose_law_change(make_context("administrator"))
    assert approvals.approve(make_context("oversight"), asked).state == "executed"


def codes(context: Context) -> set[str]:
    return {purpose.code for purpose in purposes.offered(context)}


def refused(context: Context) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal, transaction.atomic():
        list(Case.objects.for_context(context))
    return tuple(refusal.value.reasons)


def test_without_a_law_it_is_off_for_everybody(law: Path) -> None:
    assert law.exists()
    analyst = make_context("analyst", "supervisor")

    assert "cases.work" not in codes(analyst)
    assert {one.code for one in purposes.without_basis(analyst)} == {"cases.work"}
    with pytest.raises(Refused) as refusal:
        purposes.choose(analyst, session={}, purpose="cases.work")
    assert refusal.value.reasons == ("no-legal-basis",)
    assert refused(analyst.serving("cases.work")) == ("no-legal-basis",)
    with pytest.raises(Refused):
        open_case(analyst.serving("cases.work"), title="x")
    assert "cases.emergency" not in {one.code for one in emergencies.openable(analyst)}
    assert refused(Context.duty("cases.exchange")) == ("no-legal-basis",)
    assert "cases.redress" in codes(make_context("protection_officer")), "it names its own law"


def test_the_doctor_names_what_is_off_and_what_to_do(law: Path) -> None:
    assert law.exists()
    said = health.purposes_founded()

    assert said.state == "warning"
    for word in ("Casework (cases.work)", "cases.emergency", "[[basis]]", "two persons"):
        assert word in str(said.words)
    assert said.figures["without_basis"] == ["cases.emergency", "cases.work", "duty:cases.exchange"]


def test_the_page_says_so(law: Path) -> None:
    assert law.exists()
    client = Client()
    with time_machine.travel(START, tick=True):
        sign_in(client, make_account("analyst"))
        page = client.get("/purpose/").content.decode()
        answer = client.post("/purpose/", {"purpose": "cases.work"})

    assert "Switched off here" in page
    assert "Casework" in page
    assert answer.status_code == 200, "it is not among the choices"


def test_the_clock_finds_nothing_to_do_and_does_not_fail(law: Path) -> None:
    assert law.exists()
    assert expire.func(None) == {"expired": 0}


def test_two_persons_switch_it_on_and_off_at_once(law: Path) -> None:
    analyst = make_context("analyst")
    law.write_text(HEAD + BASIS.format(start="2016-01-01"))
    assert "cases.work" not in codes(analyst), "a file is a proposal, not the law"

    adopt(law, BASIS.format(start="2016-01-01"))

    assert "cases.work" in codes(analyst)
    working = analyst.serving("cases.work")
    assert working.legal_basis == "Act of the North, section 7"
    case = open_case(working, title="A journey")
    assert case.legal_basis == "Act of the North, section 7"
    entry = Entry.objects.get(act="cases.case.opened")
    assert b"Act of the North, section 7" in bytes(entry.header)

    adopt(law, "")
    assert refused(analyst.serving("cases.work")) == ("no-legal-basis",)


def test_a_session_and_a_job_from_before_end_with_the_law(law: Path) -> None:
    adopt(law, BASIS.format(start="2016-01-01"))
    analyst = make_context("analyst")
    session = {purposes.KEY: {"purpose": "cases.work", "case": ""}}
    assert purposes.of_session(analyst, session).purpose == "cases.work"
    waiting = analyst.serving("cases.work")

    adopt(law, "")

    assert purposes.of_session(analyst, session).purpose == ""
    assert refused(contexts.renewed(waiting)) == ("no-legal-basis",)


def test_a_law_of_tomorrow_opens_nothing_today(law: Path) -> None:
    tomorrow = START.date() + timedelta(days=1)
    adopt(law, BASIS.format(start=tomorrow))

    assert policy.basis_of("cases.work") == ""
    with time_machine.travel(START + timedelta(days=1)):
        assert policy.basis_of("cases.work") == "Act of the North, section 7"


def test_it_rests_on_a_profile_that_ships(law: Path) -> None:
    assert law.exists()
    assert str(laws.read(laws.proposed())) == "north 1 + icao-annex9 2026.1 + generic 2026.1"


def test_with_every_law_named_the_doctor_is_content(settings: object) -> None:
    from tests.servers import ROOT

    demonstration = ROOT / "src" / "fairlead" / "site" / "demonstration" / "utopia.toml"
    settings.FAIRLEAD_PROFILE = str(demonstration)  # type: ignore[attr-defined]

    assert health.purposes_founded().state == "good"
    assert "Utopia" in policy.basis_of("cases.work")


def test_no_law_of_utopia_is_outside_the_demonstration() -> None:
    from tests.servers import ROOT

    source = ROOT / "src" / "fairlead"
    naming = {
        str(path.relative_to(source))
        for path in source.rglob("*")
        if path.suffix in {".py", ".toml"} and "Act of Utopia" in path.read_text(encoding="utf-8")
    }
    assert {name for name in naming if not name.startswith("site/demonstration/")} == set()
