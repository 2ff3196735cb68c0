from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import (
    BY_PROFILE,
    ApprovalKind,
    Duty,
    Permit,
    Purpose,
    Room,
    Schedule,
    Term,
)
from fairlead.kernel.cases.machines import ALL

CASE, IDENTITY, REDRESS, FILE = "case", "case-identity", "redress", "file"
HITS = frozenset({"hit", "hit-identity"})  # kernel.screening; who works on cases works on hits
WORK = frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT, Verb.DISCLOSE, Verb.COMBINE})
DESK = frozenset({"analyst", "supervisor"})
DISCLOSE_ABROAD = "cases.disclose-abroad"

PURPOSES = (
    Purpose(
        code="cases.work",
        label=_("Casework"),
        legal_basis=BY_PROFILE,
        data_classes=frozenset({CASE, IDENTITY, FILE}) | HITS,
        verbs=WORK,
        roles=DESK,
    ),
    Purpose(
        code="cases.redress",
        label=_("Redress for the persons recorded"),
        legal_basis="A/RES/45/95, principle 4; the law of access and correction in force",
        data_classes=frozenset({CASE, IDENTITY, FILE, REDRESS}) | HITS,
        verbs=WORK | {Verb.ERASE},
        roles=frozenset({"protection_officer"}),
        supervises=True,
    ),
    Purpose(
        code="cases.inspection",
        label=_("Inspection of cases"),
        legal_basis="Directive (EU) 2016/680, Article 47(1)",
        data_classes=frozenset({CASE, IDENTITY, FILE, REDRESS}) | HITS,
        verbs=frozenset({Verb.CONSULT}),
        roles=frozenset({"oversight"}),
        supervises=True,
    ),
    # Behind the glass: nothing is covered, oversight is told at once, and a review follows.
    Purpose(
        code="cases.emergency",
        label=_("Danger to life that cannot wait"),
        legal_basis=BY_PROFILE,
        data_classes=frozenset({CASE, IDENTITY}),
        verbs=frozenset({Verb.CONSULT}),
        roles=DESK,
        emergency=True,
    ),
)

PERMITS = (
    # An inspector reads how cases were worked, and asks to see a name where that is needed.
    Permit(
        roles=frozenset({"oversight"}),
        purposes=frozenset({"cases.inspection"}),
        verbs=frozenset({Verb.CONSULT}),
        data_classes=frozenset({CASE}),
    ),
    Permit(
        roles=frozenset({"oversight"}),
        purposes=frozenset({"cases.inspection"}),
        verbs=frozenset({Verb.CONSULT}),
        data_classes=frozenset({IDENTITY, FILE, REDRESS}),
        obligations=frozenset({"mask"}),
    ),
    Permit(
        roles=DESK,
        purposes=frozenset({"cases.emergency"}),
        verbs=frozenset({Verb.CONSULT}),
        data_classes=frozenset({CASE, IDENTITY}),
        obligations=frozenset({"notify"}),
    ),
    # Names are covered until somebody asks to see them, and the asking is in the ledger.
    Permit(
        roles=DESK,
        purposes=frozenset({"cases.work"}),
        verbs=WORK,
        data_classes=frozenset({CASE}),
    ),
    Permit(
        roles=DESK,
        purposes=frozenset({"cases.work"}),
        verbs=WORK,
        data_classes=frozenset({IDENTITY}),
        obligations=frozenset({"mask"}),
    ),
    Permit(
        roles=DESK,
        purposes=frozenset({"cases.work"}),
        verbs=frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT}),
        data_classes=frozenset({FILE}),
        obligations=frozenset({"mask"}),
    ),
    Permit(
        roles=frozenset({f"approval:{DISCLOSE_ABROAD}"}),
        purposes=frozenset({"cases.work"}),
        verbs=frozenset({Verb.CONSULT, Verb.ALTER, Verb.DISCLOSE}),
        data_classes=frozenset({CASE, IDENTITY}),
    ),
    Permit(
        roles=frozenset({"protection_officer"}),
        purposes=frozenset({"cases.redress"}),
        verbs=frozenset({Verb.COLLECT, Verb.ALTER, Verb.CONSULT, Verb.DISCLOSE}),
        data_classes=frozenset({REDRESS}),
    ),
    Permit(
        roles=frozenset({"protection_officer"}),
        purposes=frozenset({"cases.redress"}),
        verbs=frozenset({Verb.CONSULT, Verb.ERASE}),
        data_classes=frozenset({CASE, IDENTITY}),
        obligations=frozenset({"mask"}),
    ),
    Permit(
        roles=frozenset({"protection_officer"}),
        purposes=frozenset({"cases.redress"}),
        verbs=frozenset({Verb.CONSULT}),
        data_classes=frozenset({FILE}),
        obligations=frozenset({"mask"}),
    ),
)

DUTIES = (
    Duty(
        code="cases.exchange",
        label=_("Carrying what agencies send one another"),
        legal_basis=BY_PROFILE,
        verbs=WORK | {Verb.ERASE},
        data_classes=frozenset({CASE, IDENTITY, FILE, REDRESS}),
    ),
)

_SEALED = (
    *("Case", "Subject", "Note", "Task", "Link", "TimelineEntry", "Decision", "SecondOpinion"),
    *("Referral", "Transfer", "Delivery", "Dissemination", "Recipient", "Revision"),
    *("Exhibit", "CustodyStep"),
)
TERMS = (
    *(
        Term(record_class="cases", model=f"cases.{model}", clock_start="clock_start")
        for model in _SEALED
    ),
    Term(record_class="cases.redress", model="cases.Redress", clock_start="clock_start"),
)

APPROVALS = (
    ApprovalKind(
        code=DISCLOSE_ABROAD,
        label=_("Disclose to an authority of another State"),
        execute="fairlead.kernel.cases.actions.dissemination.disclose_abroad",
        proposer_roles=DESK,
        approver_roles=frozenset({"supervisor"}),
    ),
)


class CasesConfig(AppConfig):
    name = "fairlead.kernel.cases"
    label = "cases"
    room = Room(
        label=_("Cases"),
        purposes=PURPOSES,
        permits=PERMITS,
        duties=DUTIES,
        terms=TERMS,
        approvals=APPROVALS,
        schedules=(
            Schedule(
                code="cases.exchange",
                job="fairlead.kernel.cases.jobs.expire",
                every=timedelta(minutes=15),
            ),
        ),
        machines=ALL,
        case_check="fairlead.kernel.cases.rules.may_work_on",
    )
