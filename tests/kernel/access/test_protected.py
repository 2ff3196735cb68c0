import pytest

from fairlead.core.errors import Refused
from fairlead.kernel.access import approvals
from fairlead.kernel.access.errors import NoContext
from tests.contexts import context_of, make_context
from tests.lodge.models import Guest, Stay
from tests.people import make_account, make_agency

pytestmark = pytest.mark.django_db


def test_a_record_is_made_found_changed_and_erased_under_a_context() -> None:
    context = make_context("supervisor", purpose="lodge.keeping")
    guests = Guest.objects.for_context(context)

    made = guests.create(name="Thomas", agency_id=context.agency)
    found = guests.get(pk=made.pk)
    found.room = 7
    found.save()
    stays = Stay.objects.for_context(context)
    stays.create(guest=found, agency_id=context.agency)
    assert [each.guest.room for each in stays] == [7]
    assert [each.guest.room for each in stays.select_related("guest")] == [7]
    found.refresh_from_db()
    assert found.delete() == (2, {"lodge.Guest": 1, "lodge.Stay": 1})
    assert guests.count() == 0


def test_another_agency_sees_nothing() -> None:
    one = make_context("supervisor", purpose="lodge.keeping")
    other = make_context("supervisor", purpose="lodge.keeping")
    Guest.objects.for_context(one).create(name="Thomas", agency_id=one.agency)

    assert Guest.objects.for_context(one).count() == 1
    assert Guest.objects.for_context(other).count() == 0
    assert Guest.objects.for_context(other).update(room=3) == 0
    with pytest.raises(Refused):
        Guest.objects.for_context(other).create(name="Thomas", agency_id=one.agency)


def test_closed() -> None:
    with pytest.raises(NoContext):
        Guest.objects.count()
    with pytest.raises(NoContext):
        list(Guest.objects.filter(name="x"))
    with pytest.raises(NoContext):
        Guest(name="x", agency=make_agency()).save()
    with pytest.raises(NoContext):
        Guest.objects.create(name="x", agency=make_agency())


def test_four_eyes() -> None:
    agency = make_agency()
    analyst = context_of(make_account("analyst", agency=agency), "lodge.keeping")
    supervisor = context_of(make_account("supervisor", agency=agency))
    guest = Guest.objects.for_context(analyst).create(name="Thomas", agency=agency)

    proposal = approvals.propose(analyst, kind="lodge.evict", payload={"guest": str(guest.pk)})
    done = approvals.approve(supervisor, proposal)

    assert done.state == "executed"
    assert not Guest.objects.for_context(analyst).exists()
