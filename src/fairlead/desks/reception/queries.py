from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from fairlead.core import canonical
from fairlead.core.registration import Label, Role
from fairlead.core.states import legal
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.kinds import kinds
from fairlead.kernel.access.machines import APPROVAL
from fairlead.kernel.access.models import Approval, Notice
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.access.rules import STALE, is_fresh, person, why_not_approve
from fairlead.kernel.clock import now
from fairlead.kernel.jobs.models import Run
from fairlead.kernel.jobs.queries import Progress, progress
from fairlead.kernel.people import queries as people
from fairlead.kernel.people.models import Account, ApiKey
from fairlead.kernel.people.queries import OwnSession
from fairlead.kernel.rooms import rooms
from fairlead.kernel.tables.declarations import tables
from fairlead.kernel.tables.models import Export
from fairlead.kernel.tables.queries import exports_of

# In this order, because browsers claim to be their predecessors.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),  # codespell:ignore cros
    ("Linux", "Linux"),
)


def roles_in_words(context: Context) -> list[Role]:
    """Return the roles that the person holds now, with label and description."""
    declared = [role for room in rooms().values() for role in room.roles]
    return [role for role in declared if role.code in context.roles]


def own_sessions(request: HouseRequest) -> list[OwnSession]:
    """Return where the person is signed in, with each device in words."""
    if not isinstance(request.user, Account):
        return []
    found = people.own_sessions(request.user, request.session.session_key)
    return [replace(one, device=device_in_words(one.device)) for one in found]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service and its keys, each with what it may be used for in words."""

    service: Account
    keys: list[tuple[ApiKey, list[Label]]]


def services_with_keys(context: Context, person: Account) -> list[ServiceRow]:
    """Return the services whose keys this person manages."""
    services = list(people.services_of(person, context.roles))
    declared = people.declared_scopes()
    rows: dict[UUID, ServiceRow] = {one.pk: ServiceRow(one, []) for one in services}
    for key in people.keys_of(services):
        uses: list[Label] = [
            declared[code].label if code in declared else code for code in key.scopes
        ]
        rows[key.account_id].keys.append((key, uses))
    return list(rows.values())


def device_in_words(user_agent: str) -> str:
    """Return browser and system by name, as far as the browser says them."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")


# ---------------------------------------------------------------- approvals
@dataclass(frozen=True, slots=True)
class ShownApproval:
    """A proposal as its readers see it."""

    approval: Approval
    label: str
    details: list[tuple[Label, Label]]
    steps: tuple[str, ...] = ()
    fresh: bool = True


def in_words(approvals: Iterable[Approval]) -> list[ShownApproval]:
    """Return proposals with what each would do, in the reader's language."""
    return [_in_words(approval) for approval in approvals]


def with_steps(context: Context, approval: Approval) -> ShownApproval:
    """Return one proposal with the steps that this person may take now."""
    shown = _in_words(approval)
    steps = [verb for verb in legal(APPROVAL, approval.state) if _may(context, approval, verb)]
    if approval.expires_at <= now():
        steps = []
    return replace(shown, steps=tuple(steps), fresh=is_fresh(context))


def _in_words(approval: Approval) -> ShownApproval:
    kind = kinds().get(approval.kind)
    if kind is None:
        return ShownApproval(approval, approval.kind, [])
    payload = canonical.read(approval.payload)
    if kind.describe:
        details = import_string(kind.describe)(payload)
    else:
        details = [(name, str(value)) for name, value in payload.items()]
    return ShownApproval(approval, str(kind.label), details)


def _may(context: Context, approval: Approval, verb: str) -> bool:
    kind = kinds()[approval.kind]
    if verb in {"approve", "refuse"}:
        voted = approval.votes.filter(voter=context.account).exists()
        return not voted and why_not_approve(context, kind, approval) in {"", STALE}
    voters = approval.votes.filter(approves=True).values_list("voter", flat=True)
    own = context.account == approval.proposer_id
    return {"withdraw": own, "execute": own or context.account in set(voters)}.get(verb, False)


# ---------------------------------------------------------------- roles and notices
def colleagues(context: Context) -> QuerySet[Account]:
    """Return the persons of the same agency who may be given a role."""
    active = Account.objects.filter(agency=context.agency, status=Account.Status.ACTIVE)
    others = active.filter(kind=Account.Kind.PERSON).exclude(pk=person(context))
    return others.order_by("name")


def grantable_roles() -> list[Role]:
    """Return the roles that a person may hold."""
    return [role for role in people.declared_roles().values() if role.code != "service"]


_NOTICES = {
    "emergency-opened": _lazy("Somebody broke the glass."),
    "emergency-unjustified": _lazy("An emergency was found not to be justified."),
    "emergency-overdue": _lazy("An emergency was not reviewed in time; the account is suspended."),
    "supervision-begun": _lazy("Another agency supervises yours now, and may see its records."),
    "supervision-ended": _lazy("Another agency does not supervise yours any more."),
    "look": _lazy("Somebody looked at data under an emergency purpose."),
}


def notices_in_words(notices: Iterable[Notice]) -> list[tuple[Notice, Label]]:
    """Return notices with their words in the reader's language."""
    return [(notice, _NOTICES.get(notice.kind, notice.kind)) for notice in notices]


# ---------------------------------------------------------------- files from lists
LATEST_EXPORTS = 50


@dataclass(frozen=True, slots=True)
class ShownExport:
    """A file that somebody asked for, how far it is, and where it is fetched."""

    export: Export
    label: Label
    url: str = ""
    progress: Progress | None = None

    @property
    def goes_on(self) -> bool:
        """Whether a worker still has it before it, or in its hands."""
        return self.progress is not None and self.progress.outcome == Run.Outcome.OPEN

    @property
    def state(self) -> Label:
        """How far it is; what waits for a job that is over has failed."""
        over = self.progress is not None and not self.goes_on
        waits = self.export.status == Export.Status.WAITING
        return (Export.Status.FAILED if waits and over else Export.Status(self.export.status)).label


def exports(context: Context) -> list[ShownExport]:
    """Return the files that this person asked for, the newest first."""
    return [_shown_export(context, export) for export in exports_of(context)[:LATEST_EXPORTS]]


def _shown_export(context: Context, export: Export) -> ShownExport:
    table = tables().get(export.table)
    if table is None:
        return ShownExport(export, export.table)
    if export.status != Export.Status.WRITTEN:
        return ShownExport(
            export, table.label, progress=progress(export.job) if export.job else None
        )
    if export.purpose != context.purpose:
        return ShownExport(export, table.label)
    where = {**export.parameters, "export": export.pk}
    return ShownExport(export, table.label, reverse(f"{table.url_name}-fetch", kwargs=where))
