from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fairlead.desks.reception import queries
from fairlead.desks.reception.forms.approvals import RoleProposalForm
from fairlead.kernel.access import grants, kinds
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.access.rules import check_proposer


@signed_in
@require_http_methods(["GET", "POST"])
def propose_role(request: HouseRequest) -> HttpResponse:
    """Propose a role for a colleague; a security officer decides about it."""
    context = request.context
    check_proposer(context, kinds.kind_of(grants.KIND))
    form = RoleProposalForm(
        request.POST or None,
        colleagues=queries.colleagues(context),
        roles=queries.grantable_roles(),
    )
    if not form.is_valid():
        return render(request, "reception/propose_role.html", {"form": form})
    made = grants.propose_role(
        context,
        account=form.cleaned_data["account"],
        role=form.cleaned_data["role"],
        ends_at=form.ends_at(),
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, _("Proposed. A security officer decides about it."))
    return redirect("reception:approval", made.pk)
