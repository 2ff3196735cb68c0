"""Words of staff have a term too: what is due goes in the run, what is not due stays."""

import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import models

from fairlead.core.ledger import Authority
from fairlead.core.registration import Term
from fairlead.core.retention import Period
from fairlead.kernel.access import approvals, notices
from fairlead.kernel.access.models import Approval, Emergency, Notice, Vote
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions as people
from fairlead.kernel.people.blanking import NAMELESS
from fairlead.kernel.people.models import Account, ApiKey, RecoveryCode
from fairlead.kernel.retention import adoption, health, laws, plain, queries, writing
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.models import Unsealing
from fairlead.kernel.tables.models import Export, SavedView
from tests.contexts import context_of, make_context
from tests.kernel.retention.conftest import START
from tests.people import make_account, make_agency, make_service

pytestmark = pytest.mark.django_db
YEAR, DAY = timedelta(days=366), timedelta(days=1)
AUTHORITY = Authority(actor="duty:test")


def an_approval(closed_at: datetime | None) -> Vote:
    agency = make_agency()
    proposer = make_account("analyst", agency=agency)
    voter = make_account("supervisor", agency=agency)
    made = approvals.propose(
        context_of(proposer, "lodge.keeping"),
        kind="lodge.close",
        payload={"reason": "winter"},
        reason="Words of the proposer",
    )
    approvals.approve(context_of(voter, "lodge.keeping"), made, reason="Words of the voter")
    Approval.objects.filter(pk=made.pk).update(
        closed_at=closed_at, state="expired" if closed_at else "proposed"
    )
    return Vote.objects.get(approval=made)


def an_emergency(reviewed_at: datetime | None) -> Emergency:
    account = make_account("analyst")
    return Emergency.objects.create(
        account=account,
        agency=account.agency,
        session="s",
        purpose="lodge.emergency",
        cause="danger-to-life",
        words="" if reviewed_at else "Words",
        state="reviewed" if reviewed_at else "overdue",
        ends_at=START,
        review_due_at=START,
        reviewed_at=reviewed_at,
    )


def a_notice(made_at: datetime | None) -> Notice:
    context = make_context("analyst")
    assert context.agency is not None
    (made,) = notices.tell(
        context, kind="look", about="guest", agency=context.agency, roles=["oversight"]
    )
    Notice.objects.filter(pk=made.pk).update(made_at=made_at or now())
    return made


def an_unsealing(asked_at: datetime | None) -> Unsealing:
    return Unsealing.objects.create(
        record_class="booking",
        record_id=uuid.uuid4(),
        account=uuid.uuid4(),
        case=uuid.uuid4(),
        authority="Court of Amaurot",
        minutes=60,
        asked_at=asked_at or now(),
    )


def a_view(kept_at: datetime | None) -> SavedView:
    account = make_account("analyst")
    return SavedView.objects.create(
        account=account,
        agency=account.agency,
        table="lodge.guests",
        name="Tall",
        state="f.state=here",
        kept_at=kept_at or now(),
    )


def an_export(asked_at: datetime | None) -> Export:
    account = make_account("analyst")
    return Export.objects.create(
        account=account,
        agency=account.agency,
        table="lodge.guests",
        kind="csv",
        language="en",
        asked_at=asked_at or now(),
    )


MAKERS: dict[type[models.Model], Callable[[datetime | None], Any]] = {
    Vote: an_approval,
    Approval: lambda at: an_approval(at).approval,
    Emergency: an_emergency,
    Notice: a_notice,
    Unsealing: an_unsealing,
    SavedView: a_view,
    Export: an_export,
}
TERMS = dict.fromkeys(MAKERS, Period(years=1)) | {
    Unsealing: Period(years=5),
    SavedView: Period(years=2),
    Export: Period(days=7),
}
DELETED = {Vote: 2, Approval: 2}  # an approval and its vote go together
CLASSES = {
    Vote: "staff.approvals",
    Approval: "staff.approvals",
    Emergency: "staff.emergencies",
    Notice: "staff.notices",
    Unsealing: "staff.unsealings",
    SavedView: "staff.views",
    Export: "exports",
}


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_what_is_due_goes_and_what_is_not_stays(
    model: type[Any], clock: time_machine.Traveller
) -> None:
    """One row whose term is over, one that is a day short of it, one that was just made."""
    due, nearly = MAKERS[model](now()), MAKERS[model](now() + DAY)
    clock.move_to(TERMS[model].after(START) + timedelta(hours=1))
    running = MAKERS[model](None)

    assert {one.record_class for one in due_now()} == {CLASSES[model]}
    run = run_due()

    left = set(model.objects.values_list("pk", flat=True))
    assert due.pk not in left
    assert {nearly.pk, running.pk} <= left
    entries = [header_of(entry) for entry in Entry.objects.filter(act="retention.rows.erased")]
    noun = model.__name__.lower()
    assert any(f"{noun}:{due.pk}" in entry.objects for entry in entries)
    assert not any(f"{noun}:{nearly.pk}" in entry.objects for entry in entries)
    counted = {line["record_class"]: line["count"] for line in json.loads(run.certificate)["done"]}
    assert counted == {CLASSES[model]: DELETED.get(model, 1)}


def due_now() -> list[queries.Due]:
    from django.db import transaction

    with transaction.atomic():
        adoption.current_law()
        return list(queries.due(now(), writing.house()))


def test_everything_that_was_declared_is_tested_here() -> None:
    from django.apps import apps

    declared = {apps.get_model(term.model) for term in plain.terms()}
    assert declared == {*MAKERS, Account}


def test_an_approval_takes_its_votes_along(clock: time_machine.Traveller) -> None:
    vote = an_approval(now())
    clock.shift(YEAR + DAY)

    run_due()

    assert not Vote.objects.filter(pk=vote.pk).exists()
    assert not Approval.objects.filter(pk=vote.approval_id).exists()


def test_nothing_of_what_staff_wrote_is_left_in_the_tables(clock: time_machine.Traveller) -> None:
    an_approval(now())
    an_emergency(now())
    clock.shift(YEAR + DAY)
    run_due()

    words = [*Approval.objects.values_list("reason", flat=True), *_words_of_votes()]
    assert [one for one in words if "Words" in one] == []


def _words_of_votes() -> list[str]:
    return list(Vote.objects.values_list("reason", flat=True))


# ------------------------------------------------------------------ accounts
def revoked() -> Account:
    account = make_account("analyst")
    RecoveryCode.objects.create(account=account, salt="5" * 32, digest="d" * 64)
    return people.revoke_account(authority=AUTHORITY, account=account, reason="departure")


def test_who_left_long_ago_has_no_name_any_more(clock: time_machine.Traveller) -> None:
    gone, here = revoked(), make_account("analyst")
    name, address = gone.name, gone.email
    clock.shift(2 * DAY)
    lately = revoked()
    clock.move_to(START + 5 * YEAR - 3 * DAY)

    run_due()

    gone.refresh_from_db()
    assert (gone.name, gone.email) == (NAMELESS, f"{gone.pk}@erased.invalid")
    assert gone.revoked_at is None
    assert not gone.has_usable_password()
    assert not Authenticator.objects.filter(user=gone).exists()
    assert not RecoveryCode.objects.filter(account=gone).exists()
    for account in (lately, here):
        account.refresh_from_db()
        assert account.name.startswith("Person")
        assert Authenticator.objects.filter(user=account).exists()
    everything = str(list(Account.objects.values_list("name", "email")))
    assert name not in everything.replace(f"{name}0", "")
    assert address not in everything


def test_an_account_is_blanked_once(clock: time_machine.Traveller) -> None:
    revoked()
    clock.shift(5 * YEAR + DAY)

    run_due()
    again = run_due()

    assert "staff.accounts" not in str(again.counts)
    assert Entry.objects.filter(act="retention.rows.erased").count() == 1


def test_a_service_loses_what_its_keys_were_called(clock: time_machine.Traveller) -> None:
    service = make_service()
    assert service.owner is not None
    ApiKey.objects.create(
        account=service,
        label="Raphael's laptop",
        prefix="abc",
        digest="0" * 64,
        scopes=[],
        created_by=service.owner,
        expires_at=now() + DAY,
    )
    people.revoke_account(authority=AUTHORITY, account=service, reason="departure")
    clock.shift(5 * YEAR + DAY)

    run_due()

    assert list(ApiKey.objects.values_list("label", flat=True)) == [NAMELESS]


def test_one_who_was_only_suspended_keeps_the_name(clock: time_machine.Traveller) -> None:
    account = make_account("analyst")
    people.suspend_account(authority=AUTHORITY, account=account, reason="absence")
    clock.shift(20 * YEAR)

    run_due()

    account.refresh_from_db()
    assert account.name != NAMELESS


# ------------------------------------------------------------------ the law
def test_a_law_that_does_not_end_them_is_not_adopted(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Term(record_class="nobody.knows", model="access.Notice", clock_start="made_at")
    monkeypatch.setattr(plain, "terms", lambda: [lost])

    assert "nobody.knows" in adoption.endless(laws.read(laws.proposed()))
    run = run_due_without_adoption(monkeypatch)
    assert "nobody.knows" not in str(run)


def run_due_without_adoption(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run under a law from before the class was declared: it ends nothing, and nothing fails."""
    monkeypatch.setattr(adoption, "endless", lambda _law: [])
    a_notice(START - 10 * YEAR)
    counts: dict[str, Any] = run_due().counts
    assert Notice.objects.exists()
    return counts


def test_the_doctor_sees_what_was_not_done_in_time(clock: time_machine.Traveller) -> None:
    adoption.current_law()
    a_notice(now())
    clock.move_to(Period(years=1).after(START) + timedelta(hours=1))
    assert health.overdue().state == "good"
    clock.shift(5 * DAY)
    assert health.overdue().state == "bad"


def test_a_batch_is_not_the_end(
    clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fairlead.kernel.retention.actions import rows

    monkeypatch.setattr(rows, "BATCH", 2)
    context = make_context("analyst")
    assert context.agency is not None
    for _ in range(4):
        notices.tell(context, kind="look", about="guest", agency=context.agency)
    clock.shift(YEAR + DAY)

    run = run_due()

    assert not Notice.objects.exists()
    assert sum(run.counts["staff.notices"]["erase"].values()) == 8
