from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fairlead.core.errors import Conflict
from fairlead.desks.reception.forms.supervision import EndForm, SupervisionForm
from fairlead.kernel.access import supervision
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.kinds import kind_of
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.access.rules import check_proposer


@signed_in
@require_GET
def relations(request: HouseRequest) -> HttpResponse:
    """Show who supervises one's agency, and whom it supervises."""
    context = request.context
    may_propose = bool(kind_of(supervision.KIND).proposer_roles & context.roles)
    page = {
        "relations": supervision.relations_of(context.agency),
        "may_propose": may_propose,
    }
    return render(request, "reception/supervision.html", page)


@signed_in
@require_http_methods(["GET", "POST"])
def propose_supervision(request: HouseRequest) -> HttpResponse:
    """Propose that one agency supervises another; a second person decides."""
    check_proposer(request.context, kind_of(supervision.KIND))
    form = SupervisionForm(request.POST or None)
    if not form.is_valid():
        return render(request, "reception/propose_supervision.html", {"form": form})
    try:
        made = supervision.propose_supervision(request.context, **form.cleaned_data)
    except Conflict as problem:
        messages.error(request, problem.message)
        return redirect("reception:supervision")
    messages.success(request, _("Proposed. A security officer decides about it."))
    return redirect("reception:approval", made.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def propose_end(request: HouseRequest, key: UUID) -> HttpResponse:
    """Propose that it ends; somebody of the supervisor decides."""
    check_proposer(request.context, kind_of(supervision.END))
    found = get_object_or_404(supervision.relations_of(request.context.agency), pk=key)
    form = EndForm(request.POST or None)
    if not form.is_valid():
        page = {"form": form, "relation": found}
        return render(request, "reception/end_supervision.html", page)
    made = supervision.propose_end(
        request.context, supervision=found, reason=form.cleaned_data["reason"]
    )
    messages.success(request, _("Proposed. Somebody of the supervisor decides about it."))
    return redirect("reception:approval", made.pk)
