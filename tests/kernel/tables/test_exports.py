"""An export is complete, for the person and the purpose that asked, and in the ledger."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from fairlead.core.errors import BadInput, Conflict, Refused
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.jobs import claims, running
from fairlead.kernel.jobs.models import Worker
from fairlead.kernel.people.models import Agency
from fairlead.kernel.tables import actions, exporting, queries, reading
from fairlead.kernel.tables.columns import Column
from fairlead.kernel.tables.models import Export, SavedView
from fairlead.kernel.tables.states import State, read_state
from tests.contexts import context_of
from tests.entries import headers
from tests.kernel.tables.conftest import keeper
from tests.lodge.models import Guest
from tests.lodge.tables import GUESTS
from tests.people import make_account

pytestmark = pytest.mark.django_db


def ask(context: Context, state: State | None = None, kind: str = "csv") -> Export:
    return actions.ask_export(
        context=context, table=GUESTS, state=state or State(), kind=kind, parameters={}
    )


def work_off() -> str:
    claimed = claims.claim(Worker.objects.create(host="tests", process=1))
    assert claimed is not None
    return running.run(claimed)


def content(context: Context, export: Export) -> bytes:
    found = queries.own_export(context, export.pk)
    _name, pieces = actions.open_export(context=context, export=found, table=GUESTS)
    return b"".join(pieces)


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_it_holds_exactly_the_rows_and_columns_that_were_shown(context: Context) -> None:
    state = read_state(GUESTS, context, QueryDict("f.room.from=2&columns=name,room&sort=-name"))
    export = ask(context, state)
    assert work_off() == "done"
    head, *found = lines(content(context, export))

    assert head == ["Room", "Name"]
    shown = reading.page(GUESTS, context, state).rows
    assert found == [[str(row.record.room), row.record.name] for row in shown]
    assert queries.own_export(context, export.pk).rows == len(found) == 9


def test_its_words_are_the_asker_s(context: Context) -> None:
    with translation.override("ar"):
        export = ask(context, kind="xlsx")
    work_off()

    assert Export.objects.get(pk=export.pk).language == "ar"


def test_the_ledger_names_every_row_as_disclosed_by_the_asker(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "CHUNK", 4)
    export = ask(context)
    work_off()
    content(context, export)
    wanted = {guest.reference for guest in Guest.objects.for_context(context)}
    entries = [entry for entry in headers() if entry.act == exporting.DISCLOSED]

    assert {name for entry in entries for name in entry.objects} == wanted
    assert {entry.verb for entry in entries} == {Verb.DISCLOSE}
    assert {entry.authority.actor for entry in entries} == {context.actor}
    about = [entry.act for entry in headers() if f"export:{export.pk}" in entry.objects]
    assert about == ["tables.export.asked", "tables.export.finished", "tables.export.opened"]


def test_nobody_but_the_asker_opens_it_and_only_for_her_purpose(
    context: Context, agencies: list[Agency]
) -> None:
    export = ask(context)
    work_off()
    done = Export.objects.get(pk=export.pk)
    colleague = keeper(agencies[0])
    for other in (colleague, replace(context, purpose="lodge.inquiry"), context.serving("")):
        with pytest.raises(Refused):
            content(other, done)
        with pytest.raises(Refused):
            actions.open_export(context=other, export=done, table=GUESTS)


def test_who_may_not_disclose_gets_no_export(agencies: list[Agency]) -> None:
    with pytest.raises(Refused):
        ask(keeper(agencies[0], "analyst"))


def test_a_column_that_may_only_be_looked_at_is_in_no_file(agencies: list[Agency]) -> None:
    stays = Column("stays", "Stays", lambda _row: 1, data_class="stay")
    guests = replace(GUESTS, columns=(*GUESTS.columns, stays))
    supervisor, analyst = keeper(agencies[0]), keeper(agencies[0], "analyst")

    assert stays in exporting.disclosed_columns(guests, supervisor, State())
    assert stays in reading.shown_columns(guests, analyst, State())
    with pytest.raises(Refused):
        exporting.disclosed_columns(guests, analyst, State())
    assert exporting.disclosed_columns(guests, analyst, State(columns=("room",)))


def test_who_lost_the_role_meanwhile_gets_no_rows(context: Context) -> None:
    from fairlead.kernel.people.models import RoleGrant

    export = ask(context)
    RoleGrant.objects.filter(account=context.account).delete()

    assert work_off() == "failed"
    assert StoredFile.objects.for_context(Context.duty("files")).count() == 0
    with pytest.raises(Conflict):
        content(context, export)


def test_a_second_attempt_writes_no_second_file(context: Context) -> None:
    export = ask(context)
    work_off()
    again = Export.objects.get(pk=export.pk)
    actions.finish_export(context=context, export=again, progress=lambda _count: None)

    assert StoredFile.objects.for_context(Context.duty("files")).count() == 1


def test_the_file_is_kept_under_its_own_short_term(context: Context) -> None:
    ask(context)
    work_off()
    file = StoredFile.objects.for_context(Context.duty("files")).get()

    assert file.kept_as == "exports"
    assert file.erase_at is not None
    assert (file.erase_at - file.recorded_at).days == 7


def test_a_cell_that_looks_like_a_page_is_still_kept(context: Context) -> None:
    Guest.objects.for_context(context).create(
        name="<!DOCTYPE html><script>", agency_id=context.agency, room=-1
    )
    export = ask(context)

    assert work_off() == "done"
    assert b"<script>" in content(context, export)


# ---------------------------------------------------------------- saved views
def keep(context: Context, name: str = "Mine", **changes: Any) -> SavedView:
    values: dict[str, Any] = {"query": "f.floor=1&q=Ours+0003&sort=-room"} | changes
    return actions.keep_view(context=context, table=GUESTS, name=name, **values)


def test_a_view_is_one_s_own_until_it_is_shared_within_the_agency(
    context: Context, agencies: list[Agency]
) -> None:
    colleague, stranger = keeper(agencies[0]), keeper(agencies[1])
    view = keep(context)
    assert view.state == "sort=-room&f.floor=1"
    assert list(queries.views_of(colleague, GUESTS.code)) == []
    shared = keep(context, shared=True)

    assert shared.pk == view.pk
    assert list(queries.views_of(colleague, GUESTS.code)) == [view]
    assert list(queries.views_of(stranger, GUESTS.code)) == []
    with pytest.raises(Refused):
        actions.drop_view(context=colleague, view=view.pk)
    actions.drop_view(context=context, view=view.pk)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\u202eb"])
def test_a_view_has_a_name_that_can_be_read(context: Context, name: str) -> None:
    with pytest.raises(BadInput):
        keep(context, name)


def test_nobody_keeps_views_without_end(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_VIEWS", 2)
    keep(context, "one")
    keep(context, "two")
    keep(context, "two")
    with pytest.raises(Conflict):
        keep(context, "three")


def test_a_service_keeps_nothing() -> None:
    from tests.people import make_service

    with pytest.raises(Refused):
        keep(context_of(make_service()))
    assert keep(context_of(make_account("supervisor"), "lodge.keeping")).name
