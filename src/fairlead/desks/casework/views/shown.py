"""What a person asked to see: identities of one case, under one purpose, for a while.

The asking is a click of its own, and every page that then shows names is an entry in the ledger. It
ends by itself, with another purpose, and with the session.
"""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.clock import now

KEY = "casework.shown"
AS_LONG_AS = timedelta(minutes=15)
_MOST = 20  # records of one session


def show(request: HouseRequest, key: uuid.UUID) -> None:
    """Remember that the person asked to see the identities behind this record."""
    asked = _asked(request)
    asked[str(key)] = [request.context.purpose, (now() + AS_LONG_AS).timestamp()]
    request.session[KEY] = dict(list(asked.items())[-_MOST:])


def cover(request: HouseRequest, key: uuid.UUID) -> None:
    """Cover them again."""
    asked = _asked(request)
    asked.pop(str(key), None)
    request.session[KEY] = asked


def is_shown(request: HouseRequest, key: uuid.UUID) -> bool:
    """Say whether the person asked, not long ago and for what she works for now."""
    purpose, until = _asked(request).get(str(key), ["", 0.0])
    return bool(purpose == request.context.purpose and until > now().timestamp())


def in_case(request: HouseRequest, key: uuid.UUID) -> Context:
    """Return the context of work on this case: the ledger names the case with each act."""
    context = request.context
    return context if policy.is_case_bound(context.purpose) else replace(context, case=key)


def moment_of(text: str) -> datetime | None:
    """Return a moment from an address; None for what is not one."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=now().tzinfo)


def _asked(request: HouseRequest) -> dict[str, list[Any]]:
    return dict(request.session.get(KEY, {}))
