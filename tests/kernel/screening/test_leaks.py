"""Planted values: sealed while they are needed, gone when their term is over."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction

from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.models import SearchToken
from fairlead.kernel.screening.actions.batch import start_batch
from fairlead.kernel.screening.actions.hit import escalate_hit, open_hit
from fairlead.kernel.screening.actions.judgement import decide_hit, give_opinion
from fairlead.kernel.screening.actions.recording import record_hits
from fairlead.kernel.screening.models import Hit
from tests.kernel.screening.conftest import Unit, again, entity, meetings

CANARY = "Qwxzplanted"
MODELS = list(apps.get_app_config("screening").get_models())


def spread(here: Unit) -> Hit:
    """Put canaries wherever this room takes words or values."""
    asked = entity("p-1", f"{CANARY} Name", passportNumber="ZUQ9Q9Q9Q", birthDate="1971-01-01")
    other = entity("p-2", f"{CANARY} Name", birthDate="1971-01-01")
    listed = entity("L-1", f"{CANARY} Name", passportNumber="ZUQ9Q9Q9Q", birthDate="1971-01-01")
    found = record_hits(here.analyst, meetings=meetings([asked, other], [listed])).new
    hit, second = sorted(found, key=lambda one: -one.total)
    up = escalate_hit(
        here.analyst, hit=hit.pk, version=hit.version, reason="urgent", words=f"{CANARY} one"
    )
    open_hit(here.supervisor, hit=hit.pk)
    decide_hit(
        here.supervisor,
        hit=hit.pk,
        version=up.version,
        outcome="different",
        reason="other",
        words=f"{CANARY} two",
        keeps=True,
    )
    give_opinion(here.analyst, hit=hit.pk, agrees=True, words=f"{CANARY} three")
    start_batch(
        here.analyst, hits=[second.pk], outcome="different", reason="name", words=f"{CANARY} four"
    )
    return hit


def everything() -> bytes:
    """Return every column of every table as the database holds it."""
    found = bytearray()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - of the database itself
            for row in cursor:
                for value in row:
                    found += (
                        bytes(value)
                        if isinstance(value, bytes | memoryview)
                        else str(value).encode()
                    )
    return bytes(found)


@pytest.mark.django_db
def test_no_value_lies_open_in_any_table(here: Unit) -> None:
    spread(here)
    held = everything()
    assert CANARY.encode() not in held
    assert b"ZUQ9Q9Q9Q" not in held


@pytest.mark.django_db
def test_the_search_finds_a_planted_value_that_lies_open(here: Unit) -> None:
    hit = spread(here)
    hit.origin = CANARY
    again(here.analyst, hit)
    hit.under(here.analyst).save()
    assert CANARY.encode() in everything()


@pytest.mark.django_db(transaction=True)
def test_when_the_term_is_over_nothing_is_left(here: Unit, keys: Path) -> None:
    spread(here)
    with time_machine.travel(now() + timedelta(days=400), tick=True):
        run_due(context=Context.duty("retention"))
    with transaction.atomic():
        for model in MODELS:
            rows = model.objects.for_context(here.analyst)  # type: ignore[attr-defined]
            assert rows.count() == 0, model.__name__
    assert not SearchToken.objects.filter(record_class="screening").exists()
    assert keys.exists()
