from django.http import HttpResponse
from django.shortcuts import render

from fairlead.desks.reception import queries
from fairlead.kernel.access.doors import signed_in
from fairlead.kernel.access.requests import HouseRequest


@signed_in
def home(request: HouseRequest) -> HttpResponse:
    """Say who is here, for whom, and what there is to do."""
    return render(
        request, "reception/home.html", {"roles": queries.roles_in_words(request.context)}
    )
