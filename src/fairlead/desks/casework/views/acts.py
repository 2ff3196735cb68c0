"""One act: a page that says what it does and asks what it needs, and the doing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.registration import Label
from fairlead.desks.casework.forms.acts import ActForm
from fairlead.desks.casework.queries import words
from fairlead.desks.casework.queries.targets import Target
from fairlead.kernel.access import denials
from fairlead.kernel.access.models import Approval
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.access.words import in_words
from fairlead.kernel.cases.errors import Changed, NotWithinReach
from fairlead.kernel.cases.models import Case
from fairlead.ui.toasts import done


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """From where an act is done: what stands above its form, and where it leads back to."""

    title: Label
    number: str
    back: str
    more: Mapping[str, Any] = field(default_factory=dict)


def act_page(
    request: HouseRequest, form_class: type[ActForm], target: Target, place: Place
) -> HttpResponse:
    """Ask what the act needs, or carry it out."""
    if request.method != "POST":
        return _page(request, _opened(form_class, target), place)
    form = form_class(request.POST, request.FILES or None, target=target)
    if not form.is_valid():
        return _page(request, form, place, status=422)
    try:
        with transaction.atomic():
            made = form.carry_out()
    except NotWithinReach:
        raise
    except (BadInput, Conflict, Refused) as problem:
        return _page(request, _told(form_class, form, target, problem), place, status=409)
    return _on(request, form, made, place)


def _opened(form_class: type[ActForm], target: Target) -> ActForm:
    return form_class(target=target)


def _told(form_class: type[ActForm], form: ActForm, target: Target, problem: Exception) -> ActForm:
    """Return the form as it was sent, with what went wrong; nothing that was typed is lost."""
    if isinstance(problem, Changed):
        return _refreshed(form_class, form, target, problem)
    if isinstance(problem, Refused):
        denials.settle(problem)
        said = [words.REFUSED.get(code, in_words([code])[0]) for code in problem.reasons]
        for each in said or [words.REFUSED["bad-input"]]:
            form.add_error(None, str(each))
    elif isinstance(problem, BadInput):
        known = problem.place if problem.place in form.fields else None
        form.add_error(known, str(words.REFUSED["bad-input"]))
    elif isinstance(problem, Conflict):
        form.add_error(None, str(words.REFUSED.get(problem.code, words.REFUSED["conflict"])))
    return form


def _refreshed(
    form_class: type[ActForm], form: ActForm, target: Target, problem: Changed
) -> ActForm:
    """Say who was first, and let the person send it again over what stands there now."""
    changed = target.part or target.record
    assert isinstance(form.data, QueryDict)  # noqa: S101 - it was sent by a page
    data = form.data.copy()
    with transaction.atomic():
        now_there = type(changed).objects.for_context(target.context).filter(pk=changed.pk).first()
    data["version"] = str(getattr(now_there, "version", target.version))
    again = form_class(data, target=target)
    again.is_valid()
    again.add_error(None, problem.message)
    again.add_error(None, _("Look at how it stands now. What you typed is still here."))
    return again


def _page(request: HouseRequest, form: ActForm, place: Place, *, status: int = 200) -> HttpResponse:
    shown = {"form": form, "place": place, **place.more}
    return render(request, "casework/act.html", shown, status=status)


def _on(request: HouseRequest, form: ActForm, made: object, place: Place) -> HttpResponse:
    """Go back to where the act was asked for, or on to the case that it made or moved."""
    if isinstance(made, Approval):
        done(request, _("Proposed. A second person decides about it, under “Approvals”."))
    else:
        done(request, _("Done: %(act)s") % {"act": form.label})
    if isinstance(made, Case) and made.agency_id in request.context.agencies:
        return redirect("casework:case", made.pk)
    return redirect(place.back)
