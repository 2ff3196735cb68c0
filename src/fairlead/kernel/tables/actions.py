"""Keeping views and asking for files."""

import uuid
from collections.abc import Callable, Iterator, Mapping

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit.actions import record
from fairlead.kernel.audit.models import reference
from fairlead.kernel.files.actions import read_file
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.jobs.declarations import find
from fairlead.kernel.jobs.queueing import enqueue
from fairlead.kernel.people.models import Account
from fairlead.kernel.tables import exporting
from fairlead.kernel.tables.declarations import Table
from fairlead.kernel.tables.models import LONGEST_NAME, Export, SavedView
from fairlead.kernel.tables.states import State, read_state

WRITE = "fairlead.kernel.tables.jobs.write_export"  # by name: the job calls an action of this file
MOST_VIEWS = 100  # of one person


# ---------------------------------------------------------------- views
@transaction.atomic
def keep_view(
    *, context: Context, table: Table, name: str, query: str, shared: bool = False
) -> SavedView:
    """Keep a way of looking under a name; one of the same name is replaced.

    What was typed into it is left out: a name that somebody looked for is nobody's view.
    """
    account = _person(context)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(_("A view needs a short name."), place="name")
    own = SavedView.objects.filter(account=account)
    if own.exclude(table=table.code, name=name).count() >= MOST_VIEWS:
        raise Conflict(_("You keep very many views. Remove one first."), code="tables.views")
    state = read_state(table, context, QueryDict(query)).kept(table)
    view, _made = SavedView.objects.update_or_create(
        account=account,
        table=table.code,
        name=name,
        defaults={"agency": account.agency, "state": state.query(), "shared": shared},
    )
    _note("tables.view.kept", context, view)
    return view


@transaction.atomic
def drop_view(*, context: Context, view: uuid.UUID) -> None:
    """Forget one of one's own views."""
    found = SavedView.objects.filter(pk=view, account=_person(context)).first()
    if found is None:
        raise Refused("there is no such view of yours", reasons=["not-yours"])
    _note("tables.view.dropped", context, found)
    found.delete()


# ---------------------------------------------------------------- exports
@transaction.atomic
def ask_export(
    *, context: Context, table: Table, state: State, kind: str, parameters: Mapping[str, object]
) -> Export:
    """Let a worker write the rows and columns of this state into a file."""
    require(context, Verb.DISCLOSE, table.data_class)
    account = _person(context)
    export = Export.objects.create(
        account=account,
        agency=account.agency,
        purpose=context.purpose,
        table=table.code,
        parameters={name: str(value) for name, value in parameters.items()},
        state=state.query(),
        kind=kind,
        language=get_language() or "en",
    )
    export.job = enqueue(find(WRITE), context=context, export=export.pk)
    export.save(update_fields=["job"])
    record(
        act="tables.export.asked",
        verb=Verb.DISCLOSE,
        authority=context.authority(),
        objects=[reference("export", export.pk)],
    )
    return export


def finish_export(*, context: Context, export: Export, progress: Callable[[int], None]) -> None:
    """Write the file of an export; every five hundred rows are an entry that names them."""
    if export.status == Export.Status.WRITTEN:
        return
    file, rows = exporting.write_file(context, export, progress=progress)
    with transaction.atomic():
        export.status, export.rows, export.file = Export.Status.WRITTEN, rows, file.pk
        export.save(update_fields=["status", "rows", "file"])
        record(
            act="tables.export.finished",
            verb=Verb.DISCLOSE,
            authority=context.authority(),
            objects=[reference("export", export.pk), file.reference],
        )


@transaction.atomic
def open_export(*, context: Context, export: Export, table: Table) -> tuple[str, Iterator[bytes]]:
    """Return name and content of a written export, to the person who asked for it."""
    require(context, Verb.DISCLOSE, table.data_class)
    if export.account_id != context.account or export.purpose != context.purpose:
        raise Refused(
            "an export is for the person and the purpose that asked", reasons=["not-yours"]
        )
    house = Context.duty(exporting.DUTY, agency=export.agency_id)
    found = StoredFile.objects.for_context(house)
    file = found.filter(pk=export.file).first() if export.file else None
    if file is None:
        raise Conflict(_("This file is not there: not yet, or not any more."), code="tables.export")
    record(
        act="tables.export.opened",
        verb=Verb.DISCLOSE,
        authority=context.authority(),
        objects=[reference("export", export.pk), file.reference],
    )
    return read_file(context=house, file=file)


def _person(context: Context) -> Account:
    persons = Account.objects.filter(kind=Account.Kind.PERSON)
    account = persons.filter(pk=context.account).first() if context.account else None
    if account is None:
        raise Refused("only a person keeps views and asks for files", reasons=["not-a-person"])
    return account


def _note(act: str, context: Context, view: SavedView) -> None:
    record(
        act=act,
        verb=Verb.CONFIGURE,
        authority=context.authority(),
        objects=[reference("view", view.pk)],
    )
