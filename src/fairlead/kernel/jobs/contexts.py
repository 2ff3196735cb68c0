"""On whose behalf a job works: the context of the request travels with it, without words.

What has been revoked meanwhile is not used: roles are those that were held when the job was
asked for *and* are still held when it runs.
"""

import re
import types
import uuid
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

from fairlead.core.errors import Refused
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.jobs.arguments import Json
from fairlead.kernel.people.models import Account
from fairlead.kernel.people.queries import roles_of

# Codes, identifiers and citations of a law. What a person typed stays with the request.
_WORDLESS = frozenset({"reason"})
_CODE = re.compile(r"[a-z0-9_.:-]{0,100}")


def freeze(context: Context) -> dict[str, Json]:
    """Return the context as the queue holds it."""
    frozen = {field.name: _plain(getattr(context, field.name)) for field in fields(context)}
    for name in _WORDLESS & frozen.keys():
        if not _CODE.fullmatch(str(frozen[name])):
            del frozen[name]
    return frozen


def thaw(stored: dict[str, Any]) -> Context:
    """Return the context; a field that this version does not know is left out."""
    hints = get_type_hints(Context)
    known = {name: _typed(hints[name], raw) for name, raw in stored.items() if name in hints}
    return Context(**known)


def renewed(context: Context) -> Context:
    """Return the context with the rights that are still held; refuse a closed account."""
    if context.account is None:
        return context
    account = Account.objects.filter(pk=context.account).first()
    if account is None or not account.is_active:
        raise Refused("the account that asked may not act any more", reasons=["account-inactive"])
    held = replace(context, roles=context.roles & roles_of(account, now()))
    return held.serving(held.purpose, case=held.case) if held.purpose else held


def _plain(value: Any) -> Json:  # noqa: ANN401 - whatever a context holds
    if isinstance(value, frozenset | tuple | list):
        return [*sorted(str(item) for item in value)]
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    plain: Json = value
    return plain


def _typed(kind: Any, raw: Any) -> Any:  # noqa: ANN401 - typed by the fields of Context
    if raw is None or kind in (str, bool, int):
        return raw
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _typed(next(part for part in inner if part is not type(None)), raw)
    if origin in (frozenset, tuple, list):
        return origin(_typed(inner[0], item) for item in raw)
    if kind is datetime:
        return datetime.fromisoformat(raw)
    return kind(raw)
