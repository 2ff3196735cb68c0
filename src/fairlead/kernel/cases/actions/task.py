"""What is to be done for a case, by whom and until when."""

import uuid
from datetime import datetime
from typing import Any

from fairlead.core.errors import BadInput
from fairlead.core.ledger import Verb
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.looks import entered
from fairlead.kernel.cases import keeping
from fairlead.kernel.cases.actions.recording import record_act
from fairlead.kernel.cases.changing import live_case, make, move, part_of_live_case, store
from fairlead.kernel.cases.models import Task
from fairlead.kernel.cases.rules import works_in
from fairlead.kernel.clock import now

UNCHANGED: Any = object()


def add_task(
    context: Context,
    *,
    case: uuid.UUID,
    words: str,
    kind: str = Task.Kind.TASK,
    deadline: datetime | None = None,
    assignee: uuid.UUID | None = None,
) -> Task:
    """Add a task or a flag to a case."""
    if kind not in Task.Kind.values:
        raise BadInput(f"{kind!r} is neither a task nor a flag", place="kind")
    with entered():
        found = live_case(context, case)
        task = make(
            context,
            Task,
            identity={"words": _words(words)},
            case=found,
            kind=kind,
            deadline=deadline,
            assignee_id=_colleague(found.agency_id, assignee),
        )
        record_act(context, "cases.task.added", Verb.COLLECT, task, found)
    return task


def edit_task(
    context: Context,
    *,
    task: uuid.UUID,
    version: int,
    words: str = UNCHANGED,
    deadline: datetime | None = UNCHANGED,
    assignee: uuid.UUID | None = UNCHANGED,
) -> Task:
    """Change what is to be done, by whom or until when."""
    with entered():
        found = part_of_live_case(context, Task, task, version=version)
        values = keeping.opened(context, found)
        if words is not UNCHANGED:
            values["words"] = _words(words)
        if deadline is not UNCHANGED:
            found.deadline = deadline
        if assignee is not UNCHANGED:
            found.assignee_id = _colleague(found.agency_id, assignee)
        store(context, found, values)
        record_act(context, "cases.task.edited", Verb.ALTER, found)
    return found


def start_task(context: Context, *, task: uuid.UUID, version: int) -> Task:
    """Begin a task; whoever begins it has it."""
    with entered():
        found = part_of_live_case(context, Task, task, version=version)
        move(context, found, "start")
        found.assignee_id = found.assignee_id or context.account
        store(context, found)
        record_act(context, "cases.task.started", Verb.ALTER, found)
    return found


def complete_task(context: Context, *, task: uuid.UUID, version: int) -> Task:
    """Say that a task is done."""
    with entered():
        found = part_of_live_case(context, Task, task, version=version)
        move(context, found, "complete")
        found.done_at, found.done_by_id = now(), context.account
        store(context, found)
        record_act(context, "cases.task.completed", Verb.ALTER, found)
    return found


def drop_task(context: Context, *, task: uuid.UUID, version: int) -> Task:
    """Say that a task need not be done any more."""
    with entered():
        found = part_of_live_case(context, Task, task, version=version)
        move(context, found, "drop")
        found.done_at, found.done_by_id = now(), context.account
        store(context, found)
        record_act(context, "cases.task.dropped", Verb.ALTER, found)
    return found


def reopen_task(context: Context, *, task: uuid.UUID, version: int) -> Task:
    """Say that a task must be done after all, or again."""
    with entered():
        found = part_of_live_case(context, Task, task, version=version)
        move(context, found, "reopen")
        found.done_at, found.done_by = None, None
        store(context, found)
        record_act(context, "cases.task.reopened", Verb.ALTER, found)
    return found


def _colleague(agency: uuid.UUID, account: uuid.UUID | None) -> uuid.UUID | None:
    if account is not None and not works_in(agency, account):
        raise BadInput("a task is given to somebody who works in the agency", place="assignee")
    return account


def _words(words: str) -> str:
    if not words.strip():
        raise BadInput("a task needs words", place="words")
    return words.strip()
