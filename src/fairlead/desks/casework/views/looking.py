"""Other ways to look at a case: its links, its past, its report on paper."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from fairlead.core.ledger import Verb
from fairlead.desks.casework import rules
from fairlead.desks.casework.apps import CASE
from fairlead.desks.casework.queries import page as queries
from fairlead.desks.casework.queries import past as history
from fairlead.desks.casework.queries import words
from fairlead.desks.casework.queries.items import anchor_of
from fairlead.desks.casework.views import outgoing, sections
from fairlead.desks.casework.views.shown import in_case, is_shown, moment_of
from fairlead.kernel.access.doors import door
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.cases import codes
from fairlead.kernel.cases.actions.case import print_case
from fairlead.kernel.cases.changing import find
from fairlead.kernel.cases.models import Case
from fairlead.kernel.cases.queries import relations
from fairlead.kernel.clock import now
from fairlead.kernel.wording import listed
from fairlead.ui.graph import Edge, Graph, Node

_FORMS = {"person": "person", "organization": "organization"}


@require_GET
@door(verb=Verb.CONSULT, data_class=CASE, act="casework.links.consulted")
def links(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show who has to do with whom, and which other cases share a number or a name."""
    context = in_case(request, key)
    found, unmasks = find(context, Case, key), is_shown(request, key)
    shown = {
        "case": found,
        "graph": _graph(relations.graph(context, key, unmask=unmasks), found),
        "related": [_related(one) for one in relations.related(context, key)],
        "may_add": rules.may_add(context, found),
        "unmasks": unmasks,
        "tab": "links",
    }
    return render(request, "casework/links.html", shown)


def _graph(found: relations.Graph, case: Case) -> Graph:
    nodes = [
        Node(
            one.reference,
            one.label or codes.SUBJECT_KINDS.get(one.kind, one.kind),
            _FORMS.get(one.kind, "thing"),
            _address(one, case),
            is_main=one.reference == case.reference,
        )
        for one in found.nodes
    ]
    edges = [
        Edge(
            one.origin,
            one.target,
            codes.LINKS.get(one.kind, codes.ROLES.get(one.kind, one.kind)),
            is_presumed=one.certainty != "confirmed",
        )
        for one in found.edges
    ]
    return Graph(_("Subjects and cases, and the links between them"), nodes, edges)


def _address(node: relations.Node, case: Case) -> str:
    kind, _colon, key = node.reference.partition(":")
    if kind == "case":
        return reverse("casework:case", args=[key])
    return f"{reverse('casework:case', args=[case.pk])}#{anchor_of(node.reference)}"


def _related(one: relations.Related) -> dict[str, Any]:
    """Return what is shared and in which cases, without any of the values."""
    sorts = [
        pgettext_lazy("what two records share", "a name")
        if sort == "name"
        else words.IDENTIFIER_KINDS.get(sort, sort)
        for sort in one.shared
    ]
    return {"subject": one.subject, "sorts": listed(sorts), "cases": one.cases}


@require_GET
@door(verb=Verb.CONSULT, data_class=CASE, act="casework.history.consulted")
def past(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show a case as it was at a moment, and compare it with another."""
    context = in_case(request, key)
    found, unmasks = find(context, Case, key), is_shown(request, key)
    at = moment_of(request.GET.get("at", ""))
    other = moment_of(request.GET.get("and", ""))
    shown: dict[str, Any] = {
        "case": found,
        "revisions": history.revisions(context, found),
        "at": at,
        "other": other,
        "unmasks": unmasks,
        "tab": "history",
    }
    if at is not None:
        shown["past"] = history.past(context, found, at, other, unmasks=unmasks)
        if other is not None:
            shown["subject_changes"] = history.subject_changes(
                context, found, at, other, unmasks=unmasks
            )
    return render(request, "casework/history.html", shown)


@require_GET
@door(verb=Verb.DISCLOSE, data_class=CASE, act="casework.report.consulted")
def report(request: HouseRequest, key: uuid.UUID) -> HttpResponse:
    """Show a case as it goes on paper: marked, and signed by whoever prints it, with the moment."""
    context = in_case(request, key)
    print_case(context, case=key)
    desk = queries.open_desk(context, key, unmasks=is_shown(request, key))
    parts = (
        *(sections.subjects, sections.decisions, sections.tasks, sections.notes),
        *(outgoing.timeline, outgoing.links, sections.exhibits, outgoing.outgoing),
    )
    shown = {
        "desk": desk,
        "case": desk.case,
        "title": queries.title_of(desk),
        "facts": queries.facts(desk),
        "state": queries.badges(desk.case)[0],
        "sections": [build(desk) for build in parts],
        "printed_at": now(),
        "unmasks": desk.unmasks,
        "tab": "report",
    }
    return render(request, "casework/report.html", shown)
