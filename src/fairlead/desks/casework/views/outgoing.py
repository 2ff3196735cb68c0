"""What went out of a case, to whom, and what became of it there; and when all of it happened."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.cases.moments import Moment
from fairlead.core.registration import Label
from fairlead.desks.casework import rules
from fairlead.desks.casework.forms.exchange import AUDIENCES
from fairlead.desks.casework.queries.items import (
    Item,
    Line,
    PartStep,
    Section,
    anchor_of,
    state_badge,
)
from fairlead.desks.casework.queries.page import Desk
from fairlead.desks.casework.views.sections import item, step
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.models import Recipient
from fairlead.kernel.cases.queries.page import Shown, ShownDissemination, ShownEntry
from fairlead.kernel.retention.models import Keeping
from fairlead.ui.records import Badge, Fact
from fairlead.ui.timeline import Event, Precision, Timeline


def outgoing(desk: Desk) -> Section:
    """Return what was asked of others and told to them."""
    may = rules.may_disclose(desk.context, desk.case)
    told = [_dissemination(desk, one) for one in desk.page.disseminations]
    asked = [_referral(desk, one) for one in desk.page.referrals]
    return Section(
        code="outgoing",
        title=_("Told to others"),
        items=[*_offer(desk), *_origin(desk), *told, *asked],
        empty=_("Nothing has left this case. What leaves is shown here, with each recipient."),
        steps=[step(desk, "tell"), step(desk, "refer")] if may else [],
    )


def _offer(desk: Desk) -> Iterator[Item]:
    """Return the offer under which the case lies with another agency, if it does."""
    found = desk.transfer
    if found is None:
        return
    verbs = rules.part_verbs(desk.context, found)
    facts = [Fact(_("Agency"), desk.agencies.get(found.receiver_id, ""))]
    if found.answer_due_at:
        facts.append(Fact(_("Answer until"), found.answer_due_at, "moment"))
    yield Item(
        anchor=anchor_of(found.reference),
        title=codes.CASE_STATES["offered"],
        when=found.recorded_at,
        badges=[state_badge(found)],
        facts=facts,
        steps=[step(desk, "withdraw-offer", found)] if "withdraw" in verbs else [],
    )


def _origin(desk: Desk) -> Iterator[Item]:
    """Return the delivery from which the case was opened."""
    shown = desk.page.origin
    if shown is None:
        return
    record: Any = shown.record
    facts = [
        Fact(_("Sender"), desk.agencies.get(record.sender_id, "")),
        Fact(pgettext_lazy("of a case", "Number"), record.number, "code"),
    ]
    title = _("Opened from what another agency sent")
    badges = [Badge(record.get_kind_display()), state_badge(record), Badge(record.tlp)]
    yield item(desk, shown, "cover", title=title, badges=badges, facts=facts)


def _referral(desk: Desk, shown: Shown) -> Item:
    record: Any = shown.record
    verbs = rules.part_verbs(desk.context, record)
    acts = {"withdraw": "withdraw-referral", "recall": "recall-referral"}
    facts = [
        Fact(_("What is asked"), codes.ASKS.get(record.ask, record.ask)),
        Fact(_("Digest of what was sent"), record.digest, "code"),
    ]
    if record.answer_due_at:
        facts.append(Fact(_("Answer until"), record.answer_due_at, "moment"))
    if record.reason:
        facts.append(Fact(_("Reason"), _reason(record)))
    answer = shown.values.get("answer")
    return item(
        desk,
        shown,
        "cover",
        title=_("Referral to %(agency)s") % {"agency": desk.agencies.get(record.receiver_id, "")},
        badges=[state_badge(record), Badge(record.tlp)],
        facts=facts,
        lines=[Line(pgettext_lazy("to a question", "Answer"), answer)] if answer else (),
        steps=[step(desk, acts[verb], record) for verb in verbs if verb in acts],
    )


def _dissemination(desk: Desk, shown: ShownDissemination) -> Item:
    record: Any = shown.record
    content = shown.values.get("snapshot", {}).get("content", {}) if shown.values else {}
    facts = [
        Fact(_("May be shown to"), AUDIENCES.get(record.audience, record.audience)),
        Fact(_("Digest of what was sent"), record.digest, "code"),
    ]
    if shown.values.get("instructions"):
        facts.append(Fact(_("How it is to be handled"), shown.values["instructions"]))
    if content:
        facts += list(_content(content))
    kind = _("Correction of what was told") if record.corrects_id else _("Dissemination")
    return Item(
        anchor=anchor_of(record.reference),
        title=kind,
        words=content.get("words", "") if shown.values else None,
        who=desk.who(record.created_by_id),
        when=record.recorded_at,
        badges=[Badge(record.tlp, "accent")],
        facts=facts,
        lines=[_recipient(desk, one) for one in shown.recipients],
        steps=list(_dissemination_steps(desk, shown)),
        is_new=desk.is_new(record),
        keeping=record.keeping,
    )


def _content(content: Any) -> Iterator[Fact]:  # noqa: ANN401 - any JSON
    """Say what else is in it than its words."""
    if content["subjects"]:
        yield Fact(_("Subjects"), len(content["subjects"]))
    if content["entries"]:
        yield Fact(_("Entries of the timeline"), len(content["entries"]))


def _dissemination_steps(desk: Desk, shown: ShownDissemination) -> Iterator[PartStep]:
    recipients: list[Any] = [one.record for one in shown.recipients]
    states = {one.status for one in recipients}
    if rules.may_disclose(desk.context, desk.case) and shown.record.keeping == Keeping.OPEN:
        verbs = {verb for one in recipients for verb in rules.part_verbs(desk.context, one)}
        if rules.sends_now(recipients) and "send" in verbs:
            yield step(desk, "send", shown.record)
        if any(one.abroad and one.status == "prepared" for one in recipients):
            yield step(desk, "propose-abroad", shown.record)
        if states & {"sent", "received"}:
            yield step(desk, "correct-told", shown.record)
    if any("recall" in rules.part_verbs(desk.context, one) for one in recipients):
        yield step(desk, "recall", shown.record)


_RECIPIENT_STEPS = {
    "cancel": "cancel-recipient",
    "receive": "note-receipt",
    "refuse": "note-refusal",
    "recall": "recall-one",
    "confirm-recall": "note-confirmation",
}


def _recipient(desk: Desk, shown: Shown) -> Line:
    record: Any = shown.record
    verbs = rules.part_verbs(desk.context, record)
    acts = [_RECIPIENT_STEPS[verb] for verb in verbs if verb in _RECIPIENT_STEPS]
    name = desk.agencies.get(record.receiver_id, "") or shown.values.get("name", "")
    return Line(
        name or pgettext_lazy("a recipient outside", "Another authority"),
        codes.CONFIRMATIONS.get(record.confirmation, _reason(record)),
        _("abroad") if record.abroad else "",
        when=_last(record),
        badge=state_badge(record),
        steps=[step(desk, act, record) for act in acts],
    )


def _last(record: Recipient) -> Any:  # noqa: ANN401 - a moment, or none
    """Return when it came into the state in which it is."""
    moments = (record.confirmed_at, record.recalled_at, record.received_at, record.sent_at)
    return next((one for one in moments if one), None)


def _reason(record: Any) -> Label:  # noqa: ANN401 - what was refused or recalled
    lists = (codes.REFUSAL_REASONS, codes.RECALL_REASONS)
    found: Label = next((one[record.reason] for one in lists if record.reason in one), "")
    return found


# ---------------------------------------------------------------- links
def links(desk: Desk) -> Section:
    """Return who has to do with whom, as far as this case says so."""
    names = {
        one.record.pk: one.values.get("names", [{}])[0].get("text", "") if one.values else ""
        for one in desk.page.subjects
    }
    may = rules.may_add(desk.context, desk.case)
    return Section(
        code="links",
        title=_("Links"),
        items=[_link(desk, one, names) for one in desk.page.links],
        empty=_("No link is drawn yet between what this case names."),
        steps=[step(desk, "add-link")] if may else [],
    )


def _link(desk: Desk, shown: Shown, names: dict[Any, str]) -> Item:
    record: Any = shown.record
    covered = pgettext_lazy("a name", "(covered)")
    one, other = (
        names.get(getattr(record, f"{side}_subject_id")) or covered
        if getattr(record, f"{side}_subject_id")
        else pgettext_lazy("one record", "Case")
        for side in ("from", "to")
    )
    sure = Badge(codes.CERTAINTIES.get(record.certainty, record.certainty))
    facts = [Fact(_("Source"), shown.values["source"])] if shown.values.get("source") else []
    live = record.ended_at is None
    may = live and rules.may_add(desk.context, desk.case)
    return item(
        desk,
        shown,
        title=_("%(one)s — %(link)s — %(other)s")
        % {"one": one, "link": codes.LINKS.get(record.kind, record.kind), "other": other},
        badges=[sure] if live else [sure, Badge(pgettext_lazy("a link", "ended"))],
        facts=facts,
        steps=[step(desk, "end-link", record)] if may else [],
        is_over=not live,
    )


# ---------------------------------------------------------------- timeline
_CASE_LANE = "case"


def timeline(desk: Desk) -> Section:
    """Return what happened, in lanes and as a list; below it what may be corrected."""
    corrected = {getattr(one.record, "corrects_id", None) for one in desk.page.timeline}
    standing: list[ShownEntry] = []
    for one in desk.page.timeline:
        record: Any = one.record
        if record.pk not in corrected and record.withdrawn_at is None:
            standing.append(one)
    events = [*(_event(one) for one in standing if one.begins), *_own_events(desk)]
    used = {event.lane for event in events}
    lanes = [(code, label) for code, label in codes.LANES.items() if code in used]
    lanes.append((_CASE_LANE, pgettext_lazy("lane of a timeline", "This case")))
    return Section(
        code="timeline",
        title=pgettext_lazy("of a case", "Timeline"),
        component=Timeline(pgettext_lazy("of a case", "Timeline"), lanes, events),
        items=[_entry(desk, one, one.record.pk in corrected) for one in desk.page.timeline],
        is_folded=True,
        hidden=sum(one.begins is None for one in standing),
        steps=[step(desk, "add-entry")] if rules.may_add(desk.context, desk.case) else [],
    )


def _event(entry: ShownEntry) -> Event:
    record: Any = entry.record
    begins = entry.begins
    assert begins is not None  # noqa: S101 - the caller asked
    return Event(
        begins.earliest,
        record.lane,
        str(entry.values.get("words", "")),
        _precision(begins),
        until=_until(entry, begins),
        url=f"#{anchor_of(record.reference)}",
        is_milestone=bool(record.anchor),
    )


def _precision(moment: Moment) -> Precision:
    known = {str(one): one for one in Precision}
    return known.get(str(moment.precision), Precision.ABOUT)


def _until(entry: ShownEntry, begins: Moment) -> Any:  # noqa: ANN401 - a moment, or none
    if entry.ends is not None:
        return entry.ends.latest
    return begins.latest if _precision(begins) is Precision.ABOUT else None


def _own_events(desk: Desk) -> Iterator[Event]:
    """Yield what was done in the case itself."""
    case = desk.case
    yield Event(case.recorded_at, _CASE_LANE, pgettext_lazy("a case, when", "Opened"))
    for shown in desk.page.decisions:
        record: Any = shown.record
        outcome = codes.QUESTIONS.get(record.question, {}).get(record.outcome, record.outcome)
        yield Event(
            record.recorded_at,
            _CASE_LANE,
            _("Decided: %(outcome)s") % {"outcome": outcome},
            url=f"#{anchor_of(record.reference)}",
        )
    for told in desk.page.disseminations:
        for one in told.recipients:
            yield from _sending(desk, one.record)
    if case.closed_at:
        state = codes.CASE_STATES.get(case.status, case.status)
        yield Event(case.closed_at, _CASE_LANE, state, is_milestone=True)


def _sending(desk: Desk, record: Any) -> Iterator[Event]:  # noqa: ANN401 - a recipient
    name = desk.agencies.get(record.receiver_id, "") or _("Another authority")
    steps = (
        (record.sent_at, _("Sent to %(name)s")),
        (record.received_at, _("Received by %(name)s")),
        (record.recalled_at, _("Recalled from %(name)s")),
        (record.confirmed_at, _("Recall confirmed by %(name)s")),
    )
    for moment, said in steps:
        if moment:
            yield Event(moment, _CASE_LANE, said % {"name": name})


def _entry(desk: Desk, shown: ShownEntry, is_over: bool) -> Item:  # noqa: FBT001 - one caller
    record: Any = shown.record
    over = is_over or record.withdrawn_at is not None
    badges = [Badge(codes.LANES.get(record.lane, record.lane))]
    if record.anchor:
        badges.append(Badge(codes.ANCHORS.get(record.anchor, record.anchor), "accent"))
    if is_over:
        badges.append(Badge(pgettext_lazy("a record", "corrected since")))
    if record.withdrawn_at:
        badges.append(Badge(pgettext_lazy("an entry", "withdrawn"), "bad"))
    facts = [Fact(_("Source"), shown.values["source"])] if shown.values.get("source") else []
    steps = []
    if not over and rules.may_add(desk.context, desk.case) and record.keeping == Keeping.OPEN:
        steps = [step(desk, "correct-entry", record), step(desk, "withdraw-entry", record)]
    return item(desk, shown, badges=badges, facts=facts, steps=steps, is_over=over)
