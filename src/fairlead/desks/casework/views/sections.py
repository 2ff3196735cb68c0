"""The sections of a case page: every record once, with what may be done to it now."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fairlead.core.cases.particulars import Particulars
from fairlead.core.registration import Label
from fairlead.desks.casework import rules
from fairlead.desks.casework.forms import CASE_ACTS
from fairlead.desks.casework.queries import words
from fairlead.desks.casework.queries.items import (
    Item,
    Line,
    PartStep,
    Section,
    act_url,
    anchor_of,
    state_badge,
)
from fairlead.desks.casework.queries.page import Desk
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.queries.page import Shown, ShownSubject
from fairlead.kernel.retention.models import Keeping
from fairlead.kernel.wording import listed
from fairlead.ui.records import Badge, Fact


def step(desk: Desk, act: str, part: Any = None, *, bare: bool = False) -> PartStep:  # noqa: ANN401 - any part
    """Return an act on the case, or on a part of it; a bare one asks nothing."""
    form = CASE_ACTS[act]
    return PartStep(
        form.label,
        act_url(desk.case.pk, act, part),
        asks=not bare,
        version=getattr(part, "version", 0),
        is_grave=form.is_grave,
    )


def adding(desk: Desk, *acts: str) -> list[PartStep]:
    """Return what may be added, if anything may be added now."""
    return [step(desk, act) for act in acts] if rules.may_add(desk.context, desk.case) else []


def item(desk: Desk, shown: Shown, words_of: str = "words", **more: Any) -> Item:  # noqa: ANN401 - of an item
    """Return a record as an item, with what every record has."""
    record: Any = shown.record
    covered = shown.is_covered
    return Item(
        anchor=anchor_of(record.reference),
        words=None if covered else str(shown.values.get(words_of) or ""),
        who=desk.who(record.created_by_id),
        when=record.recorded_at,
        is_new=desk.is_new(record),
        keeping=record.keeping,
        **more,
    )


# ---------------------------------------------------------------- subjects
def subjects(desk: Desk) -> Section:
    """Return who and what the case is about, each statement with its source."""
    return Section(
        code="subjects",
        title=_("Subjects"),
        items=[_subject(desk, one) for one in desk.page.subjects],
        empty=_("Nobody is named in this case yet. A subject is a person, a document, a ship."),
        steps=adding(desk, "add-subject"),
    )


def _subject(desk: Desk, shown: ShownSubject) -> Item:
    record: Any = shown.record
    held = Particulars.read(shown.values) if shown.values else None
    kind = codes.SUBJECT_KINDS.get(record.kind, record.kind)
    roles = [Badge(codes.ROLES.get(role, role)) for role in shown.roles]
    return Item(
        anchor=anchor_of(record.reference),
        title=held.title if held else "",
        words="" if held else None,
        who=desk.who(record.created_by_id),
        when=record.recorded_at,
        badges=[Badge(kind, "accent"), *roles, Badge(record.tlp)],
        lines=list(_statements(held)) if held else (),
        steps=list(_subject_steps(desk, record)),
        is_new=desk.is_new(record),
        keeping=record.keeping,
    )


def _statements(held: Particulars) -> Iterator[Line]:
    sources = {one.key: one for one in held.sources}
    for name in held.names:
        yield Line(words.NAME_KINDS[name.kind], name.text, _source(sources.get(name.source)))
    for one in held.identifiers:
        value = f"{one.value} ({one.issuer})" if one.issuer else one.value
        yield Line(words.IDENTIFIER_KINDS[one.kind], value, _source(sources.get(one.source)))
    for fact in held.facts:
        yield Line(words.FACTS[fact.key], fact.value, _source(sources.get(fact.source)))


def _source(source: Any) -> Label:  # noqa: ANN401 - a source, or none
    """Return from where something is known, and how good that is."""
    if source is None:
        return ""
    grade = f"{source.reliability}{source.credibility}"
    parts = [source.origin, source.reference, source.received, grade, source.tlp]
    return listed(part for part in parts if part)


def _subject_steps(desk: Desk, record: Any) -> Iterator[PartStep]:  # noqa: ANN401 - a subject
    if record.keeping == Keeping.SEALED and rules.may_ask_to_unseal(desk.context):
        yield step(desk, "ask-unseal", record)
    if not rules.may_add(desk.context, desk.case):
        return
    if record.keeping == Keeping.OPEN:
        yield step(desk, "edit-subject", record)
    yield step(desk, "involve-subject", record)
    own = [one for one in desk.involvements if one.subject_id == record.pk]
    for one in own:
        role = codes.ROLES.get(one.role, one.role)
        label = _("End the role: %(role)s") % {"role": role}
        yield PartStep(label, act_url(desk.case.pk, "end-involvement", one))


# ---------------------------------------------------------------- decisions, tasks, notes
def decisions(desk: Desk) -> Section:
    """Return what persons decided, with what others think of it."""
    corrected = {getattr(one.record, "corrects_id", None) for one in desk.page.decisions}
    return Section(
        code="decisions",
        title=_("Decisions"),
        items=[_decision(desk, one, one.record.pk in corrected) for one in desk.page.decisions],
        empty=_("Nothing is decided yet. Only persons decide, and each decision says why."),
        steps=adding(desk, "decide"),
    )


def _decision(desk: Desk, shown: Shown, is_over: bool) -> Item:  # noqa: FBT001 - one caller
    record: Any = shown.record
    outcome = codes.QUESTIONS.get(record.question, {}).get(record.outcome, record.outcome)
    opinions = [one for one in desk.page.opinions if one.record.decision_id == record.pk]  # type: ignore[attr-defined]
    facts = [Fact(_("Reason"), codes.DECISION_REASONS.get(record.reason, record.reason))]
    if record.shown_digest:
        facts.append(Fact(_("Digest of what was shown"), record.shown_digest, "code"))
    return item(
        desk,
        shown,
        title=codes.QUESTION_LABELS.get(record.question, record.question),
        badges=[Badge(outcome, "" if is_over else "accent"), *_over(is_over)],
        facts=facts,
        lines=[_opinion(desk, one) for one in opinions],
        steps=list(_decision_steps(desk, record, opinions, is_over=is_over)),
        is_over=is_over,
    )


def _over(is_over: bool) -> list[Badge]:  # noqa: FBT001 - one meaning
    return [Badge(pgettext_lazy("a record", "corrected since"))] if is_over else []


def _opinion(desk: Desk, shown: Shown) -> Line:
    record: Any = shown.record
    agrees = pgettext_lazy("second opinion", "agrees")
    differs = pgettext_lazy("second opinion", "sees it differently")
    badge = Badge(agrees, "good") if record.agrees else Badge(differs, "warning")
    said = shown.values.get("words", "")
    return Line(desk.who(record.created_by_id), said, when=record.recorded_at, badge=badge)


def _decision_steps(
    desk: Desk,
    record: Any,  # noqa: ANN401 - a decision
    opinions: list[Shown],
    *,
    is_over: bool,
) -> Iterator[PartStep]:
    if is_over or not rules.may_add(desk.context, desk.case):
        return
    yield step(desk, "correct-decision", record)
    authors = {record.created_by_id, *(one.record.created_by_id for one in opinions)}
    if desk.context.account not in authors:
        yield step(desk, "give-opinion", record)


def tasks(desk: Desk) -> Section:
    """Return what is to be done, what is not done first."""
    waiting = {"open", "started"}
    ordered = sorted(desk.page.tasks, key=lambda one: one.record.status not in waiting)  # type: ignore[attr-defined]
    return Section(
        code="tasks",
        title=_("Tasks"),
        items=[_task(desk, one) for one in ordered],
        empty=_("Nothing is to be done. A task has words, perhaps a day and somebody’s name."),
        steps=adding(desk, "add-task"),
    )


_TASK_STEPS = {"start": "start-task", "complete": "complete-task", "drop": "drop-task"}


def _task(desk: Desk, shown: Shown) -> Item:
    record: Any = shown.record
    live = record.status in {"open", "started"}
    facts = [Fact(_("By whom"), desk.who(record.assignee_id))] if record.assignee_id else []
    if record.deadline:
        facts.append(Fact(_("Deadline"), record.deadline, "moment"))
    steps = []
    if rules.may_add(desk.context, desk.case):
        verbs = rules.part_verbs(desk.context, record)
        known = _TASK_STEPS | {"reopen": "reopen-task"}
        steps = [step(desk, known[verb], record, bare=True) for verb in verbs]
        if live and shown.record.keeping == Keeping.OPEN:
            steps.append(step(desk, "edit-task", record))
    kind = [] if record.kind == "task" else [Badge(record.get_kind_display(), "warning")]
    return item(
        desk, shown, badges=[state_badge(record), *kind], facts=facts, steps=steps, is_over=not live
    )


def notes(desk: Desk) -> Section:
    """Return what people wrote, the newest first."""
    corrected = {getattr(one.record, "corrects_id", None) for one in desk.page.notes}
    return Section(
        code="notes",
        title=_("Notes"),
        items=[_note(desk, one, one.record.pk in corrected) for one in desk.page.notes[::-1]],
        empty=_("Nobody has written anything yet. Name a colleague in a note, and it is shown."),
        steps=adding(desk, "add-note"),
    )


def _note(desk: Desk, shown: Shown, is_over: bool) -> Item:  # noqa: FBT001 - one caller
    record: Any = shown.record
    named = desk.mentions.get(record.pk, [])
    facts = [Fact(_("Should be read by"), listed(named))] if named else []
    own = record.created_by_id == desk.context.account and not is_over
    steps = [step(desk, "correct-note", record)] if own and adding(desk, "add-note") else []
    return item(desk, shown, badges=_over(is_over), facts=facts, steps=steps, is_over=is_over)


# ---------------------------------------------------------------- evidence
def exhibits(desk: Desk) -> Section:
    """Return the evidence, each with its digest and an unbroken account of who had it."""
    may = rules.may_add_file(desk.context, desk.case)
    return Section(
        code="exhibits",
        title=_("Exhibits"),
        items=[_exhibit(desk, one) for one in desk.page.exhibits],
        empty=_("No evidence is kept here yet. A file is kept under the digest of its bytes."),
        steps=[step(desk, "add-exhibit")] if may else [],
    )


def _exhibit(desk: Desk, shown: Any) -> Item:  # noqa: ANN401 - an exhibit with its custody
    record = shown.record
    facts = [Fact(_("From whom or where"), shown.values["source"])] if shown.values else []
    if shown.values.get("digest"):
        facts.append(Fact("SHA-256", shown.values["digest"], "code"))
    steps = [step(desk, "note-custody", record)] if adding(desk, "add-note") else []
    if shown.values and record.file_id:
        url = reverse("casework:exhibit", args=[desk.case.pk, record.pk])
        steps = [PartStep(pgettext_lazy("a file", "Fetch"), url), *steps]
    return item(
        desk,
        shown,
        "none",
        title=shown.values.get("title", ""),
        facts=facts,
        lines=[_custody(desk, one) for one in shown.custody],
        steps=steps,
    )


def _custody(desk: Desk, shown: Shown) -> Line:
    record: Any = shown.record
    said = [shown.values.get(name, "") for name in ("words", "holder", "seal")]
    return Line(
        codes.CUSTODY_STEPS.get(record.step, record.step),
        listed(one for one in said if one),
        desk.who(record.created_by_id),
        when=record.recorded_at,
    )
