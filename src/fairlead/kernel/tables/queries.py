"""Saved views and exports, as those see them who may."""

import uuid

from django.db.models import Q, QuerySet

from fairlead.core.errors import Refused
from fairlead.kernel.access.context import Context
from fairlead.kernel.tables.models import Export, SavedView


def views_of(context: Context, table: str) -> QuerySet[SavedView]:
    """Return one's own views of a table, and those that colleagues share."""
    own = Q(account=context.account)
    shared = Q(agency__in=sorted(context.agencies), shared=True)
    found = SavedView.objects.filter(own | shared, table=table)
    return found.select_related("account").order_by("name", "id")


def exports_of(context: Context) -> QuerySet[Export]:
    """Return the exports that this person asked for, the newest first."""
    return Export.objects.filter(account=context.account).order_by("-asked_at", "-id")


def own_export(context: Context, key: uuid.UUID, table: str = "") -> Export:
    """Return one export of this person under the purpose it was asked for."""
    found = exports_of(context).filter(pk=key, purpose=context.purpose)
    export = (found.filter(table=table) if table else found).first()
    if export is None:
        raise Refused("there is no such export for you under this purpose", reasons=["not-yours"])
    return export
