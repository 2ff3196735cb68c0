"""The bounds of a context, as conditions on every protected table of a query."""

import uuid
from functools import cache
from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import sql
from django.db.models.expressions import Col
from django.db.models.lookups import In, IsNull
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.where import AND, OR, WhereNode

from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import Reason
from fairlead.kernel.access import policy
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.denials import Denial, refusal
from fairlead.kernel.clock import now

_UUID: models.UUIDField[uuid.UUID, uuid.UUID] = models.UUIDField()

# What a share lets its receiver do. Making and erasing stay with the agency that owns a record.
_BY_SHARE = frozenset({Verb.CONSULT, Verb.DISCLOSE, Verb.COMBINE, Verb.ALTER})


def add(query: sql.Query, context: Context, verb: Verb, using: str) -> None:
    """Bound every protected table that the query touches; refuse those out of bounds."""
    query.get_initial_alias()
    _rehearse(query, using)
    tables = protected_tables()
    for alias, join in list(query.alias_map.items()):
        model = tables.get(join.table_name)
        if model is None or not query.alias_refcount.get(alias):
            continue
        joined = join.parent_alias is not None
        if joined:
            require(context, Verb.CONSULT, cast("Any", model).data_class)
        here = Verb.CONSULT if joined else verb
        query.where.add(_bounds(model, alias, context, here, optional=joined), AND)


def check_agency(context: Context, agency: uuid.UUID | None, what: str) -> None:
    """Refuse to write a record that would belong to an agency out of reach."""
    if context.everywhere or agency in context.agencies:
        return
    denial = Denial(context=context, verb=Verb.COLLECT, what=what, reasons=(Reason.AGENCY_OTHER,))
    raise refusal(denial, "The record would belong to another agency.")


@cache
def protected_tables() -> dict[str, type[models.Model]]:
    """Return every protected model by its table."""
    return {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if hasattr(model, "data_class") and hasattr(model, "share_field")
    }


def value_of(record: models.Model, field: str) -> uuid.UUID | None:
    """Return the id in this field, without fetching what it points to; "" names no field."""
    if not field:
        return None
    attribute = cast("Any", record._meta.get_field(field)).attname
    return cast("uuid.UUID | None", getattr(record, attribute))


def is_shared(record: models.Model, context: Context, verb: Verb) -> bool:
    """Say whether this record of another agency is shared with the context's, for this verb."""
    key = value_of(record, cast("Any", record).share_field)
    if key is None or verb not in _BY_SHARE:
        return False
    shares = apps.get_model("access", "Share").objects.open_to(context.agencies)
    if verb == Verb.ALTER:
        shares = shares.filter(alters=True)
    return bool(shares.filter(record=key).exists())


class SharedWith:
    """The condition that a record is shared with the agencies of a context, now.

    Written out, because it stands in every query: as a queryset it takes longer to build than
    the rest of the query.
    """

    contains_aggregate = contains_over_clause = False  # what Django asks of a condition

    def __init__(self, key: Col, context: Context, *, alters: bool) -> None:
        self.key = key
        self.agencies = sorted(context.agencies)
        self.alters = " AND s.alters" if alters else ""

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[object]]:
        """Return the condition in SQL."""
        key, parameters = compiler.compile(self.key)
        moment = models.DateTimeField().get_db_prep_value(now(), connection)
        agencies = [_UUID.get_db_prep_value(agency, connection) for agency in self.agencies]
        places = ", ".join(["%s"] * len(agencies)) or "NULL"
        condition = (
            f"{key} IN (SELECT s.record FROM access_share s WHERE s.agency_id IN ({places})"  # noqa: S608 - our own words
            f" AND s.starts_at <= %s AND (s.ends_at IS NULL OR s.ends_at > %s){self.alters})"
        )
        return condition, [*parameters, *agencies, moment, moment]


def _bounds(
    model: type[models.Model], alias: str, context: Context, verb: Verb, *, optional: bool
) -> WhereNode:
    options, plain = model._meta, cast("Any", model)
    both = WhereNode(connector=AND)
    if not context.everywhere:
        agency = _column(alias, options.get_field("agency"))
        allowed = WhereNode(connector=OR)
        allowed.add(In(agency, sorted(context.agencies)), OR)
        if plain.share_field and verb in _BY_SHARE:
            key = _column(alias, options.get_field(plain.share_field))
            allowed.add(SharedWith(key, context, alters=verb == Verb.ALTER), OR)
        if optional:
            allowed.add(IsNull(agency, True), OR)
        both.add(allowed, AND)
    ceiling = policy.table().ceilings.get(context.purpose)
    if plain.case_field and ceiling is not None and ceiling.case_bound:
        both.add(In(_column(alias, options.get_field(plain.case_field)), [context.case]), AND)
    return both


def _column(alias: str, field: Any) -> Col:  # noqa: ANN401 - any kind of field
    return Col(alias, field, _UUID)


def _rehearse(query: sql.Query, using: str) -> None:
    """Let Django join now what it would join only while compiling, so that it is bound too."""
    if query.select_related or query.distinct_fields or not _orders_by_own_columns(query):
        sql.Query.get_compiler(query, using).pre_sql_setup()


def _orders_by_own_columns(query: sql.Query) -> bool:
    own = {field.name for field in query.get_meta().concrete_fields if not field.is_relation}
    ordering = query.order_by or (query.get_meta().ordering if query.default_ordering else ())
    plain = own | {"?", "pk"}
    return all(isinstance(each, str) and each.lstrip("-+") in plain for each in ordering or ())
