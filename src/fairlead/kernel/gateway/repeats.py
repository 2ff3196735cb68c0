"""Repeating a write safely: the header ``Idempotency-Key``.

The first request with a key does the work, and its answer is laid aside in the same
transaction as the effect: there is never one without the other, whatever is killed when. A
repetition receives that answer and changes nothing. A key used for another request is refused.

Two at once: on SQLite the second waits, because one transaction writes at a time; on
PostgreSQL it is told at once that the first is still at work. Either way one is executed.

Failures are not laid aside. Whatever failed changed nothing, so it may be tried again.
"""

import hashlib
import hmac
import json
import os
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.http import HttpResponse

from fairlead.core.protocol import capsules
from fairlead.kernel.clock import now
from fairlead.kernel.gateway.keys import key_for
from fairlead.kernel.gateway.models import StoredAnswer
from fairlead.kernel.gateway.problems import Problem
from fairlead.kernel.gateway.requests import ApiRequest

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT = timedelta(hours=24)
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
_KEY = re.compile(r"[\x21-\x7e]{16,128}")


def key_of(request: ApiRequest, *, required: bool) -> str:
    """Return the key of this request, or "" where it has none and needs none."""
    key = request.headers.get(HEADER, "")
    if not key and not required:
        return ""
    if not key:
        raise Problem("repeat-key-missing", place=HEADER)
    if not _KEY.fullmatch(key):
        raise Problem("bad-request", "must be 16 to 128 visible ASCII characters", place=HEADER)
    return key


def once(
    request: ApiRequest, *, account: UUID, key: str, execute: Callable[[], HttpResponse]
) -> HttpResponse:
    """Execute, or give the answer of the first time. Called inside the transaction."""
    name = hmac.digest(key_for("repeats", "name", str(account)), key.encode(), "sha256")
    digest = _digest_of(request)
    _hold(name)
    stored = StoredAnswer.objects.filter(account_id=account, key_digest=name.hex()).first()
    if stored is not None and stored.expires_at > now():
        if not hmac.compare_digest(stored.request_digest, digest):
            raise Problem("repeat-differs", place=HEADER)
        return _opened(stored, key)
    if stored is not None:
        stored.delete()
    response = execute()
    StoredAnswer.objects.create(
        account_id=account,
        key_digest=name.hex(),
        request_digest=digest,
        capsule=_sealed(response, account, key),
        expires_at=now() + KEPT,
    )
    return response


def _hold(name: bytes) -> None:
    """Let nobody else work under this key until the transaction ends."""
    if connection.vendor != "postgresql":
        return  # a transaction on SQLite begins by taking the only pen
    number = int.from_bytes(name[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        row = cursor.fetchone()
    if row is None or not row[0]:
        raise Problem("repeat-in-progress", place=HEADER)


def _digest_of(request: ApiRequest) -> str:
    """Return what makes two requests the same: all that was asked, and under which purpose."""
    context = request.context
    parts = (
        request.method or "",
        request.get_full_path(),
        request.headers.get("If-Match", ""),
        context.purpose,
        str(context.case or ""),
        hashlib.sha256(request.body).hexdigest(),
    )
    return capsules.derive(key_for("repeats", "request"), *parts).hex()


def _capsule_key(account: UUID, key: str) -> bytes:
    return capsules.derive(key_for("repeats", "answer"), str(account), key)


def _sealed(response: HttpResponse, account: UUID, key: str) -> bytes:
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    head = json.dumps([response.status_code, headers]).encode()
    content = len(head).to_bytes(4, "big") + head + response.content
    return capsules.seal(_capsule_key(account, key), content, "answer", salt=os.urandom(16))


def _opened(stored: StoredAnswer, key: str) -> HttpResponse:
    capsule_key = _capsule_key(stored.account_id, key)
    content = capsules.unseal(capsule_key, bytes(stored.capsule), "answer")
    start = 4 + int.from_bytes(content[:4], "big")
    status, headers = json.loads(content[4:start])
    response = HttpResponse(content[start:], status=status, headers=headers)
    response.headers[REPLAYED] = "true"
    return response
