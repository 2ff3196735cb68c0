"""Runs in a process of its own: servers that are killed at one point of a write after another.

A point is the moment before or after one statement, or before or after one commit, of the
request. After each death the same request is sent again, as a careful client does. Prints what
became of each.
"""

import json
import os
import sys
import uuid
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.test.utils import override_settings

from fairlead.kernel.people.models import Agency
from tests import cookies
from tests.kernel.gateway.conftest import Caller
from tests.kernel.jobs.killing import Fuse
from tests.people import make_account, sign_in

LARGEST = 100  # more points than any write has


def main() -> None:
    with override_settings(
        ROOT_URLCONF="tests.kernel.gateway.sample",
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=cookies.plain(settings.MIDDLEWARE),
    ):
        client = Client()
        sign_in(client, make_account())
        caller = Caller(client)
        answer = caller.get("agencies")  # presence is noted, translations are read
        assert answer.status_code == 200, answer.content
        outcomes = []
        for point in range(1, LARGEST):
            outcome = _die_and_repeat(caller, point)
            outcomes.append(outcome)
            if not outcome["killed"]:
                break
    sys.stdout.write(json.dumps(outcomes))


def _die_and_repeat(caller: Caller, point: int) -> dict[str, Any]:
    key, code = str(uuid.uuid4()), f"agency-at-{point}"
    message = {"code": code, "name": "An agency of Utopia"}
    connections.close_all()
    child = os.fork()
    if child == 0:
        _write_until(point, caller, message, key)
    _pid, status = os.waitpid(child, 0)
    before = Agency.objects.filter(code=code).count()
    answer = caller.post("agencies", message, key=key)
    made = list(Agency.objects.filter(code=code))
    return {
        "point": point,
        "killed": os.WIFSIGNALED(status),
        "status": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
        "effects_before": before,
        "effects": len(made),
        "answer": answer.status_code,
        "replayed": "Idempotency-Replayed" in answer.headers,
        "same": answer.json().get("id") == str(made[0].pk) if made else False,
    }


def _write_until(point: int, caller: Caller, message: dict[str, str], key: str) -> None:
    """Send the request in this process, which dies at the point, or ends with 0."""
    try:
        fuse = Fuse(point)
        connection.ensure_connection()
        wrapper: Any = BaseDatabaseWrapper
        wrapper._commit = fuse.around_commit(wrapper._commit)
        with connection.execute_wrapper(fuse.around_statement):
            answer = caller.post("agencies", message, key=key)
        os._exit(0 if answer.status_code == 201 else 3)
    except BaseException:  # noqa: BLE001 - the fork must end here, whatever happened
        os._exit(4)


if __name__ == "__main__":
    main()
