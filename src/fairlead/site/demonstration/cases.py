"""A hundred cases of Utopia and a year in which they were worked on.

Everything is done by the actions by which people do it, each at its own moment in the past: the
ledger, the revisions and the clocks of retention are what they would be.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from fairlead.core.cases.moments import Moment, Precision
from fairlead.core.generator.chance import Chance
from fairlead.core.generator.people import Person, household
from fairlead.core.text import script_of
from fairlead.kernel.access.context import Context
from fairlead.kernel.cases.actions import case as cases
from fairlead.kernel.cases.actions import (
    decision,
    delivery,
    dissemination,
    exhibit,
    link,
    note,
    redress,
    referral,
    subject,
    task,
    timeline,
    transfer,
)
from fairlead.kernel.cases.actions.dissemination import Addressee
from fairlead.kernel.cases.exchange import Message
from fairlead.kernel.cases.models import Case, Delivery, Dissemination, Recipient, Subject
from fairlead.kernel.clock import now
from fairlead.kernel.people.models import Agency
from fairlead.site.demonstration.matters import DECISIONS, EVENTS, MATTERS, NOTES, TASKS, TOLD
from fairlead.site.demonstration.past import at
from fairlead.ui.writing import CODES

SEED: Final = 1516
COUNT: Final = 100
FULL: Final = 4  # every so many cases is a long story
PAPER: Final = b"%PDF-1.4\n% an invented paper of Utopia\n%%EOF\n"
# How a case ends, by its number: what most of them come to, and what is rare.
ENDS: Final = (
    *("closed", "active", "closed", "waiting", "closed", "active", "review", "closed"),
    *("new", "active", "closed", "told", "closed", "recalled", "active", "annulled"),
    *("referred", "closed", "offered", "told"),
)
OPINIONS: Final = (
    "The year of birth alone does not carry it.",
    "I come to the same from the register alone.",
)
REASONS: Final = ("false-positive", "no-concern", "resolved", "acted-on", "insufficient")


@dataclass(frozen=True, slots=True)
class Staff:
    """Those who work on cases in one agency."""

    analyst: Context
    other: Context
    supervisor: Context


@dataclass(slots=True)
class Story:
    """One case while it is told: who works on it, and at which moment it is."""

    staff: Staff
    chance: Chance
    moment: datetime
    index: int
    case: Case
    people: list[Subject]

    @property
    def hand(self) -> Context:
        """Return whose case it is."""
        return self.staff.other if self.index % 3 == 0 else self.staff.analyst

    def later(self, hours: int) -> AbstractContextManager[None]:
        """Let time pass, never beyond the present."""
        self.moment = min(self.moment + timedelta(hours=hours, minutes=17), now())
        return at(self.moment)

    def again(self) -> dict[str, Any]:
        """Return key and version of the case as it is now."""
        found = Case.objects.for_context(self.hand).get(pk=self.case.pk)
        return {"case": found.pk, "version": found.version}


def fill_cases(piu: Staff, fiu: Staff, officer: Context) -> int:
    """Tell every story; the oldest first."""
    today = now()
    for index in range(COUNT):
        days = 360 - round(index * 3.58)
        moment = today - timedelta(days=days, hours=index % 9)
        staff, others = (fiu, piu) if index % 5 == 3 else (piu, fiu)  # noqa: PLR2004 - one in five
        _tell(index, staff, others, moment)
    _redress(officer, today)
    return COUNT


def _tell(index: int, staff: Staff, others: Staff, moment: datetime) -> None:
    story = _opened(index, staff, moment)
    end = ENDS[index % len(ENDS)]
    if end != "new":
        with story.later(3):
            cases.assign_case(story.hand, **story.again())
        _worked(story, is_full=index % FULL == 0)
    ENDINGS[end](story, others)


def _opened(index: int, staff: Staff, moment: datetime) -> Story:
    title, summary = MATTERS[index % len(MATTERS)]
    deadline = now() + timedelta(hours=(index * 37) % 900 - 60) if index > COUNT // 2 else None
    hand = staff.other if index % 3 == 0 else staff.analyst
    with at(moment):
        case = cases.open_case(
            hand,
            title=title,
            summary=summary,
            deadline=deadline,
            tlp=("TLP:AMBER", "TLP:GREEN", "TLP:AMBER+STRICT")[index % 3],
        )
        story = Story(staff, Chance(SEED, "case", index), moment, index, case, [])
        house = household(SEED, index // 2 if index % 10 == 1 else index, 2026)
        for place, person in enumerate(house.members[: 1 + index % 3]):
            role = ("suspect", "associate", "relative")[place]
            held = _particulars(person, house.phone, case.recorded_at.date())
            story.people.append(
                subject.add_subject(hand, case=case.pk, particulars=held, role=role)
            )
    return story


def _particulars(person: Person, phone: str, on: date) -> dict[str, Any]:
    name = person.name
    latin = f"{name.plain_given} {name.plain_surname}".strip()
    native = f"{name.native_given} {name.native_surname}".strip()
    if script_of(native) is not script_of(latin) and CODES.get(script_of(native)) == "Hani":
        native = f"{name.native_surname}{name.native_given}"
    names = [{"text": native, "script": CODES.get(script_of(native), ""), "source": "booking"}]
    if native != latin:
        shown = {"text": latin, "script": "Latn", "kind": "transliteration", "source": "passport"}
        names.append(shown)
    document = {"kind": "passport", "value": person.passport(on).number, "issuer": person.state}
    return {
        "kind": "person",
        "names": names,
        "identifiers": [
            document | {"source": "passport"},
            {"kind": "phone", "value": phone, "source": "booking"},
        ],
        "facts": [
            {"key": "born", "value": person.birth, "source": "passport"},
            {"key": "nationality", "value": person.state, "source": "passport"},
            {"key": "birthplace", "value": person.birth_place.title(), "source": "passport"},
        ],
        "sources": [
            {
                "key": "passport",
                "origin": "Register of passports of Utopia",
                "received": on.isoformat(),
                "reliability": "A",
                "credibility": "1",
                "tlp": "TLP:GREEN",
            },
            {
                "key": "booking",
                "origin": "Utopia Air, booking",
                "received": on.isoformat(),
                "reliability": "B",
                "credibility": "2",
                "tlp": "TLP:GREEN",
            },
        ],
    }


def _worked(story: Story, *, is_full: bool) -> None:
    """Do what is done in every case, and in some of them everything."""
    hand, key, index = story.hand, story.case.pk, story.index
    with story.later(5):
        note.add_note(
            hand,
            case=key,
            words=NOTES[index % len(NOTES)],
            mentions=[story.staff.supervisor.account] if index % 7 == 0 else [],  # type: ignore[list-item]
        )
    if not is_full:
        return
    _evidence(story)
    with story.later(20):
        words = TASKS[index % len(TASKS)]
        made = task.add_task(
            hand, case=key, words=words, assignee=hand.account, deadline=now() + timedelta(days=9)
        )
    with story.later(30):
        task.complete_task(hand, task=made.pk, version=made.version)
        question, outcome, reason, said = DECISIONS[index // FULL % len(DECISIONS)]
        taken = decision.take_decision(
            hand,
            case=key,
            question=question,
            outcome=outcome,
            reason=reason,
            words=said,
            shown={"case": str(story.case)},
            subject=story.people[0].pk,
        )
    with story.later(6):
        decision.give_opinion(
            story.staff.supervisor,
            decision=taken.pk,
            agrees=index % 8 != 0,
            reason=reason,
            words=OPINIONS[index % 8 != 0],
        )


def _evidence(story: Story) -> None:
    hand, key, index = story.hand, story.case.pk, story.index
    with story.later(9):
        for place in range(4):
            lane, words, precision = EVENTS[(index + place) % len(EVENTS)]
            happened = story.case.recorded_at.astimezone(UTC) - timedelta(days=9 * (4 - place))
            timeline.add_entry(
                hand,
                case=key,
                begins=Moment.of(happened, Precision(precision)),
                words=words,
                source="Utopia Air, booking",
                lane=lane,
                anchor="first-activity" if place == 0 else "",
                subjects=[story.people[0].pk],
            )
        if len(story.people) > 1:
            link.add_link(
                hand,
                case=key,
                kind="travelled-with",
                from_=("subject", story.people[0].pk),
                to=("subject", story.people[1].pk),
                certainty="probable",
                source="Utopia Air, booking",
            )
        held = exhibit.add_exhibit(
            hand,
            case=key,
            stream=[PAPER],
            name="landing-card.pdf",
            title="Landing card",
            source="Harbour Office of Amaurot",
            seal=f"UTO-{1000 + index}",
        )
    with story.later(4):
        exhibit.note_custody(
            hand, exhibit=held.pk, step="stored", words="Strong room, shelf 4", holder="Archive"
        )


# ------------------------------------------------------------------ how a case ends
def _stay(story: Story, _others: Staff) -> None:
    """Leave it as it is; some have a task that waits."""
    if story.index % 2:
        with story.later(8):
            task.add_task(
                story.hand,
                case=story.case.pk,
                words=TASKS[story.index % len(TASKS)],
                assignee=story.hand.account,
                deadline=now() + timedelta(days=story.index % 11 - 2 + 360 - story.index * 3),
            )


def _new(_story: Story, _others: Staff) -> None:
    """Nobody has it yet."""


def _wait(story: Story, _others: Staff) -> None:
    until = now() + timedelta(days=5 + story.index % 20)
    with story.later(12):
        cases.suspend_case(story.hand, reason="information", until=until, **story.again())


def _submit(story: Story, _others: Staff) -> None:
    with story.later(40):
        reason = REASONS[story.index % len(REASONS)]
        words = "Nothing more can be learned from here."
        cases.submit_case(story.hand, reason=reason, words=words, **story.again())


def _close(story: Story, others: Staff) -> None:
    _submit(story, others)
    with story.later(26):
        cases.close_case(story.staff.supervisor, **story.again())


def _annul(story: Story, _others: Staff) -> None:
    with story.later(2):
        cases.annul_case(story.staff.supervisor, reason="opened-in-error", **story.again())


def _offer(story: Story, others: Staff) -> None:
    with story.later(15):
        transfer.offer_transfer(
            story.staff.supervisor,
            receiver=_agency(others),
            cover="The account is with a bank of your district.",
            answer_due_at=now() + timedelta(days=6),
            **story.again(),
        )


def _refer(story: Story, others: Staff) -> None:
    with story.later(15):
        sent = referral.send_referral(
            story.hand,
            case=story.case.pk,
            receiver=_agency(others),
            ask="information",
            cover="A question about one account.",
            message=Message(
                words=TOLD[story.index % len(TOLD)],
                subjects=[story.people[0].pk],
                tlp=story.case.tlp,
                audience="organization",
            ),
            answer_due_at=now() + timedelta(days=8),
        )
    if story.index % 3 == 0:
        _answer(story, others, sent.pk)


def _answer(story: Story, others: Staff, sent: Any) -> None:  # noqa: ANN401 - a key
    came = Delivery.objects.for_context(others.analyst).get(sent=sent)
    with story.later(30):
        opened = referral.accept_referral(
            others.analyst, delivery=came.pk, version=came.version, title="A question of another"
        )
        cases.assign_case(others.analyst, case=opened.pk, version=opened.version)
    with story.later(50):
        came = Delivery.objects.for_context(others.analyst).get(pk=came.pk)
        words = "The account was closed in March; nothing else is known here."
        referral.answer_referral(
            others.analyst, delivery=came.pk, version=came.version, words=words
        )


def _say(story: Story, others: Staff) -> Dissemination:
    with story.later(15):
        told = dissemination.prepare_dissemination(
            story.hand,
            case=story.case.pk,
            message=Message(
                words=TOLD[story.index % len(TOLD)],
                subjects=[story.people[0].pk],
                tlp=story.case.tlp,
                audience="organization",
                instructions="Tell us within a week.",
            ),
            recipients=[
                Addressee(receiver=_agency(others)),
                Addressee(receiver=Agency.objects.get(code="border").pk),
                Addressee(name="Customs of Anyder", address="Harbour 1, Anyder"),
            ],
        )
    with story.later(2):
        dissemination.send_dissemination(story.hand, dissemination=told.pk)
    with story.later(20):
        came = _arrived(story, others, told)
        dissemination.receive_dissemination(others.analyst, delivery=came.pk, version=came.version)
    return told


def _arrived(story: Story, others: Staff, told: Dissemination) -> Delivery:
    """Return what of it lies with the other agency."""
    recipients = Recipient.objects.for_context(story.hand).filter(dissemination=told)
    keys = list(recipients.values_list("pk", flat=True))
    return Delivery.objects.for_context(others.analyst).get(sent__in=keys)


def _recall(story: Story, others: Staff) -> None:
    told = _say(story, others)
    with story.later(60):
        dissemination.recall_dissemination(story.hand, dissemination=told.pk, reason="outdated")
    if story.index % 2:
        came = _arrived(story, others, told)
        with story.later(30):
            delivery.confirm_recall(
                others.analyst, delivery=came.pk, version=came.version, confirmation="erased"
            )


ENDINGS: Final[dict[str, Callable[[Story, Staff], object]]] = {
    "active": _stay,
    "new": _new,
    "waiting": _wait,
    "review": _submit,
    "closed": _close,
    "annulled": _annul,
    "offered": _offer,
    "referred": _refer,
    "told": _say,
    "recalled": _recall,
}


def _agency(staff: Staff) -> Any:  # noqa: ANN401 - a key
    return staff.analyst.agency


# ------------------------------------------------------------------ redress
def _redress(officer: Context, today: datetime) -> None:
    """Let some persons ask what is held about them."""
    for index, kind in enumerate(("access", "correction", "objection") * 3):
        person = household(SEED, 500 + index, 2026).first
        name = f"{person.name.native_given} {person.name.native_surname}".strip()
        with at(today - timedelta(days=70 - 8 * index)):
            asked = redress.receive_redress(
                officer, kind=kind, name=name, words="What do you hold about me, and from whom?"
            )
        if index % 3 != 2:  # noqa: PLR2004 - one in three waits for proof
            with at(today - timedelta(days=66 - 7 * index)):
                asked = redress.identify_redress(officer, redress=asked.pk, version=asked.version)
        if index % 4 == 0 and asked.status == "open":
            with at(today - timedelta(days=50 - 5 * index)):
                redress.answer_redress(
                    officer,
                    redress=asked.pk,
                    version=asked.version,
                    outcome="granted",
                    reason="nothing-held",
                    words="Nothing is held about you. You can appeal within a month.",
                )
