"""All that the page of a case says, in the order in which it says it."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.registration import Label
from fairlead.desks.casework.apps import IDENTITY
from fairlead.desks.casework.queries import words
from fairlead.desks.casework.queries.cases import TONES
from fairlead.desks.casework.queries.items import anchor_of
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.policy import purposes
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.models import Case, Favourite, Involvement, Mention, Transfer
from fairlead.kernel.cases.queries.page import CasePage, Shown, case_page
from fairlead.kernel.people.models import Account, Agency
from fairlead.kernel.retention.models import HeldRecord, LegalHold
from fairlead.ui.records import Badge, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A case page as the kernel reads it, and what only a page needs beside it."""

    context: Context
    page: CasePage
    unmasks: bool
    is_favourite: bool
    people: Mapping[uuid.UUID, str]
    agencies: Mapping[uuid.UUID, str]
    involvements: Sequence[Involvement]
    mentions: Mapping[uuid.UUID, list[str]]
    unread: Sequence[Mention]
    transfer: Transfer | None
    holds: Sequence[LegalHold]

    @property
    def case(self) -> Case:
        return self.page.case

    def who(self, account: uuid.UUID | None) -> str:
        """Return who somebody is; nobody is the house itself."""
        return self.people.get(account, "") if account else ""

    def is_new(self, record: Any) -> bool:  # noqa: ANN401 - any record of the case
        """Say whether somebody else changed it since this person's last visit."""
        since = self.page.new_since
        own = getattr(record, "changed_by_id", None) == self.context.account
        return bool(since and not own and record.changed_at > since)


def open_desk(context: Context, key: uuid.UUID, *, unmasks: bool) -> Desk:
    """Read everything that the page of a case shows."""
    page = case_page(context, key, unmask=unmasks)
    case = page.case
    mentions = list(
        Mention.objects.for_context(context)
        .filter(note__case=case)
        .select_related("account")
        .order_by("id")
    )
    named: dict[uuid.UUID, list[str]] = {}
    for one in mentions:
        named.setdefault(one.note_id, []).append(one.account.name)
    return Desk(
        context=context,
        page=page,
        unmasks=unmasks,
        is_favourite=Favourite.objects.for_context(context)
        .filter(case=case, account=context.account)
        .exists(),
        people=_people(page),
        agencies={one.pk: str(one) for one in Agency.objects.all()},
        involvements=list(
            Involvement.objects.for_context(context)
            .filter(case=case, ended_at=None)
            .order_by("recorded_at", "id")
        ),
        mentions=named,
        unread=[
            one for one in mentions if one.account_id == context.account and one.read_at is None
        ],
        transfer=_transfer(context, case),
        holds=holds_on(case),
    )


def holds_on(case: Case) -> list[LegalHold]:
    """Return the legal holds that keep a case from being erased."""
    held = HeldRecord.objects.filter(record_id=case.pk, hold__released_at=None)
    return [one.hold for one in held.select_related("hold").order_by("id")]


def _transfer(context: Context, case: Case) -> Transfer | None:
    if case.status != "offered":
        return None
    return Transfer.objects.for_context(context).filter(case_key=case.pk, status="offered").first()


def _records(page: CasePage) -> Iterator[Any]:
    groups: Iterable[Iterable[Shown]] = (
        *(page.subjects, page.notes, page.tasks, page.links, page.timeline, page.decisions),
        *(page.opinions, page.referrals, page.disseminations, page.exhibits),
    )
    yield page.case
    for group in groups:
        yield from (shown.record for shown in group)
    for exhibit in page.exhibits:
        yield from (step.record for step in exhibit.custody)


def _people(page: CasePage) -> dict[uuid.UUID, str]:
    """Return the names of everybody who did something here, in one query."""
    names = ("created_by_id", "changed_by_id", "owner_id", "submitted_by_id", "assignee_id")
    keys = {getattr(record, name, None) for record in _records(page) for name in names}
    found = Account.objects.filter(pk__in=[key for key in keys if key])
    return dict(found.values_list("pk", "name"))


# ---------------------------------------------------------------- the head
def title_of(desk: Desk) -> Label:
    """Return the title of the case, or that it is closed to everybody."""
    title: str = desk.page.values.get("title", "")
    return title or pgettext_lazy("a title", "(sealed)")


def badges(case: Case) -> list[Badge]:
    """Return state and marking."""
    state = Badge(codes.CASE_STATES.get(case.status, case.status), TONES.get(case.status, ""))
    return [state, Badge(case.tlp, "accent")]


def facts(desk: Desk) -> list[Fact]:
    """Return whose the case is, on what it rests, and until when it is kept."""
    case = desk.case
    purpose = purposes().get(case.purpose)
    found = [
        Fact(_("Agency"), desk.agencies.get(case.agency_id, "")),
        Fact(
            pgettext_lazy("of a case", "Owner"),
            desk.who(case.owner_id) or pgettext_lazy("owner of a record", "Nobody yet"),
        ),
        Fact(_("Purpose"), purpose.label if purpose else case.purpose),
        Fact(_("Legal basis"), case.legal_basis),
        Fact(pgettext_lazy("a case, when", "Opened"), case.recorded_at, "moment"),
    ]
    if case.opened_by_id != case.agency_id:
        found.append(Fact(_("Opened by"), desk.agencies.get(case.opened_by_id, "")))
    if case.reason:
        found.append(Fact(_("Reason"), reason_of(case)))
    if case.waiting_until:
        found.append(Fact(_("Waiting until"), case.waiting_until, "moment"))
    if case.submitted_by_id:
        found.append(Fact(_("Closing proposed by"), desk.who(case.submitted_by_id)))
    if case.closed_at:
        found.append(Fact(pgettext_lazy("a case, when", "Closed"), case.closed_at, "moment"))
    return [*found, *_ends(desk)]


def _ends(desk: Desk) -> Iterator[Fact]:
    case = desk.case
    if case.erase_at:
        yield Fact(_("Is erased on"), case.erase_at, "moment")
    elif case.is_live:
        yield Fact(_("Is erased"), _("some time after closing, as the law says"))
    for hold in desk.holds:
        yield Fact(_("Legal hold"), hold.citation)


def reason_of(case: Case) -> Label:
    """Return why a case waits, was closed, annulled or opened again."""
    lists = (
        *(codes.WAITING_REASONS, codes.CLOSING_REASONS),
        *(codes.ANNULMENT_REASONS, codes.REOPENING_REASONS),
    )
    found = next((one[case.reason] for one in lists if case.reason in one), None)
    return found if found is not None else case.reason


# ---------------------------------------------------------------- what comes next
@dataclass(frozen=True, slots=True)
class Next:
    """One thing that waits, where it is, and whether the case cannot be closed before."""

    words: Label
    anchor: str
    due: datetime | None
    blocks: bool


def checklist(desk: Desk) -> list[Next]:
    """Return what must be done next, the earliest due first."""
    return [
        Next(
            words.PENDING.get(one.code, one.code),
            anchor_of(one.reference),
            one.due,
            one.blocks_closing,
        )
        for one in desk.page.pending
    ]


MASKED = IDENTITY  # the class that a page covers until somebody asks
