from collections.abc import Callable

from django.http import HttpResponse

from fairlead.kernel.access import emergencies, purposes
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.clock import new_id, now
from fairlead.kernel.people import sessions
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import roles_of

Handler = Callable[[HouseRequest], HttpResponse]


class ContextMiddleware:
    """Give every request its context."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HouseRequest) -> HttpResponse:
        request.context = _context_of(request)
        return self.get_response(request)


def _context_of(request: HouseRequest) -> Context:
    request_id = getattr(request, "number", "") or str(new_id())
    account = request.user
    if not isinstance(account, Account):
        return Context.anonymous(request=request_id)
    context = Context(
        actor=f"account:{account.pk}",
        account=account.pk,
        agency=account.agency_id,
        agencies=frozenset({account.agency_id}),
        roles=roles_of(account, now()),
        session=sessions.reference(request.session),
        request=request_id,
        authenticated_at=sessions.proven_at(request.session),
    )
    context = purposes.of_session(context, request.session)
    return emergencies.of_session(context, request.session)
