import json
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from fairlead.core.errors import BadInput, Conflict, LedgerUnavailable, Unavailable
from fairlead.core.ledger import Authority, Verb, entries
from fairlead.kernel.audit import payloads, queries
from fairlead.kernel.audit.actions import (
    disclose_ledger,
    erase_payload,
    open_payload,
    record,
)
from fairlead.kernel.audit.models import Entry, Mention, Payload, Waiting
from fairlead.kernel.people.models import Agency
from tests.kernel.audit.writers import AUTHORITY, sign_all, write
from tests.sealers import TestSealer

CANARY = "Ana Kanarienvogel of Utopia"


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_what_and_why() -> None:
    key = write(
        7,
        verb=Verb.DISCLOSE,
        recipients=("agency:partner",),
        reason="mutual-assistance",
        outcome="sent",
    )
    entry = Entry.objects.get(pk=key)
    header = queries.header_of(entry)

    assert header.authority == AUTHORITY
    assert (header.act, header.verb) == ("cases.case.opened", Verb.DISCLOSE)
    assert (header.objects, header.recipients) == (("case:7",), ("agency:partner",))
    assert (header.reason, header.outcome) == ("mutual-assistance", "sent")
    assert (entry.act, entry.verb, entry.actor, entry.purpose, entry.time) == (
        header.act,
        header.verb,
        header.authority.actor,
        header.authority.purpose,
        header.time,
    )
    assert bytes(entry.commitment) == entries.NO_PAYLOAD
    assert Waiting.objects.filter(pk=key).exists()


@pytest.mark.django_db
def test_an_object_named_twice_is_found_once() -> None:
    key = write(objects=("case:1", "case:1", "case:2"))

    assert Mention.objects.filter(entry_id=key).count() == 2
    assert queries.header_of(Entry.objects.get(pk=key)).objects == ("case:1", "case:1", "case:2")


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_the_transaction_of_its_act() -> None:
    with pytest.raises(LedgerUnavailable, match="inside the transaction"):
        record(act="cases.case.opened", verb=Verb.ALTER, authority=AUTHORITY)

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_leaves_no_entry() -> None:
    with transaction.atomic():
        record(act="cases.case.opened", verb=Verb.ALTER, authority=AUTHORITY)
        transaction.set_rollback(True)

    assert not Entry.objects.exists()
    assert not Waiting.objects.exists()


# ---------------------------------------------------------------- the ledger does not work


def break_ledger() -> None:
    """The table refuses to be written, as a full disk or a lost privilege would make it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "ALTER TABLE audit_entry ADD CONSTRAINT full_disk CHECK (act = '') NOT VALID"
            )
        else:
            cursor.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON audit_entry "
                "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
            )


def mend_ledger() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_entry DROP CONSTRAINT full_disk")
        else:
            cursor.execute("DROP TRIGGER full_disk")


@pytest.fixture
def broken_ledger(transactional_db: None) -> Any:
    break_ledger()
    yield
    mend_ledger()


@transaction.atomic
def act_and_record() -> None:
    Agency.objects.create(code="secret", name="Secret", state="UTO")
    record(act="people.agency.created", verb=Verb.ALTER, authority=AUTHORITY)


@pytest.mark.usefixtures("broken_ledger")
def test_what_cannot_be_written_down_does_not_happen() -> None:
    with pytest.raises(LedgerUnavailable) as caught:
        act_and_record()

    assert caught.value.code == "ledger-unavailable"
    assert not Agency.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.usefixtures("broken_ledger")
def test_whoever_swallows_the_error_cannot_commit_either() -> None:
    with transaction.atomic():
        Agency.objects.create(code="secret", name="Secret", state="UTO")
        with suppress(LedgerUnavailable):
            record(act="people.agency.created", verb=Verb.ALTER, authority=AUTHORITY)

    assert not Agency.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "fields",
    [
        {"act": "opened a case"},
        {"reason": "because of " + CANARY},
        {"objects": (CANARY,)},
        {"authority": Authority(actor="")},
        {"payload": {"seen": object()}},
    ],
)
def test_an_entry_that_may_not_stand_so_undoes_its_act(fields: dict[str, Any]) -> None:
    usual: dict[str, Any] = {
        "act": "people.agency.created",
        "verb": Verb.ALTER,
        "authority": AUTHORITY,
    }
    with transaction.atomic():
        Agency.objects.create(code="secret", name="Secret", state="UTO")
        with pytest.raises(BadInput):
            record(**usual | fields)

    assert not Agency.objects.exists()
    assert not Entry.objects.exists()


# ---------------------------------------------------------------- payloads


@pytest.mark.django_db
def test_a_payload_is_refused_without_a_sealer() -> None:
    payloads.install(payloads._NoSealer())

    with pytest.raises(LedgerUnavailable, match="never written in clear"):
        write(payload={"name": CANARY})


@pytest.mark.django_db
def test_a_payload_is_opened_by_a_look_that_is_written_down() -> None:
    key = write(payload={"name": CANARY, "case": uuid.UUID(int=3)})

    assert open_payload(authority=AUTHORITY, entry=key) == {
        "name": CANARY,
        "case": "00000000-0000-0000-0000-000000000003",
    }
    look = queries.find(act="audit.payload.opened").get()
    assert queries.header_of(look).objects == (f"entry:{key}",)


@pytest.mark.django_db
def test_a_payload_of_another_entry_is_not_shown(sealer: TestSealer) -> None:
    one, other = write(payload={"name": CANARY}), write(payload={"name": "Somebody else"})
    stored = Payload.objects.get(pk=other)
    salt_and_text = sealer.open(payloads.Sealed(stored.key_id, bytes(stored.sealed)), entry=other)
    swapped = sealer.seal(
        salt_and_text, entry=one, moment=queries.header_of(Entry.objects.get(pk=one)).time
    )
    Payload.objects.filter(pk=one).delete()
    Payload.objects.create(entry_id=one, key_id=swapped.key_id, sealed=swapped.content)

    with pytest.raises(Conflict, match="committed"):
        open_payload(authority=AUTHORITY, entry=one)


@pytest.mark.django_db
def test_erasing_a_payload_is_an_entry_and_leaves_the_entry() -> None:
    key = write(payload={"name": CANARY})
    before = bytes(Entry.objects.get(pk=key).commitment)
    erase_payload(authority=AUTHORITY, entry=key, reason="term-ended")

    assert not Payload.objects.filter(pk=key).exists()
    assert bytes(Entry.objects.get(pk=key).commitment) == before != entries.NO_PAYLOAD
    erasure = queries.header_of(queries.find(act="audit.payload.erased").get())
    assert (erasure.verb, erasure.reason) == (Verb.ERASE, "term-ended")
    assert erasure.objects == (f"entry:{key}",)
    with pytest.raises(Conflict):
        open_payload(authority=AUTHORITY, entry=key)
    with pytest.raises(Conflict):
        erase_payload(authority=AUTHORITY, entry=key, reason="term-ended")


@pytest.mark.django_db
def test_a_destroyed_key_erases_as_well(sealer: TestSealer) -> None:
    key = write(payload={"name": CANARY})
    sealer.destroy()

    with pytest.raises(Unavailable):
        open_payload(authority=AUTHORITY, entry=key)


@pytest.mark.django_db
def test_two_like_payloads_have_unlike_commitments() -> None:
    one, other = (
        bytes(Entry.objects.get(pk=write(payload={"name": CANARY})).commitment) for _ in range(2)
    )

    assert one != other


@pytest.mark.django_db(transaction=True)
def test_no_personal_value_lies_open_in_the_database() -> None:
    write(payload={"name": CANARY}, objects=("case:planted-reference",))
    sign_all()
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        stored = b"".join(Path(name + end).read_bytes() for end in ("", "-wal"))
    else:
        stored = json.dumps(list(dump_postgres())).encode()

    assert b"planted-reference" in stored  # the search would find what is open
    assert CANARY.encode() not in stored


def dump_postgres() -> Any:
    with connection.cursor() as cursor:
        for table in ("audit_entry", "audit_mention", "audit_payload", "audit_leaf"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own names
            for row in cursor.fetchall():
                yield [
                    bytes(one).decode("latin-1")
                    if isinstance(one, memoryview | bytes)
                    else str(one)
                    for one in row
                ]


@pytest.mark.django_db
def test_handing_out_the_ledger_is_written_down() -> None:
    disclose_ledger(authority=AUTHORITY, payloads_too=True, recipients=("agency:court",))

    header = queries.header_of(queries.find(act="audit.ledger.disclosed").get())
    assert (header.verb, header.reason) == (Verb.DISCLOSE, "with-payloads")
    assert header.recipients == ("agency:court",)
