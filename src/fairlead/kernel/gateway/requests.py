"""A request as the operations of the API receive it."""

from fairlead.core.protocol.entitytags import Tags
from fairlead.kernel.access.requests import HouseRequest
from fairlead.kernel.gateway.problems import Problem


class ApiRequest(HouseRequest):
    """A request that passed the gateway: it has a context, and conditions where it set any."""

    expected: Tags | None  # of If-Match: the version that the caller means to change
    entity_tag: str  # of the record that is answered with
    links: dict[str, str]  # relation → address, for the header Link


def require_version(request: ApiRequest, tag: str) -> None:
    """Go on only if the record is still the version that the caller named.

    Called inside the operation's transaction, after the record was locked.
    """
    if request.expected is None or not request.expected.includes(tag):
        raise Problem("precondition-failed", headers={"ETag": tag})
