from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fairlead.kernel.access.doors import public
from fairlead.kernel.audit import witnessing


@public("the signature on the checkpoint says which ledger speaks, and a watched key checks it")
@csrf_exempt
@require_POST
def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """Take in a checkpoint of another ledger as its witness (c2sp.org/tlog-witness)."""
    answer = witnessing.receive(request.body)
    return HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)
