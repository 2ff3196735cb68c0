from django.http import HttpResponse
from django.shortcuts import render

from fairlead.desks.reception import queries
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.policy import purposes
from fairlead.kernel.access.queries import waiting_for
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.access.supervision import relations_of


@signed_in
def home(request: HouseRequest) -> HttpResponse:
    """Say who is here, for whom, and what there is to do."""
    context = request.context
    return render(
        request,
        "reception/home.html",
        {
            "roles": queries.roles_in_words(context),
            "purpose": purposes().get(context.purpose),
            "supervisors": relations_of(context.agency).filter(supervised=context.agency),
            "waiting": waiting_for(context).count(),
        },
    )
