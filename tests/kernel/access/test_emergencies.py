"""Breaking the glass: what it opens, for how long, and who hears of it."""

import dataclasses
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.core.states import IllegalVerb, legal
from fairlead.kernel.access import emergencies, jobs, notices, purposes
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import decide
from fairlead.kernel.access.emergencies import Plea
from fairlead.kernel.access.machines import EMERGENCY
from fairlead.kernel.access.models import Emergency, Notice
from fairlead.kernel.audit.models import Entry, Payload
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.people import sessions
from fairlead.kernel.people.models import Account
from tests.contexts import context_of
from tests.lodge.models import Guest
from tests.people import give_role, make_account, make_agency, proven

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
PLEA = Plea(
    purpose="lodge.emergency",
    cause="danger-to-life",
    words="A guest has called for help.",
    lasts=timedelta(minutes=30),
)


class House:
    """An analyst who breaks the glass, and those who watch."""

    def __init__(self, clock: time_machine.Traveller) -> None:
        self.clock = clock
        self.agency = make_agency()
        self.account = make_account("analyst", agency=self.agency)
        self.watcher = make_account(agency=self.agency)
        give_role(self.watcher, "oversight", days=9)
        self.session: dict[str, Any] = {}

    def context(self, account: Account | None = None, session: str = "s-1") -> Context:
        bare = context_of(account or self.account)
        now = datetime.now(UTC)
        return dataclasses.replace(bare, session=session, authenticated_at=now)

    def open(self, **changes: Any) -> Emergency:
        plea = dataclasses.replace(PLEA, **changes)
        proven(emergencies.ACT, self.session)
        return emergencies.open_emergency(self.context(), session=self.session, plea=plea)

    def working(self, session: str = "s-1") -> Context:
        """Return the context of the analyst's next request."""
        return emergencies.of_session(self.context(session=session), self.session)

    def may_look(self, context: Context) -> bool:
        return bool(decide(context, Verb.CONSULT, "guest"))


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(START, tick=False) as clock:
        yield House(clock)


# ---------------------------------------------------------------- what it opens
def test_it_opens_its_purpose_in_its_session_and_nothing_else(house: House) -> None:
    assert not house.may_look(house.working())
    assert not house.may_look(house.context().serving("lodge.emergency"))

    house.open()

    assert house.may_look(house.working())
    assert list(Guest.objects.for_context(house.working())) == []
    assert not house.may_look(house.working(session="s-2"))
    assert not decide(house.working(), Verb.ALTER, "guest")
    other = house.context(make_account("analyst", agency=house.agency))
    assert not house.may_look(emergencies.of_session(other, house.session))


def test_it_is_told_in_the_same_transaction_and_written_down(house: House) -> None:
    with transaction.atomic():
        house.open()
        transaction.set_rollback(True)
    assert (Emergency.objects.count(), Notice.objects.count()) == (0, 0)

    opened = house.open()

    header = header_of(Entry.objects.get(act="access.emergency.opened"))
    assert (header.verb, header.reason) == (Verb.BREAK_GLASS, "danger-to-life")
    assert header.objects == (opened.reference, f"account:{house.account.pk}")
    assert header.authority.purpose == "lodge.emergency"
    assert "help" not in str(header)
    seen = notices.for_reader(house.context(house.watcher))
    assert [(notice.kind, notice.about) for notice in seen] == [
        ("emergency-opened", opened.reference)
    ]


def test_oversight_above_is_told_too_and_oversight_elsewhere_is_not(house: House) -> None:
    above = make_agency()
    house.agency.parent = above
    house.agency.save()
    chief, stranger = make_account("oversight", agency=above), make_account("oversight")

    house.open()

    assert notices.for_reader(house.context(chief)).count() == 1
    assert notices.for_reader(house.context(stranger)).count() == 0
    assert notices.for_reader(house.context()).count() == 0


# ---------------------------------------------------------------- the hour
@pytest.mark.parametrize("minutes", [1, 30, 60])
def test_it_ends_to_the_second(house: House, minutes: int) -> None:
    house.open(lasts=timedelta(minutes=minutes))

    house.clock.move_to(START + timedelta(minutes=minutes) - timedelta(seconds=1))
    assert house.may_look(house.working())
    house.clock.move_to(START + timedelta(minutes=minutes))
    assert not house.may_look(house.working())


@pytest.mark.parametrize("minutes", [0, -5, 61, 24 * 60])
def test_it_lasts_an_hour_at_most(house: House, minutes: int) -> None:
    with pytest.raises(BadInput):
        house.open(lasts=timedelta(minutes=minutes))


def test_it_can_be_ended_before(house: House) -> None:
    opened = house.open()

    with pytest.raises(Refused):
        emergencies.close_emergency(
            house.context(make_account("supervisor", agency=house.agency)), emergency=opened.pk
        )
    emergencies.close_emergency(house.context(), emergency=opened.pk)

    assert not house.may_look(house.working())
    with pytest.raises(IllegalVerb):
        emergencies.close_emergency(house.context(), emergency=opened.pk)


def test_oversight_ends_it_by_reviewing(house: House) -> None:
    opened = house.open()

    emergencies.review_emergency(
        house.context(house.watcher), emergency=opened.pk, verdict="unjustified", words="No reason."
    )

    assert not house.may_look(house.working())
    assert Notice.objects.filter(kind="emergency-unjustified").count() == 3


# ---------------------------------------------------------------- who may
THIN: list[tuple[str, dict[str, object]]] = [
    ("no cause", {"cause": ""}),
    ("an invented cause", {"cause": "curiosity"}),
    ("no words", {"words": "   "}),
]


@pytest.mark.parametrize("change", [p[1] for p in THIN], ids=[p[0] for p in THIN])
def test_a_plea_says_why(house: House, change: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        house.open(**change)


def shown_before(session: dict[str, Any]) -> None:
    proven("another act", session)
    sessions.ask_proof(session, emergencies.ACT)


STALE: list[tuple[str, Callable[[dict[str, Any]], None]]] = [
    ("never asked", lambda _session: None),
    ("asked, and nothing shown", lambda session: sessions.ask_proof(session, emergencies.ACT)),
    ("shown for another act", lambda session: proven("retention.keys.destroyed", session)),
    (
        "shown before it was asked",
        shown_before,
    ),
    (
        "shown long ago",
        lambda session: proven(
            emergencies.ACT, session, at=(START - timedelta(minutes=5)).timestamp()
        ),
    ),
    ("a password only", lambda session: proven(emergencies.ACT, session, method="password")),
    ("a sign-in", lambda session: proven(emergencies.ACT, session, reauthenticated=False)),
]


@pytest.mark.parametrize("shown", [s[1] for s in STALE], ids=[s[0] for s in STALE])
def test_a_proof_made_for_anything_else_does_not_count(
    house: House, shown: Callable[[dict[str, Any]], None]
) -> None:
    shown(house.session)

    with pytest.raises(Refused) as refusal:
        emergencies.open_emergency(house.context(), session=house.session, plea=PLEA)

    assert refusal.value.reasons == ("authentication-stale",)
    assert not Emergency.objects.exists()


def test_a_proof_is_spent_by_one_act(house: House) -> None:
    proven(emergencies.ACT, house.session)
    emergencies.open_emergency(house.context(), session=house.session, plea=PLEA)
    Emergency.objects.all().delete()

    with pytest.raises(Refused):
        emergencies.open_emergency(house.context(), session=house.session, plea=PLEA)


OPENERS: list[tuple[str, Callable[[House], Context], str]] = [
    (
        "another role",
        lambda house: house.context(make_account("supervisor", agency=house.agency)),
        "purpose-not-of-role",
    ),
    (
        "no session",
        lambda house: dataclasses.replace(house.context(), session=""),
        "authentication-stale",
    ),
    (
        "nobody to tell",
        lambda house: house.context(make_account("analyst")),
        "nobody-to-tell",
    ),
]


@pytest.mark.parametrize(("who", "reason"), [o[1:] for o in OPENERS], ids=[o[0] for o in OPENERS])
def test_these_do_not_break_the_glass(
    house: House, who: Callable[[House], Context], reason: str
) -> None:
    proven(emergencies.ACT, house.session)
    with pytest.raises(Refused) as refusal:
        emergencies.open_emergency(who(house), session=house.session, plea=PLEA)

    assert refusal.value.reasons == (reason,)
    assert not Emergency.objects.exists()
    assert emergencies.KEY not in house.session


def test_who_watches_alone_does_not_watch_himself(house: House) -> None:
    account = make_account("analyst", "oversight")

    proven(emergencies.ACT, house.session)
    with pytest.raises(Refused) as refusal:
        emergencies.open_emergency(house.context(account), session=house.session, plea=PLEA)

    assert refusal.value.reasons == ("nobody-to-tell",)


def test_the_next_one_waits_for_the_review_of_the_last(house: House) -> None:
    opened = house.open()
    with pytest.raises(Conflict):
        house.open()
    emergencies.close_emergency(house.context(), emergency=opened.pk)
    with pytest.raises(Conflict):
        house.open()

    emergencies.review_emergency(
        house.context(house.watcher), emergency=opened.pk, verdict="justified", words="Well done."
    )
    house.open()


def test_an_emergency_purpose_cannot_be_chosen_like_others(house: House) -> None:
    assert "lodge.emergency" not in {each.code for each in purposes.offered(house.context())}
    with pytest.raises(Refused):
        purposes.choose(house.context(), session=house.session, purpose="lodge.emergency")


# ---------------------------------------------------------------- the review
def test_the_review_is_oversights_and_never_ones_own(house: House) -> None:
    opened = house.open()
    give_role(house.account, "oversight")
    stale = dataclasses.replace(house.context(house.watcher), authenticated_at=None)

    for context in (
        house.context(),
        house.context(make_account("supervisor", agency=house.agency)),
        house.context(make_account("oversight")),
        stale,
    ):
        with pytest.raises(Refused):
            emergencies.review_emergency(
                context, emergency=opened.pk, verdict="justified", words=""
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.update(reviewer=house.account)


def test_the_words_go_with_the_review_and_stay_with_the_ledger(house: House) -> None:
    opened = house.open()
    assert opened.words

    done = emergencies.review_emergency(
        house.context(house.watcher), emergency=opened.pk, verdict="justified", words="As it was."
    )

    assert (done.state, done.verdict, done.words) == ("reviewed", "justified", "")
    assert Payload.objects.filter(entry__act="access.emergency.opened").exists()


def test_an_invented_verdict_is_none(house: House) -> None:
    opened = house.open()
    with pytest.raises(BadInput):
        emergencies.review_emergency(
            house.context(house.watcher), emergency=opened.pk, verdict="excused", words=""
        )


# ---------------------------------------------------------------- the day
def status(house: House) -> str:
    return Account.objects.get(pk=house.account.pk).status


def test_without_a_review_the_account_is_suspended_after_a_day(house: House) -> None:
    opened = house.open()

    house.clock.move_to(START + timedelta(hours=24) - timedelta(seconds=1))
    jobs.close_overdue()
    assert (status(house), Emergency.objects.get().state) == ("active", "over")
    house.clock.move_to(START + timedelta(hours=24))
    jobs.close_overdue()
    jobs.close_overdue()

    assert (status(house), Emergency.objects.get().state) == ("suspended", "overdue")
    entry = header_of(Entry.objects.get(act="people.account.suspended"))
    assert (entry.authority.actor, entry.reason) == ("duty:access.closing", "review-overdue")
    assert Notice.objects.filter(kind="emergency-overdue", about=opened.reference).count() == 3


def test_a_review_in_time_keeps_the_account(house: House) -> None:
    opened = house.open()
    house.clock.move_to(START + timedelta(hours=23, minutes=59))
    jobs.close_overdue()
    emergencies.review_emergency(
        house.context(house.watcher), emergency=opened.pk, verdict="justified", words=""
    )
    house.clock.move_to(START + timedelta(days=3))
    jobs.close_overdue()

    assert status(house) == "active"


def test_a_worker_that_slept_catches_up_at_once(house: House) -> None:
    """Nothing depends on the clock job for the end of access; only the records do."""
    house.open()
    house.clock.move_to(START + timedelta(days=2))
    assert not house.may_look(house.working())

    jobs.close_overdue()

    assert (status(house), Emergency.objects.get().state) == ("suspended", "overdue")


def test_a_late_review_closes_the_record_and_leaves_the_account_to_others(house: House) -> None:
    opened = house.open()
    house.clock.move_to(START + timedelta(days=2))
    jobs.close_overdue()

    emergencies.review_emergency(
        house.context(house.watcher), emergency=opened.pk, verdict="justified", words=""
    )

    assert (status(house), Emergency.objects.get().state) == ("suspended", "reviewed")


def test_every_state_allows_the_verbs_of_the_table_and_no_others(house: House) -> None:
    opened = house.open()
    watcher = house.context(house.watcher)
    steps: dict[str, Callable[[], object]] = {
        "close": lambda: emergencies.close_emergency(house.context(), emergency=opened.pk),
        "review": lambda: emergencies.review_emergency(
            watcher, emergency=opened.pk, verdict="justified", words=""
        ),
    }
    for state in EMERGENCY.states:
        for verb, act in steps.items():
            Emergency.objects.update(state=state, reviewer=None)
            if verb in legal(EMERGENCY, state):
                act()
            elif state == "reviewed":
                with pytest.raises((IllegalVerb, Refused)):
                    act()
            else:
                with pytest.raises(IllegalVerb):
                    act()


# ---------------------------------------------------------------- notices
def test_a_notice_is_read_by_its_role_once(house: House) -> None:
    house.open()
    watcher = house.context(house.watcher)
    notice = notices.for_reader(watcher).get()

    with pytest.raises(Refused):
        notices.see_notice(house.context(), notice=notice.pk)
    with pytest.raises(Refused):
        notices.see_notice(watcher, notice=uuid.uuid4())
    notices.see_notice(watcher, notice=notice.pk)
    notices.see_notice(watcher, notice=notice.pk)

    assert Entry.objects.filter(act="access.notice.seen").count() == 1


def test_hooks_are_called_when_the_notice_is_committed(
    house: House, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    called: list[uuid.UUID] = []

    def broken(_notice: uuid.UUID) -> None:
        raise RuntimeError

    monkeypatch.setattr("tests.lodge.actions.heard", called.append, raising=False)
    monkeypatch.setattr("tests.lodge.actions.deaf", broken, raising=False)

    @dataclasses.dataclass
    class Hooked:
        notified: str

    monkeypatch.setattr(
        notices,
        "rooms",
        lambda: {
            "one": Hooked("tests.lodge.actions.deaf"),
            "two": Hooked("tests.lodge.actions.heard"),
            "three": Hooked(""),
        },
    )
    with django_capture_on_commit_callbacks(execute=True):
        house.open()
        assert called == []

    assert sorted(called) == sorted(Notice.objects.values_list("pk", flat=True))
