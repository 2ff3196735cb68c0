"""The page of a hit in the words of the reader: both sides aligned, the evidence, what was said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from fairlead.core.places import country
from fairlead.core.registration import Label
from fairlead.core.screening.calibration import Band
from fairlead.kernel.screening import codes
from fairlead.kernel.screening.models import Hit
from fairlead.kernel.screening.queries.page import HitPage
from fairlead.ui.comparison import ComparedField, Comparison, compared
from fairlead.ui.explanation import Evidence, Piece
from fairlead.ui.explanation.values import country_name, shown, written_date
from fairlead.ui.records import Badge, Fact, RecordHead, Step

NAMES = ("name", "alias", "weakAlias", "previousName", "originalScript")
FIELDS: Sequence[tuple[Label, tuple[str, ...], str]] = (
    (gettext_lazy("Names"), NAMES, ""),
    (gettext_lazy("Date of birth"), ("birthDate",), "date"),
    (gettext_lazy("Place of birth"), ("birthPlace", "birthCountry"), "place"),
    (gettext_lazy("Sex"), ("gender",), "gender"),
    (gettext_lazy("Nationality"), ("nationality", "citizenship", "country"), "country"),
    (gettext_lazy("Passports"), ("passportNumber",), ""),
    (gettext_lazy("Other numbers"), ("idNumber", "taxNumber", "registrationNumber"), ""),
    (gettext_lazy("Addresses"), ("address",), ""),
    (gettext_lazy("Position"), ("position",), ""),
)
FACTS: Mapping[str, Label] = {
    "movement": pgettext_lazy("of a journey", "Movement"),
    "from": pgettext_lazy("of a journey", "From"),
    "to": pgettext_lazy("of a journey", "To"),
    "seat": pgettext_lazy("of a journey", "Seat"),
}
SAID: Mapping[str, Label] = {
    **codes.OPINIONS,
    **codes.SNOOZES,
    **codes.ESCALATIONS,
    **codes.REOPENINGS,
}
KEYS = {"take": "a", "assign": "a", "escalate": "e", "snooze": "s", "wake": "w", "release": "r"}
LONGEST_CODE = 3  # of a country
ASKS = frozenset({"assign", "snooze", "escalate", "reopen"})
OFFERED = ("take", "assign", "wake", "release", "snooze", "escalate", "reopen")


def head(page: HitPage, queue: str, has_colleagues: bool) -> RecordHead:  # noqa: FBT001 - a fact of the page
    """Return what stands above the hit, with the steps that are open to this reader."""
    hit = page.hit
    badges = [
        Badge(codes.BANDS[hit.band], {"alert": "bad", "review": "warning"}.get(hit.band, "")),
        Badge(codes.HIT_STATES[hit.status], "good" if hit.status == "decided" else "accent"),
    ]
    if hit.outcome:
        badges.append(Badge(codes.OUTCOMES[hit.outcome], "bad" if hit.outcome == "same" else ""))
    return RecordHead(
        title=hit.list_title,
        number=hit.code,
        badges=badges,
        deadline=hit.deadline if hit.is_live else None,
        facts=list(_facts(hit)),
        steps=list(_steps(page, queue, has_colleagues)),
    )


def _facts(hit: Hit) -> Iterator[Fact]:
    yield Fact(pgettext_lazy("of a hit", "Queue"), codes.UNITS[hit.unit])
    yield Fact(pgettext_lazy("a hit, since when", "Waits since"), hit.recorded_at, "moment")
    if hit.deadline:
        yield Fact(codes.DEADLINES[hit.deadline_kind], hit.deadline, "moment")
    if hit.assignee:
        yield Fact(pgettext_lazy("of a hit", "With"), hit.assignee.name)
    if hit.snoozed_until:
        yield Fact(_("Put off until"), hit.snoozed_until, "moment")
        yield Fact(_("Reason"), codes.SNOOZES.get(hit.reason, hit.reason))
    if hit.status == "escalated" and hit.reason:
        yield Fact(_("Reason"), codes.ESCALATIONS.get(hit.reason, hit.reason))
    if hit.case_id:
        yield Fact(_("Case"), str(hit.case), "code", reverse("casework:case", args=[hit.case_id]))


def _steps(page: HitPage, queue: str, has_colleagues: bool) -> Iterator[Step]:  # noqa: FBT001
    for verb in OFFERED:
        if verb not in page.verbs or (verb == "assign" and not has_colleagues):
            continue
        is_second = verb == "assign" and "take" in page.verbs  # one key, and taking has it
        yield Step(
            codes.VERBS[verb],
            reverse("casework:hit-step", args=[page.hit.pk, verb]) + f"?queue={queue}",
            asks=verb in ASKS,
            key="" if is_second else KEYS.get(verb, ""),
        )
    if page.hit.outcome == "same" and page.hit.case_id is None:
        yield Step(
            pgettext("step with a hit", "Open a case"),
            reverse("casework:hit-case", args=[page.hit.pk]),
            is_main=True,
            key="c",
        )
    words = _("No favourite any more") if page.is_favourite else _("Keep an eye on it")
    yield Step(
        words,
        reverse("casework:hit-step", args=[page.hit.pk, "favour"]) + f"?queue={queue}",
        key="f",
    )


def comparison(page: HitPage) -> Comparison:
    """Return both sides field by field; nothing is there while it is covered."""
    asked, entry = (page.values.get(side, {}).get("properties", {}) for side in ("asked", "entry"))
    return Comparison(
        left=_("Asked about"),
        right=_("Entry of the list"),
        fields=list(_compared(asked, entry)),
    )


def _compared(asked: Mapping[str, Any], entry: Mapping[str, Any]) -> Iterator[ComparedField]:
    for label, names, kind in FIELDS:
        ours, theirs = (list(_values(side, names, kind)) for side in (asked, entry))
        if ours or theirs:
            found = compared(label, ours, theirs)
            yield _without_scripts(found) if kind else found


def _without_scripts(field: ComparedField) -> ComparedField:
    """Name no script where the words are ours and not the record's."""
    left, right = (
        [replace(value, script="") for value in side] for side in (field.left, field.right)
    )
    return replace(field, left=left, right=right)


def _values(side: Mapping[str, Any], names: Iterable[str], kind: str) -> Iterator[str]:
    for name in names:
        for text in side.get(name, ()):
            yield _in_words(text, name, kind)


def _in_words(text: str, name: str, kind: str) -> str:
    if kind == "date":
        return written_date(text)
    if kind == "country" or name == "birthCountry":
        code = country(text)
        return country_name(code) if code else text.upper() if len(text) <= LONGEST_CODE else text
    return shown(kind, text) if kind == "gender" else text


def evidence(page: HitPage) -> Evidence | None:
    """Return the evidence of a hit that is open to this reader."""
    if page.is_covered:
        return None
    names = page.values["names"]
    return Evidence(
        page.hit.total,
        page.hit.probability,
        Band(page.hit.band),
        (names[0], names[1]),
        tuple(Piece(*piece) for piece in page.values["pieces"]),
    )


def of_list(hit: Hit) -> list[Fact]:
    """Return what is to be known of the list: whose it is, by which law, until when."""
    facts = [
        Fact(pgettext_lazy("of entries", "List"), hit.list_title),
        Fact(_("Authority"), hit.authority),
        Fact(_("Legal basis"), hit.legal_basis),
        Fact(_("Version"), hit.list_version, "code"),
    ]
    if hit.listed_on:
        facts.append(Fact(_("Listed on"), hit.listed_on, "moment"))
    if hit.listed_until:
        facts.append(Fact(_("Entry ends on"), hit.listed_until, "moment"))
    facts.append(Fact(_("Engine"), hit.engine, "code"))
    return facts


def of_source(page: HitPage) -> tuple[list[Fact], list[str]]:
    """Return where the person came from, and the words of the record that named her."""
    hit = page.hit
    facts = [Fact(_("Record"), codes.ORIGINS[hit.origin_kind])]
    if hit.origin:
        facts.append(Fact(_("Reference"), hit.origin, "code"))
    source = page.values.get("source", {})
    told = source.get("facts", {})
    facts += [Fact(label, told[name]) for name, label in FACTS.items() if name in told]
    return facts, list(source.get("words", ()))
