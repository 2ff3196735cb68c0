from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from fairlead.core.ledger import Verb
from fairlead.core.registration import (
    EVERY_CLASS,
    Duty,
    Navigation,
    Permit,
    Purpose,
    Room,
    Scope,
    Term,
)

INSPECTION = "oversight.inspection"
PROTECTION = "oversight.protection"
COUNTING = "oversight.counting"  # the duty under which terms and clocks are counted
LEDGER = "ledger"  # the class of data: headers of entries, never payloads
CONDUCT = "conduct"  # who may do what, and did: accounts, sessions, keys, proposals, jobs
TERMS = "terms"  # how many records end when and why; clocks of requests; no record itself
FINDING = "finding"  # samples, and what an inspector found
READING = frozenset({Verb.CONSULT, Verb.DISCLOSE})
FINDING_OUT = READING | {Verb.COLLECT, Verb.ALTER}
_OVERSIGHT = frozenset({"oversight"})
_OFFICER = frozenset({"protection_officer"})
_TABLES = "fairlead.desks.oversight.queries"


def _permit(purpose: str, roles: frozenset[str], verbs: frozenset[Verb], *classes: str) -> Permit:
    return Permit(
        roles=roles, purposes=frozenset({purpose}), verbs=verbs, data_classes=frozenset(classes)
    )


class OversightConfig(AppConfig):
    name = "fairlead.desks.oversight"
    label = "oversight"
    room = Room(
        label=_("Oversight"),
        purposes=(
            Purpose(
                code=INSPECTION,
                label=_("Inspection of the ledger"),
                legal_basis="Directive (EU) 2016/680, Article 25(2)",
                data_classes=frozenset({LEDGER, CONDUCT, TERMS, FINDING}),
                verbs=FINDING_OUT | {Verb.OPERATE},
                roles=_OVERSIGHT,
            ),
            Purpose(
                code=PROTECTION,
                label=_("Watching over terms and requests"),
                legal_basis="Directive (EU) 2016/680, Article 34",
                data_classes=frozenset({TERMS}),
                verbs=READING,
                roles=_OFFICER,
            ),
        ),
        permits=(
            _permit(INSPECTION, _OVERSIGHT, READING, LEDGER, CONDUCT, TERMS),
            _permit(INSPECTION, _OVERSIGHT, FINDING_OUT, FINDING),
            _permit(INSPECTION, _OVERSIGHT, frozenset({Verb.OPERATE}), LEDGER),
            _permit(PROTECTION, _OFFICER, READING, TERMS),
        ),
        duties=(
            Duty(
                code=COUNTING,
                label=_("Counting terms and clocks for those who watch over them"),
                legal_basis="Directive (EU) 2016/680, Article 25(2)",
                verbs=frozenset({Verb.CONSULT}),
                data_classes=frozenset({EVERY_CLASS}),
            ),
        ),
        terms=(
            Term(
                record_class="oversight.finding",
                model="oversight.Finding",
                clock_start="recorded_at",
            ),
        ),
        scopes=(
            Scope(
                code="oversight.read",
                label=_("Read the ledger"),
                purposes=frozenset({INSPECTION}),
            ),
        ),
        tables=(
            f"{_TABLES}.ledger.LEDGER_TABLE",
            f"{_TABLES}.samples.SAMPLES",
            f"{_TABLES}.conduct.EMERGENCIES",
            f"{_TABLES}.conduct.PROPOSALS",
            f"{_TABLES}.conduct.JOBS",
            f"{_TABLES}.staff.ACCOUNTS",
            f"{_TABLES}.staff.SESSIONS",
            f"{_TABLES}.staff.KEYS",
            f"{_TABLES}.terms.HOLDS",
            f"{_TABLES}.terms.CERTIFICATES",
            f"{_TABLES}.terms.UNSEALINGS",
            f"{_TABLES}.terms.REDRESS_CLOCKS",
        ),
        navigation=(
            Navigation(
                label=_("Oversight"), url_name="oversight:overview", roles=_OVERSIGHT, order=600
            ),
            Navigation(label=_("Terms"), url_name="oversight:retention", roles=_OFFICER, order=605),
        ),
    )
