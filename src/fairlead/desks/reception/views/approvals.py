from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fairlead.core.errors import Conflict
from fairlead.desks.reception import queries
from fairlead.desks.reception.forms.approvals import DecisionForm
from fairlead.kernel.access import approvals
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.models import Approval
from fairlead.kernel.access.queries import decided_by, proposed_by, visible, waiting_for
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.people.proofs import recently_proven

LATEST = 20
Step = Callable[[HouseRequest, Approval, DecisionForm], Approval]

STEPS: dict[str, Step] = {
    "approve": lambda request, found, form: approvals.approve(
        request.context,
        found,
        digest=form.cleaned_data["digest"],
        reason=form.cleaned_data["reason"],
    ),
    "refuse": lambda request, found, form: approvals.refuse(
        request.context, found, reason=form.cleaned_data["reason"]
    ),
    "withdraw": lambda request, found, form: approvals.withdraw(
        request.context, found, reason=form.cleaned_data["reason"]
    ),
    "execute": lambda request, found, _form: approvals.execute(request.context, found),
}


@signed_in
@require_GET
def inbox(request: HouseRequest) -> HttpResponse:
    """Show what waits for this person, and what became of what they proposed and decided."""
    context = request.context
    return render(
        request,
        "reception/approvals.html",
        {
            "waiting": queries.in_words(waiting_for(context)),
            "proposed": queries.in_words(proposed_by(context)[:LATEST]),
            "decided": queries.in_words(decided_by(context)[:LATEST]),
        },
    )


@signed_in
@require_GET
def approval(request: HouseRequest, key: UUID) -> HttpResponse:
    """Show one proposal in words, with what this person may do about it."""
    return _page(request, get_object_or_404(visible(request.context), pk=key))


@signed_in
@require_POST
@recently_proven
def decide(request: HouseRequest, key: UUID) -> HttpResponse:
    """Approve, refuse, withdraw, or carry out what failed before."""
    found = get_object_or_404(visible(request.context), pk=key)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        done = STEPS[form.cleaned_data["step"]](request, found, form)
    except Conflict:
        messages.error(request, _("It changed meanwhile. This is how it stands now."))
        return redirect("reception:approval", key)
    if done.problem:
        messages.warning(request, _("Approved, but it could not be carried out yet."))
    else:
        messages.success(request, done.get_state_display())
    return redirect("reception:approval", key)


def _page(request: HouseRequest, found: Approval, form: DecisionForm | None = None) -> HttpResponse:
    shown = queries.with_steps(request.context, found)
    form = form or DecisionForm(initial={"digest": found.digest})
    status = 422 if form.is_bound else 200
    return render(request, "reception/approval.html", {"shown": shown, "form": form}, status=status)
