"""For a load balancer: whether the process is alive, and whether it can serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from fairlead.kernel.access.doors import public


@public("a load balancer has no account, and learns nothing but yes or no")
def alive(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view takes a request
    return JsonResponse({"alive": True})


@public("a load balancer has no account, and learns nothing but yes or no")
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view takes a request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ready": False}, status=503)
    return JsonResponse({"ready": True})
