from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import (
    ApprovalKind,
    Duty,
    Permit,
    Room,
    Schedule,
    Term,
)
from fairlead.kernel.screening.machines import ALL

_HERE = "fairlead.kernel.screening"
HIT, IDENTITY = "hit", "hit-identity"
WORK = frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT, Verb.DISCLOSE, Verb.COMBINE})
DESK = frozenset({"analyst", "supervisor"})
DECIDE, DECIDE_BATCH = "screening.decide", "screening.decide_batch"
_CASEWORK = frozenset({"cases.work"})

PERMITS = (
    Permit(roles=DESK, purposes=_CASEWORK, verbs=WORK, data_classes=frozenset({HIT})),
    # Who it is stays covered until somebody asks to see it, and the asking is in the ledger.
    Permit(
        roles=DESK,
        purposes=_CASEWORK,
        verbs=WORK,
        data_classes=frozenset({IDENTITY}),
        obligations=frozenset({"mask"}),
    ),
    Permit(
        roles=frozenset({f"approval:{DECIDE}", f"approval:{DECIDE_BATCH}"}),
        purposes=_CASEWORK,
        verbs=frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT}),
        data_classes=frozenset({HIT, IDENTITY}),
    ),
    Permit(
        roles=frozenset({"oversight"}),
        purposes=frozenset({"cases.inspection"}),
        verbs=frozenset({Verb.CONSULT}),
        data_classes=frozenset({HIT}),
    ),
    Permit(
        roles=frozenset({"oversight"}),
        purposes=frozenset({"cases.inspection"}),
        verbs=frozenset({Verb.CONSULT}),
        data_classes=frozenset({IDENTITY}),
        obligations=frozenset({"mask"}),
    ),
    Permit(
        roles=frozenset({"protection_officer"}),
        purposes=frozenset({"cases.redress"}),
        verbs=frozenset({Verb.CONSULT}),
        data_classes=frozenset({HIT, IDENTITY}),
        obligations=frozenset({"mask"}),
    ),
)

TERMS = tuple(
    Term(record_class="screening", model=f"screening.{model}", clock_start="recorded_at")
    for model in ("Hit", "Judgement", "Standing", "Batch", "Remark")
)

APPROVALS = tuple(
    ApprovalKind(
        code=code,
        label=label,
        execute=f"{_HERE}.actions.{execute}",
        describe=f"{_HERE}.describing.{describe}",
        proposer_roles=DESK,
        approver_roles=DESK,
        expires=timedelta(days=2),
    )
    for code, label, execute, describe in (
        (DECIDE, _("Decide a hit"), "judgement.confirm_judgement", "of_judgement"),
        (DECIDE_BATCH, _("Decide many hits at once"), "batch.decide_batch", "of_batch"),
    )
)


class ScreeningConfig(AppConfig):
    name = _HERE
    label = "screening"
    room = Room(
        label=_("Screening"),
        permits=PERMITS,
        duties=(
            Duty(
                code="screening.upkeep",
                label=_("Bringing hits back in time"),
                legal_basis="A/RES/45/95, principle 2; Directive (EU) 2016/680, Article 4(1)(d)",
                verbs=frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT}),
                data_classes=frozenset({HIT, IDENTITY}),
            ),
        ),
        terms=TERMS,
        approvals=APPROVALS,
        schedules=(
            Schedule(code="screening.upkeep", job=f"{_HERE}.jobs.tend", every=timedelta(minutes=1)),
        ),
        machines=ALL,
    )
