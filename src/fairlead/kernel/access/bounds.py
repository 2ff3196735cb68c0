"""The bounds of a context, as conditions on every protected table of a query."""

import uuid
from functools import cache
from typing import Any, cast

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import sql
from django.db.models.expressions import Col
from django.db.models.lookups import In, IsNull
from django.db.models.sql.where import AND, OR, WhereNode

from fairlead.core.ledger import Verb
from fairlead.core.policy.decisions import Reason
from fairlead.kernel.access import policy, walls
from fairlead.kernel.access.conditions import UUID_FIELD, OfCase, SharedWith, SupervisedBy, named
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.denials import Denial, refusal
from fairlead.kernel.access.ways import Way

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


def check_case(context: Context, record: models.Model) -> None:
    """Refuse to make a record of another case under a purpose that is bound to one."""
    if not policy.is_case_bound(context.purpose) or case_of(record, context) == context.case:
        return
    what = cast("Any", record).data_class
    denial = Denial(context=context, verb=Verb.COLLECT, what=what, reasons=(Reason.CASE_OTHER,))
    raise refusal(denial, "The record would belong to another case.")


def check_kept_in_case(context: Context, model: type[models.Model], columns: set[str]) -> None:
    """Refuse to change, for many records at once, what says to which case they belong."""
    if not policy.is_case_bound(context.purpose):
        return
    if columns & {way.column for way in ways_of(model)}:
        what = cast("Any", model).data_class
        denial = Denial(context=context, verb=Verb.ALTER, what=what, reasons=(Reason.CASE_OTHER,))
        raise refusal(denial, "The records would belong to another case.")


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
        if is_protected(model)
    }


def is_protected(model: type[models.Model]) -> bool:
    """Say whether a model is one of those that are bound."""
    return hasattr(model, "data_class") and hasattr(model, "share_field")


@cache
def ways_of(model: type[models.Model]) -> tuple[Way, ...]:
    """Return every way that leads from a record of this model to its case."""
    plain = cast("Any", model)
    own = plain._meta.get_field(plain.case_field).column if plain.case_field else ""
    return (*([Way(own)] if own else ()), *plain.case_ways)


def case_of(record: models.Model, context: Context) -> uuid.UUID | None:
    """Return the case that a decision about this record compares with the context's.

    Where the purpose is bound to a case, that is this very case, if any way leads to it.
    """
    if not policy.is_case_bound(context.purpose):
        return value_of(record, cast("Any", record).case_field)
    ways = ways_of(type(record))
    if record._state.adding and not all(way.is_own for way in ways):
        return context.case  # others will say where it belongs, when it is there
    led = (_leads(record, way, context) for way in ways)
    return context.case if any(led) else None


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


def is_supervised(agency: uuid.UUID, context: Context, verb: Verb) -> bool:
    """Say whether this look reaches another agency because the context's supervises it."""
    if verb != Verb.CONSULT or not policy.supervises(context.purpose):
        return False
    relations = apps.get_model("access", "Supervision").objects.in_force()
    return bool(relations.filter(supervisor__in=context.agencies, supervised=agency).exists())


def _leads(record: models.Model, way: Way, context: Context) -> bool:
    """Follow one way from a record that is in our hands."""
    connection = connections[record._state.db or DEFAULT_DB_ALIAS]
    value = getattr(record, _field_of(type(record), way).attname)
    case = named(way, context.case, connection)
    if value is None or not way.over:
        return value is not None and str(value) == (str(case) if way.kind else str(context.case))
    if connection.in_atomic_block:
        walls.tell(context, connection.alias)
    ends: list[Any] = [UUID_FIELD.get_db_prep_value(value, connection), case]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 WHERE {way.condition('%s', '%s')}", ends)
        return cursor.fetchone() is not None


def _field_of(model: type[models.Model], way: Way) -> Any:  # noqa: ANN401 - any kind of field
    return next(field for field in model._meta.concrete_fields if field.column == way.column)


def _bounds(
    model: type[models.Model], alias: str, context: Context, verb: Verb, *, optional: bool
) -> WhereNode:
    options, plain = model._meta, cast("Any", model)
    agency = _column(alias, options.get_field("agency"))
    both = WhereNode(connector=AND)
    if not context.everywhere:
        allowed = WhereNode(connector=OR)
        allowed.add(In(agency, sorted(context.agencies)), OR)
        if plain.share_field and verb in _BY_SHARE:
            key = _column(alias, options.get_field(plain.share_field))
            allowed.add(SharedWith(key, context, alters=verb == Verb.ALTER), OR)
        if verb == Verb.CONSULT and policy.supervises(context.purpose):
            allowed.add(SupervisedBy(agency, context), OR)
        if optional:
            allowed.add(IsNull(agency, True), OR)
        both.add(allowed, AND)
    if policy.is_case_bound(context.purpose):
        within = WhereNode(connector=OR)
        ways = [(way, _column(alias, _field_of(model, way))) for way in ways_of(model)]
        within.add(OfCase(ways, context.case), OR)
        if optional:
            within.add(IsNull(agency, True), OR)
        both.add(within, AND)
    return both


def _column(alias: str, field: Any) -> Col:  # noqa: ANN401 - any kind of field
    return Col(alias, field, UUID_FIELD)


def _rehearse(query: sql.Query, using: str) -> None:
    """Let Django join now what it would join only while compiling, so that it is bound too."""
    if query.select_related or query.distinct_fields or not _orders_by_own_columns(query):
        sql.Query.get_compiler(query, using).pre_sql_setup()


def _orders_by_own_columns(query: sql.Query) -> bool:
    own = {field.name for field in query.get_meta().concrete_fields if not field.is_relation}
    ordering = query.order_by or (query.get_meta().ordering if query.default_ordering else ())
    plain = own | {"?", "pk"}
    return all(isinstance(each, str) and each.lstrip("-+") in plain for each in ordering or ())
