"""Querysets over personal data: closed until a context opens them.

Django builds every statement through one method, ``Query.get_compiler``, and every change of
a query's kind through another, ``Query.chain``. Both are guarded here, so that there is no
list of methods to keep: a query without a context raises, whichever method asked, and a query
with one gets the bounds of its context added at the last moment, to every protected table in
it, so that no ``|``, ``union`` or join can lose them.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import sql
from django.db.models.deletion import Collector
from django.db.models.query import ModelIterable
from django.db.models.sql.constants import ROW_COUNT

from fairlead.core.ledger import Verb
from fairlead.kernel.access import bounds, seeing, walls
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.access.errors import NoContext

if TYPE_CHECKING:
    from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model)


class ProtectedQuery(sql.Query):
    """A query that compiles only under a context, and only with the bounds of it."""

    context: Context | None = None
    verb: Verb = Verb.CONSULT
    _guarded = False

    def get_compiler(
        self,
        using: str | None = None,
        connection: Any = None,  # noqa: ANN401 - Django's signature
        elide_empty: bool = True,  # noqa: FBT001, FBT002 - Django's signature
    ) -> "SQLCompiler":
        """Guard, then compile."""
        alias = using or (connection.alias if connection else DEFAULT_DB_ALIAS)
        guarded = self._guard(alias)
        return cast("SQLCompiler", sql.Query.get_compiler(guarded, using, connection, elide_empty))

    def chain(self, klass: type[sql.Query] | None = None) -> Self:
        """Guard before the query becomes one of another kind, which knows no bounds."""
        if klass is None or issubclass(klass, ProtectedQuery):
            return cast("Self", super().chain(klass))
        return cast("Self", sql.Query.chain(self._guard(DEFAULT_DB_ALIAS), klass))

    def _guard(self, using: str) -> Self:
        if self.context is None:
            raise no_context(cast("type[models.Model]", self.model))
        walls.tell(self.context, using)
        if self._guarded or self.combinator:
            return self
        guarded = cast("Self", self.clone())
        guarded._guarded = True  # noqa: SLF001 - our own clone
        bounds.add(guarded, self.context, self.verb, using)
        return guarded


class ProtectedIterable(ModelIterable[Any]):
    """Gives every row the context that it was found under, and notes that it was seen."""

    def __iter__(self) -> Iterator[Any]:
        context = cast("ProtectedQuery", self.queryset.query).context
        for row in super().__iter__():
            _bind(row, context)
            yield row


class ProtectedQuerySet(models.QuerySet[Row]):
    """Raises NoContext at any touch of the database until ``for_context`` opens it."""

    if TYPE_CHECKING:  # what Django's type stubs leave out
        query: ProtectedQuery
        _fields: tuple[str, ...] | None

        def _chain(self) -> Self: ...
        def _not_support_combined_queries(self, operation_name: str) -> None: ...

    def __init__(
        self,
        model: type[Row] | None = None,
        query: sql.Query | None = None,
        using: str | None = None,
        hints: dict[str, models.Model] | None = None,
    ) -> None:
        query = query or ProtectedQuery(cast("type[models.Model]", model))
        super().__init__(model, query, using, hints)
        self._iterable_class = ProtectedIterable

    def for_context(self, context: Context, *, verb: Verb = Verb.CONSULT) -> Self:
        """Open the records that this context may use in this way; refused if there are none."""
        require(context, verb, data_class_of(self.model))
        opened = self._chain()
        opened.query.context = context
        opened.query.verb = verb
        return opened

    # ------------------------------------------------------------ writing
    def create(self, **kwargs: Any) -> Row:  # noqa: ANN401 - Django's signature
        """Make a record under the context of this queryset."""
        record = self.model(**kwargs)
        _bind(record, self._context())
        self._for_write = True
        record.save(force_insert=True, using=self.db)
        return record

    create.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:  # noqa: ANN401
        """Make many records under the context of this queryset."""
        context, made = self._context(), list(objs)
        for record in made:
            _bind(record, context)
        return super().bulk_create(made, *args, **kwargs)

    bulk_create.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> int:  # noqa: ANN401
        """Change many records, each to its own values, under the context of this queryset."""
        self._context()
        return super().bulk_update(objs, *args, **kwargs)

    bulk_update.alters_data = True  # type: ignore[attr-defined]

    def update_or_create(self, *args: Any, **kwargs: Any) -> tuple[Row, bool]:  # noqa: ANN401
        """Change a record or make it, under the context of this queryset."""
        self._context()
        return super().update_or_create(*args, **kwargs)

    update_or_create.alters_data = True  # type: ignore[attr-defined]

    def update(self, **kwargs: Any) -> int:  # noqa: ANN401 - Django's signature
        """Change many records; a record cannot be moved out of the context's reach."""
        context, what = self._context(), data_class_of(self.model)
        require(context, Verb.ALTER, what)
        for name in kwargs.keys() & {"agency", "agency_id"}:
            given = kwargs[name]
            bounds.check_agency(context, getattr(given, "pk", given), what)
        columns = {cast("Any", self.model._meta.get_field(name)).column for name in kwargs}
        bounds.check_kept_in_case(context, self.model, columns)
        altered = self._chain()
        altered.query.verb = Verb.ALTER
        return super(ProtectedQuerySet, altered).update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        """Erase, with what hangs on the records, as far as the context reaches."""
        self._not_support_combined_queries("delete")
        if self.query.is_sliced or self.query.distinct or self._fields is not None:
            raise TypeError("only whole records can be deleted, not slices, groups or values")
        context = self._context()
        require(context, Verb.ERASE, data_class_of(self.model))
        doomed = self._chain()
        doomed._for_write = True  # noqa: SLF001 - our own copy, as in Django's delete
        doomed.query.verb = Verb.ERASE
        doomed.query.select_for_update = False
        doomed.query.select_related = False
        doomed.query.clear_ordering(force=True)
        collector = ProtectedCollector(context, using=doomed.db, origin=self)
        collector.collect(doomed)
        self._result_cache = None
        return collector.delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def raw(self, *_args: Any, **_kwargs: Any) -> NoReturn:  # noqa: ANN401 - Django's signature
        """Refuse: nobody can add the bounds of a context to a statement written by hand."""
        raise no_context(self.model)

    def extra(self, *_args: Any, **_kwargs: Any) -> NoReturn:  # noqa: ANN401 - Django's signature
        """Refuse, for the same reason."""
        raise no_context(self.model)

    def select_related(self, *fields: Any) -> Self:  # noqa: ANN401 - Django's signature
        """Join along named fields only, so that each protected table gets its own decision."""
        if not fields:
            raise TypeError("name the fields to follow")
        for path in filter(None, fields):
            _check_forward(self.model, str(path))
        return super().select_related(*fields)

    # ------------------------------------------------------------ Django's inner methods
    def _context(self) -> Context:
        if self.query.context is None:
            raise no_context(self.model)
        return self.query.context

    def _insert(self, objs: Sequence[Row], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        context, what = self._context(), data_class_of(self.model)
        require(context, Verb.COLLECT, what)
        for record in objs:
            bounds.check_agency(context, cast("Any", record).agency_id, what)
            bounds.check_case(context, record)
        walls.tell(context, kwargs.get("using") or self.db)
        return super()._insert(objs, *args, **kwargs)  # type: ignore[misc]

    def _raw_delete(self, using: str | None) -> int:
        compiler: Any = self.query.chain(sql.DeleteQuery).get_compiler(using)
        return cast("int", compiler.execute_sql(ROW_COUNT))


class ProtectedManager(models.Manager[Row]):
    """The only way to the records; ``for_context`` is the only way through it."""

    def get_queryset(self) -> ProtectedQuerySet[Row]:
        """Return a closed queryset, or one under the context of the record that asks."""
        hints = cast("dict[str, models.Model]", getattr(self, "_hints", {}))
        queryset: ProtectedQuerySet[Row] = ProtectedQuerySet(
            self.model, using=self._db, hints=hints
        )
        asking = hints.get("instance")
        context = context_of(asking) if asking is not None else None
        return queryset.for_context(context) if context else queryset

    def for_context(self, context: Context, *, verb: Verb = Verb.CONSULT) -> ProtectedQuerySet[Row]:
        """Open the records that this context may use in this way."""
        return self.get_queryset().for_context(context, verb=verb)

    def raw(self, *_args: Any, **_kwargs: Any) -> NoReturn:  # noqa: ANN401 - Django's signature
        """Refuse: nobody can add the bounds of a context to a statement written by hand."""
        raise no_context(self.model)

    def _insert(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Django's signature
        return self.get_queryset()._insert(*args, **kwargs)  # noqa: SLF001 - as Django does


class ProtectedCollector(Collector):
    """Finds what hangs on a doomed record under the same context."""

    def __init__(self, context: Context, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(**kwargs)
        self.context = context

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete behind the walls of the context."""
        walls.tell(self.context, self.using)
        return super().delete()

    def related_objects(self, related_model: Any, related_fields: Any, objs: Any) -> Any:  # noqa: ANN401
        """Return the related records, as far as the context reaches."""
        if not is_protected(related_model):
            return super().related_objects(related_model, related_fields, objs)
        opened = related_model.objects.for_context(self.context, verb=Verb.ERASE)
        wanted = models.Q(
            *((f"{field.name}__in", objs) for field in related_fields), _connector=models.Q.OR
        )
        return opened.using(self.using).filter(wanted)


def is_protected(model: type[models.Model]) -> bool:
    """Say whether records of this model are reached under a context only."""
    return isinstance(model._default_manager, ProtectedManager)


def data_class_of(model: type[models.Model]) -> str:
    """Return the class of data that the policy speaks of."""
    return cast("str", cast("Any", model).data_class)


def context_of(record: models.Model) -> Context | None:
    """Return the context under which this record was found or made."""
    return getattr(record._state, "context", None)


def no_context(model: type[models.Model]) -> NoContext:
    """Return the error that names the only way."""
    return NoContext(
        "personal data is reached through objects.for_context(context) only",
        place=model._meta.label,
    )


def _check_forward(model: type[models.Model], path: str) -> None:
    """Follow foreign keys only: a way back is a question of its own, with its own context."""
    for name in path.split("__"):
        field = model._meta.get_field(name)
        if not (field.is_relation and field.concrete and field.related_model):
            raise TypeError(f"{name} is not a foreign key of {model._meta.label}")
        model = field.related_model


def _bind(record: models.Model, context: Context | None) -> None:
    record._state.context = context  # type: ignore[attr-defined]
    if context is not None and not record._state.adding:
        seeing.saw(record)
    for related in record._state.fields_cache.values():
        joined = isinstance(related, models.Model) and is_protected(type(related))
        if joined and context_of(related) is None:
            _bind(related, context)
