"""A process that is killed in the middle of an approved act leaves all of it, or nothing."""

import os
import signal
import subprocess
import sys
import uuid

import pytest
from django.db import connection

from fairlead.kernel.access import approvals
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from tests.contexts import context_of
from tests.lodge.models import Closure
from tests.people import make_account, make_agency
from tests.servers import ROOT

CHILD = """
import os, signal, sys
import django
from django.conf import settings

database, approval, voter, fatal = sys.argv[1:]
settings.DATABASES["default"]["NAME"] = database
django.setup()

from django.db import connection
from fairlead.kernel.access import approvals
from fairlead.kernel.people.models import Account
from tests.contexts import context_of
import uuid

count = 0

def die(execute, *statement):
    global count
    count += 1
    if count == int(fatal):
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*statement)

context = context_of(Account.objects.get(pk=voter))
with connection.execute_wrapper(die):
    approvals.approve(context, uuid.UUID(approval))
print(count)
"""


def approve_and_die(approval: uuid.UUID, voter: Context, at: int) -> tuple[int, int]:
    """Approve in a process that is killed at this statement; return status and statements."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    database = str(connection.settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-c", CHILD, database, str(approval), str(voter.account), str(at)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode, int(done.stdout or 0)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_at_any_statement_it_happens_once_or_not_at_all() -> None:
    agency = make_agency()
    proposer = context_of(make_account("analyst", agency=agency), "lodge.keeping")
    first, second = (context_of(make_account("supervisor", agency=agency)) for _ in range(2))
    ends, at, step = [], 0, 1
    while True:
        proposal = approvals.propose(proposer, kind="lodge.close", payload={"reason": f"x{at}"})
        approvals.approve(first, proposal)
        at += step
        status, statements = approve_and_die(proposal.pk, second, at)

        proposal.refresh_from_db()
        happened = Closure.objects.filter(closed_for=f"x{at - step}").count()
        ends.append((proposal.state, happened))
        if status == 0:
            break
        if proposal.state == "proposed":
            approvals.approve(second, proposal)
        else:
            approvals.execute(second, proposal)
        assert Closure.objects.filter(closed_for=f"x{at - step}").count() == 1
        step = 6  # every sixth statement, whatever they are

    assert statements > 20
    assert set(ends) <= {("proposed", 0), ("approved", 0), ("executed", 1)}
    assert ends[-1] == ("executed", 1)
    assert ends.count(("executed", 1)) == 1
    assert len(ends) > 4
    executed = Entry.objects.filter(act="access.approval.executed").count()
    assert executed == Closure.objects.count() == len(ends)
