"""Capsules in addresses: what was found by, and where a page begins. Nobody else reads them."""

import os
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from fairlead.core.errors import BadInput
from fairlead.core.protocol.cursors import Value, make_cursor, read_cursor
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.gateway.keys import key_for

VALID = timedelta(hours=24)


def hidden(context: Context, table: str, use: str, values: Sequence[Value]) -> str:
    """Put values into a capsule for this reader, purpose, case and table."""
    expires = int((now() + VALID).timestamp())
    bound = _bound(context, table, use)
    return make_cursor(key_for("tables"), values, *bound, expires=expires, salt=os.urandom(16))


def revealed(context: Context, table: str, use: str, text: str) -> list[Any] | None:
    """Return what is in a capsule; None if it is over, or was made for somebody else."""
    bound = _bound(context, table, use)
    try:
        return read_cursor(key_for("tables"), text, *bound, at=int(now().timestamp()))
    except BadInput:
        return None


def _bound(context: Context, table: str, use: str) -> tuple[str, ...]:
    return (use, table, context.actor, context.purpose, str(context.case))
