from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from fairlead.core.errors import Refused
from fairlead.desks.reception.forms.purpose import PurposeForm
from fairlead.kernel.access import denials, purposes
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.requests import HouseRequest


@signed_in
def choose(request: HouseRequest) -> HttpResponse:
    """Choose what the session is for, among the purposes of the roles held now."""
    offered = purposes.offered(request.context)
    form = PurposeForm(request.POST or None, purposes=offered)
    if request.method == "POST" and form.is_valid():
        try:
            purposes.choose(
                request.context,
                session=request.session,
                purpose=form.cleaned_data["purpose"],
                case=form.cleaned_data.get("case"),
            )
        except Refused as refusal:
            denials.settle(refusal)
            form.add_error(None, _("This purpose is not open to you now."))
        else:
            return redirect(_way_on(request))
    current = request.context.purpose
    context = {
        "form": form,
        "purposes": offered,
        "without_basis": purposes.without_basis(request.context),
        "current": current,
        "next": _way_on(request),
    }
    return render(request, "reception/purpose.html", context)


def _way_on(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
