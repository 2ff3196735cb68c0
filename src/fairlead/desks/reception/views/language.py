from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from fairlead.desks.reception import actions
from fairlead.kernel.access.doors import public
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.people.models import Account
from fairlead.ui import display


@public("a stranger, too, reads in a language")
@require_POST
def choose_language(request: HouseRequest) -> HttpResponseBase:
    """Keep the language that was chosen: on the account, or in a cookie before sign-in."""
    code = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if isinstance(request.user, Account) and code in dict(settings.LANGUAGES):
        actions.choose_language(context=request.context, account=request.user, language=code)
    return set_language(request)


@public("a stranger, too, sees in some light")
@require_POST
def choose_display(request: HouseRequest) -> HttpResponseBase:
    """Let the browser keep how its pages look, and whether single letters are commands."""
    address = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    response = redirect(address if own else "/")
    display.keep(response, theme=request.POST.get("theme", ""), keys=request.POST.get("keys", ""))
    return response
