"""The bounds of a context, as conditions on every protected table of a query."""

import uuid
from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.models import sql
from django.db.models.expressions import Col
from django.db.models.lookups import In, IsNull
from django.db.models.sql.where import AND, OR, WhereNode

from fairlead.core.errors import Refused
from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import Reason
from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require


def add(query: sql.Query, context: Context) -> None:
    """Bound every protected table that the query touches; refuse those out of bounds."""
    query.get_initial_alias()
    _join_selected(query)
    tables = protected_tables()
    for alias, join in list(query.alias_map.items()):
        model = tables.get(join.table_name)
        if model is None or not query.alias_refcount.get(alias):
            continue
        if join.parent_alias is not None:
            require(context, Verb.CONSULT, cast("Any", model).data_class)
        optional = join.parent_alias is not None
        query.where.add(_bounds(model, alias, context, optional=optional), AND)


def check_agency(context: Context, agency: uuid.UUID | None) -> None:
    """Refuse to write a record that would belong to an agency out of reach."""
    if not context.everywhere and agency not in context.agencies:
        raise Refused("The record belongs to another agency.", reasons=(Reason.AGENCY_OTHER,))


def protected_tables() -> dict[str, type[models.Model]]:
    """Return every protected model by its table."""
    return {
        model._meta.db_table: model
        for model in apps.get_models()
        if hasattr(model, "data_class") and hasattr(model, "share_field")
    }


def value_of(record: models.Model, field: str) -> uuid.UUID | None:
    """Return the id in this field, without fetching what it points to; "" names no field."""
    if not field:
        return None
    return cast(
        "uuid.UUID | None", getattr(record, cast("Any", record._meta.get_field(field)).attname)
    )


def is_shared(record: models.Model, context: Context) -> bool:
    """Say whether this record of another agency is shared with the context's."""
    key = value_of(record, cast("Any", record).share_field)
    if key is None:
        return False
    shares = apps.get_model("access", "Share").objects
    return bool(shares.open_to(context.agencies).filter(record=key).exists())


def _bounds(
    model: type[models.Model], alias: str, context: Context, *, optional: bool
) -> WhereNode:
    options = model._meta
    agency = _column(alias, options.get_field("agency"))
    allowed = WhereNode(connector=OR)
    if not context.everywhere:
        allowed.add(In(agency, sorted(context.agencies)), OR)
        if shared := _shared(model, alias, context):
            allowed.add(shared, OR)
        if optional:
            allowed.add(IsNull(agency, True), OR)
    both = WhereNode([allowed] if allowed.children else [], AND)
    if case := _case(model, alias, context):
        both.add(case, AND)
    return both


def _shared(model: type[models.Model], alias: str, context: Context) -> In | None:
    field = cast("Any", model).share_field
    if not field:
        return None
    shares = apps.get_model("access", "Share").objects.open_to(context.agencies)
    return In(_column(alias, model._meta.get_field(field)), shares.values("record").query)


def _case(model: type[models.Model], alias: str, context: Context) -> In | None:
    field = cast("Any", model).case_field
    ceiling = policy.table().ceilings.get(context.purpose)
    if not field or ceiling is None or not ceiling.case_bound:
        return None
    return In(_column(alias, model._meta.get_field(field)), [context.case])


def _column(alias: str, field: Any) -> Col:  # noqa: ANN401 - any kind of field
    return Col(alias, field, models.UUIDField())


def _join_selected(query: sql.Query) -> None:
    """Join what ``select_related`` would join only when compiled, so that it is bound too."""
    if isinstance(query.select_related, dict):
        for path in _paths(query.select_related):
            query.setup_joins(list(path), query.get_meta(), query.get_initial_alias())


def _paths(tree: dict[str, Any]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, branch in tree.items():
        found.append((name,))
        found += [(name, *rest) for rest in _paths(branch)]
    return found
