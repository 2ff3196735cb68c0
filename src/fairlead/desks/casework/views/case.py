"""The page of one case, and every act on it."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fairlead.core.ledger import Verb
from fairlead.desks.casework import rules
from fairlead.desks.casework.apps import CASE, FILE
from fairlead.desks.casework.forms import CASE_ACTS
from fairlead.desks.casework.forms.acts import ActForm
from fairlead.desks.casework.forms.case import OpenForm
from fairlead.desks.casework.queries import page as queries
from fairlead.desks.casework.queries.items import act_url
from fairlead.desks.casework.queries.page import Desk
from fairlead.desks.casework.queries.targets import Target, subject_names
from fairlead.desks.casework.views import outgoing, sections
from fairlead.desks.casework.views.acts import Place, act_page
from fairlead.desks.casework.views.shown import cover, in_case, is_shown, show
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.cases.actions import case as acts
from fairlead.kernel.cases.actions.note import read_mention
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.models import Case, Exhibit
from fairlead.kernel.cases.rules import case_of
from fairlead.kernel.files.downloads import whole_response
from fairlead.ui.records import RecordHead, Step

PARTS = (
    *(sections.subjects, sections.decisions, sections.tasks, sections.notes),
    *(outgoing.timeline, outgoing.links, sections.exhibits, outgoing.outgoing),
)
TABS = ("case", "links", "history", "report")


@require_GET
@door(verb=Verb.CONSULT, data_class=CASE, act="casework.case.consulted")
def case(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show one case."""
    context = in_case(request, key)
    acts.visit_case(context, case=key)
    desk = queries.open_desk(context, key, unmasks=is_shown(request, key))
    for mention in desk.unread if desk.unmasks else ():
        read_mention(context, mention=mention.pk)
    offers = rules.offers(context, desk.case, desk.page.pending)
    shown = {
        "desk": desk,
        "case": desk.case,
        "head": _head(desk, offers),
        "checklist": queries.checklist(desk),
        "closed_ways": [one for one in offers if not one.is_open],
        "sections": [build(desk) for build in PARTS],
        "tab": "case",
    }
    return render(request, "casework/case.html", shown)


def _head(desk: Desk, offers: list[rules.Offer]) -> RecordHead:
    case, open_ = desk.case, [one for one in offers if one.is_open]
    steps = [
        Step(
            one.label,
            act_url(case.pk, one.code),
            asks=True,
            is_grave=one.code in rules.GRAVE,
            is_main=place == 0,
            key=rules.KEYS.get(one.code, ""),
        )
        for place, one in enumerate(open_)
    ]
    if rules.may_add(desk.context, case):
        steps.append(Step(CASE_ACTS["edit"].label, act_url(case.pk, "edit"), asks=True))
    steps += [
        Step(CASE_ACTS[code].label, act_url(case.pk, code), asks=True)
        for code in rules.keeping_acts(desk.context, is_held=bool(desk.holds))
    ]
    return RecordHead(
        queries.title_of(desk),
        str(case),
        queries.badges(case),
        case.deadline if case.is_live else None,
        queries.facts(desk),
        steps,
    )


@require_http_methods(["GET", "POST"])
@door(verb=Verb.COLLECT, data_class=CASE, act="casework.act.asked")
def open_case(request: HouseRequest) -> HttpResponse:
    """Open a case by hand."""
    target = Target(context=request.context)
    return act_page(
        request,
        OpenForm,
        target,
        Place(title=OpenForm.label, number="", back=reverse("casework:cases")),
    )


@require_http_methods(["GET", "POST"])
@door(verb=Verb.ALTER, data_class=CASE, act="casework.act.asked")
def act(request: HouseRequest, key: uuid.UUID, code: str) -> HttpResponse:
    """Do something to a case."""
    return _act(request, key, code, None)


@require_http_methods(["GET", "POST"])
@door(verb=Verb.ALTER, data_class=CASE, act="casework.act.asked")
def part_act(request: HouseRequest, key: uuid.UUID, code: str, part: uuid.UUID) -> HttpResponse:
    """Do something to a part of a case."""
    return _act(request, key, code, part)


def _act(request: HouseRequest, key: uuid.UUID, code: str, part: uuid.UUID | None) -> HttpResponse:
    form = CASE_ACTS.get(code)
    if form is None or (form.part is None) != (part is None):
        raise Http404
    context = in_case(request, key)
    found = find(context, Case, key)
    unmasks = is_shown(request, key)
    target = Target(
        context=context,
        record=found,
        part=_part(context, found, form, part),
        unmasks=unmasks,
        names=subject_names(context, found, unmasks=unmasks),
    )
    place = Place(title=form.label, number=str(found), back=_back(found, code))
    return act_page(request, form, target, place)


def _part(context: Context, case: Case, form: type[ActForm], key: uuid.UUID | None) -> Any:  # noqa: ANN401 - any part
    """Return the part of the case that is meant; one of another case is not found here."""
    if form.part is None or key is None:
        return None
    found = find(context, form.part, key)
    own = case_of(found)
    named = getattr(found, "case_key", own.pk if own else case.pk)
    if named != case.pk:
        raise Http404
    return found


_SECTION_OF = {
    "subject": "subjects",
    "involvement": "subjects",
    "decide": "decisions",
    "decision": "decisions",
    "opinion": "decisions",
    "task": "tasks",
    "note": "notes",
    "custody": "exhibits",
    "exhibit": "exhibits",
    "entry": "timeline",
    "link": "links",
    **dict.fromkeys(
        ("refer", "referral", "tell", "told", "send", "abroad", "recall", "one", "offer"),
        "outgoing",
    ),
    **dict.fromkeys(("recipient", "receipt", "refusal", "confirmation"), "outgoing"),
}


def _back(case: Case, code: str) -> str:
    """Return the place on the page where the act was offered."""
    noun = "custody" if code == "note-custody" else code.rpartition("-")[2]
    section = _SECTION_OF.get(noun, "")
    address = reverse("casework:case", args=[case.pk])
    return f"{address}#{section}" if section else address


# ---------------------------------------------------------------- looking
@require_POST
@door(verb=Verb.CONSULT, data_class=CASE, act="casework.identity.asked")
def unmask(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show the identities of a case for a while, or cover them again."""
    find(in_case(request, key), Case, key)
    (cover if request.POST.get("cover") else show)(request, key)
    tab = request.POST.get("tab", "")
    return redirect(f"casework:{tab}" if tab in TABS else "casework:case", key)


@require_POST
@door(verb=Verb.CONSULT, data_class=CASE, act="casework.favourite.asked")
def favour(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Put a case among one's favourites, or take it away."""
    context = in_case(request, key)
    if request.POST.get("drop"):
        acts.unfavour_case(context, case=key)
    else:
        acts.favour_case(context, case=key)
    return redirect("casework:case", key)


@require_GET
@door(verb=Verb.CONSULT, data_class=FILE, act="casework.exhibit.fetched")
def exhibit(request: HouseRequest, key: uuid.UUID, part: uuid.UUID) -> HttpResponse:
    """Give an exhibit as a file to be saved, never shown or run."""
    context = in_case(request, key)
    found = find(context, Exhibit, part)
    if found.case_id != key or found.file is None:
        raise Http404(_("There is no such file."))
    return whole_response(context, found.file, unmask=is_shown(request, key))
