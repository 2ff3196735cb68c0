"""For a load balancer: whether the process is alive, and whether it can serve.

Ready means that the next protected request can be answered: the database answers and can be
written, the ledger's table is there, the keys can be read, and there is room to write an entry.
Each question costs well under a millisecond; ``fairlead doctor`` asks more.
"""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from fairlead.kernel.access.doors import public
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.retention.keystore import MASTER

LEAST_ROOM = 32 * 1024 * 1024  # bytes on the data disk, below which nothing is begun


@public("a load balancer has no account, and learns nothing but yes or no")
def alive(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view takes a request
    return JsonResponse({"alive": True})


@public("a load balancer has no account, and learns nothing but yes or no")
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - a view takes a request
    well = _ledger_can_be_written() and _keys_are_there() and _there_is_room()
    return JsonResponse({"ready": well}, status=200 if well else 503)


def _ledger_can_be_written() -> bool:
    try:
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(Entry._meta.db_table)
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - our own table
            if connection.vendor == "sqlite":
                return _file_can_be_written(str(connection.settings_dict["NAME"]))
            cursor.execute(
                "SELECT has_table_privilege(%s, 'INSERT') "
                "AND current_setting('transaction_read_only') = 'off'",
                [Entry._meta.db_table],
            )
            return bool(cursor.fetchone()[0])
    except DatabaseError:
        return False


def _file_can_be_written(path: str) -> bool:
    """SQLite writes its journal beside the file."""
    return os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)  # noqa: PTH120 - a text from settings


def _keys_are_there() -> bool:
    """Say whether the master key is there; a demonstration makes its own at first need."""
    folder = Path(settings.FAIRLEAD_KEYS)
    needed = folder / MASTER if settings.FAIRLEAD_MODE == "production" else folder
    return os.access(needed, os.R_OK)


def _there_is_room() -> bool:
    return shutil.disk_usage(settings.FAIRLEAD_DATA).free > LEAST_ROOM
