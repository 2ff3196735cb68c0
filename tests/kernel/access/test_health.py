from datetime import timedelta

import pytest

from fairlead.kernel.access import adoption, health, policy
from fairlead.kernel.access.models import Emergency, PolicyText
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.audit.queries import header_of
from fairlead.kernel.clock import now
from tests.people import make_account

pytestmark = pytest.mark.django_db


def test_every_policy_in_force_is_kept_word_for_word_once() -> None:
    PolicyText.objects.all().delete()
    assert health.policy_kept().state == "bad"
    before = Entry.objects.filter(act="access.policy.adopted").count()

    assert adoption.adopt_policy()
    assert not adoption.adopt_policy()

    kept = PolicyText.objects.get()
    assert (kept.version, kept.text.encode()) == (
        policy.table().version,
        policy.table().canonical(),
    )
    assert health.policy_kept().state == "good"
    entries = Entry.objects.filter(act="access.policy.adopted").order_by("pk")
    assert entries.count() == before + 1
    assert header_of(entries.reverse()[0]).objects == (f"policy:{kept.version}",)


def test_an_emergency_that_waits_is_told() -> None:
    assert health.reviews().state == "good"
    account = make_account()
    Emergency.objects.create(
        account=account,
        agency=account.agency,
        session="s",
        purpose="lodge.emergency",
        cause="danger-to-life",
        words="A guest has called.",
        ends_at=now(),
        review_due_at=now() + timedelta(hours=1),
    )
    assert health.reviews().state == "warning"
    Emergency.objects.update(review_due_at=now())
    assert health.reviews().state == "bad"
