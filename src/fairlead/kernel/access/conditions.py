"""What bounds a query, written out in SQL.

It stands in every query: as querysets these take longer to build than the rest of the query.
"""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

from fairlead.kernel.access.context import Context
from fairlead.kernel.access.ways import Way, any_of
from fairlead.kernel.clock import now

UUID_FIELD: models.UUIDField[uuid.UUID, uuid.UUID] = models.UUIDField()
Compiled = tuple[str, list[object]]


class SharedWith:
    """That a record is shared with the agencies of a context, now."""

    contains_aggregate = contains_over_clause = False

    def __init__(self, key: Col, context: Context, *, alters: bool) -> None:
        self.key = key
        self.agencies = sorted(context.agencies)
        self.alters = " AND s.alters" if alters else ""

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the condition in SQL."""
        key, parameters = compiler.compile(self.key)
        places, agencies, moment = _bindings(self.agencies, connection)
        condition = (
            f"{key} IN (SELECT s.record FROM access_share s WHERE s.agency_id IN ({places})"  # noqa: S608 - our own words
            f" AND s.starts_at <= %s AND (s.ends_at IS NULL OR s.ends_at > %s){self.alters})"
        )
        return condition, [*parameters, *agencies, moment, moment]


class SupervisedBy:
    """That a record belongs to an agency that those of a context supervise, now."""

    contains_aggregate = contains_over_clause = False

    def __init__(self, agency: Col, context: Context) -> None:
        self.agency = agency
        self.agencies = sorted(context.agencies)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the condition in SQL."""
        agency, parameters = compiler.compile(self.agency)
        places, agencies, moment = _bindings(self.agencies, connection)
        condition = (
            f"{agency} IN (SELECT s.supervised_id FROM access_supervision s"  # noqa: S608 - our own words
            f" WHERE s.supervisor_id IN ({places})"
            " AND s.starts_at <= %s AND (s.ends_at IS NULL OR s.ends_at > %s))"
        )
        return condition, [*parameters, *agencies, moment, moment]


class OfCase:
    """That some way leads from a record to this case."""

    contains_aggregate = contains_over_clause = False

    def __init__(self, ways: Iterable[tuple[Way, Col]], case: uuid.UUID | None) -> None:
        self.ways = list(ways)
        self.case = case

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the condition in SQL."""
        conditions, bindings = [], list[object]()
        for way, own in self.ways:
            column, parameters = compiler.compile(own)
            conditions.append(way.condition(column, "%s"))
            bindings += [*parameters, named(way, self.case, connection)]
        return any_of(conditions), bindings


def named(way: Way, case: uuid.UUID | None, connection: BaseDatabaseWrapper) -> object:
    """Return the case as the end of this way names it: by reference, or by bare id."""
    return f"{way.kind}:{case}" if way.kind else UUID_FIELD.get_db_prep_value(case, connection)


def _bindings(
    agencies: list[uuid.UUID], connection: BaseDatabaseWrapper
) -> tuple[str, list[object], object]:
    """Return the places for agencies, the agencies, and this moment, for the database."""
    places = ", ".join(["%s"] * len(agencies)) or "NULL"
    prepared = [UUID_FIELD.get_db_prep_value(agency, connection) for agency in agencies]
    return places, prepared, models.DateTimeField().get_db_prep_value(now(), connection)
