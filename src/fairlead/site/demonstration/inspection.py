"""What those who watch over Utopia look after: requests, an emergency, proposals, a sample."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from fairlead.core.errors import Conflict
from fairlead.desks.oversight import actions
from fairlead.desks.oversight.models import Drawn
from fairlead.kernel.access import emergencies, grants
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import checkpoints, keys, sequencing
from fairlead.kernel.cases.actions import redress
from fairlead.kernel.clock import now
from fairlead.kernel.people import actions as people
from fairlead.kernel.people import sessions
from fairlead.kernel.people.models import Account
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.site.demonstration.past import at

WORK: Final = "cases.work"
SIZE: Final = 12
# days ago, what is asked, who asks, in which words; all invented
REQUESTS: Final = (
    (80, "access", "Raphaël Nonsenso", "Quelles données avez-vous sur moi ?"),
    (61, "correction", "سليم المدينة", "تاريخ ميلادي مكتوب خطأ."),
    (44, "access", "Ольга Нигдеева", "Что вы обо мне храните?"),
    (38, "objection", "乌有乡", "我反对处理我的数据。"),
    (27, "access", "Peter Aegidius Nowhere", "I was stopped twice at the border. Why?"),
    (12, "correction", "Inés de Utopía", "El pasaporte que figura no es mío."),
    (3, "access", "Amaurota Anydri", "What do you hold about me?"),
)
ANSWERED: Final = 2  # the first so many were answered, and in time
FINDINGS: Final = (
    ("lawful", "The look belongs to the decision that follows it within two minutes."),
    ("lawful", "Second opinion, asked for in the case."),
    ("asked", "No decision follows. The analyst was asked what the look was for."),
    ("lawful", "Named in the hand-over note of the shift."),
    ("excessive", "Every alias was opened; the passport number had settled it."),
)


def fill_inspection(staff: dict[str, Context]) -> None:
    """Do what oversight and its officers do; ``staff`` works under the purposes named here."""
    _requests(staff["protection_officer"])
    _emergency(staff["supervisor"], staff["oversight"])
    _proposals(staff["security_officer"])
    run_due()
    _sample(staff["oversight"])
    actions.measure_evenness(context=staff["oversight"])


def _requests(officer: Context) -> None:
    for place, (days, kind, name, words) in enumerate(REQUESTS):
        with at(now() - timedelta(days=days)):
            made = redress.receive_redress(officer, kind=kind, name=name, words=words)
        with at(now() - timedelta(days=days - 1)):
            made = redress.identify_redress(officer, redress=made.pk, version=made.version)
        if place < ANSWERED:
            with at(now() - timedelta(days=days - 20)):
                redress.answer_redress(
                    officer,
                    redress=made.pk,
                    version=made.version,
                    outcome="granted",
                    reason="held-and-disclosed",
                    words="Everything that is held was sent to you with this letter.",
                )


def _emergency(supervisor: Context, reviewer: Context) -> None:
    """Break the glass as the page does, and have it reviewed; then once more, unreviewed.

    Today: before somebody held the role that is told, the glass could not be broken.
    """
    first = _break_glass(supervisor, "A child was on the boat that did not arrive.")
    emergencies.close_emergency(supervisor, emergency=first)
    emergencies.review_emergency(
        reviewer,
        emergency=first,
        verdict="justified",
        words="The list of passengers was needed within minutes.",
    )
    _break_glass(supervisor, "The night shift cannot be reached, and the ferry leaves at six.")


def _break_glass(supervisor: Context, words: str) -> uuid.UUID:
    session: dict[str, object] = {}
    sessions.ask_proof(session, emergencies.ACT)
    step = {"method": "mfa", "at": now().timestamp(), "reauthenticated": True}
    session["account_authentication_methods"] = [step]
    acting = replace(supervisor, session="demonstration")
    plea = emergencies.Plea(
        purpose=emergencies.openable(acting)[0].code,
        cause="missing-person",
        words=words,
        lasts=timedelta(minutes=30),
    )
    return emergencies.open_emergency(acting, session=session, plea=plea).pk


def _proposals(officer: Context) -> None:
    """Propose a role that waits for a second officer, and give a service its key."""
    colleague = Account.objects.get(email="administrator@utopia.example")
    grants.propose_role(
        officer,
        account=colleague,
        role="security_officer",
        ends_at=now() + timedelta(days=90),
        reason="Stands in during leave",
    )
    service = Account.objects.filter(kind=Account.Kind.SERVICE).select_related("owner").first()
    if service is not None and service.owner is not None:
        people.issue_key(
            authority=officer.authority(),
            service=service,
            maker=service.owner,
            label="Departure control",
            scopes=["oversight.read"],
            expires_at=now() + timedelta(days=200),
        )


def _sample(inspector: Context) -> None:
    """Announce a sample over what was looked at, draw it by the next signature, and begin."""
    _sign()
    with at(now() - timedelta(minutes=30)):
        today = now().date()
        made = actions.announce_sample(
            context=inspector,
            since=today - timedelta(days=60),
            until=today,
            purposes=[WORK],
            size=SIZE,
        )
    _sign()
    try:
        actions.draw_sample(context=inspector, sample=made.pk)
    except Conflict:
        return
    places = _places(inspector)
    for place, (outcome, words) in zip(places, FINDINGS, strict=False):
        actions.note_finding(
            context=inspector, sample=made.pk, place=place, outcome=outcome, words=words
        )


def _places(inspector: Context) -> Sequence[int]:
    drawn = Drawn.objects.for_context(inspector).order_by("place")
    return list(drawn.values_list("place", flat=True))


def _sign() -> None:
    keys.create()  # those that are missing
    sequencing.sequence()
    checkpoints.sign(force=True)
