"""A thousand invented values, planted wherever personal data can go; then the clock passes.

Two look for them:

- the **reader** searches every byte of every file: database with its cache and the answers laid
  aside for repetition, write-ahead log, PostgreSQL's whole folder, stored files, exports, logs, and
  old copies of all of them;
- the **thief** has an old copy of every row and every file, and whatever keys are left today.

Both are first shown to find what can be found, so that finding nothing means something.
"""

import base64
import json
import logging
import re
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from fairlead.core.errors import FairleadError
from fairlead.core.ledger import Verb
from fairlead.core.retention import Bucket
from fairlead.core.sealing import KeyDestroyed, Sealed, decode_identity, open_sealed, open_stream
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.audit import checkpoints, exporting, payloads, sequencing
from fairlead.kernel.audit import keys as ledger_keys
from fairlead.kernel.audit.models import Payload
from fairlead.kernel.clock import now
from fairlead.kernel.files import content
from fairlead.kernel.files.actions import Belonging, read_file, store_file
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.gateway import actions as gateway
from fairlead.kernel.gateway import repeats
from fairlead.kernel.gateway.models import StoredAnswer
from fairlead.kernel.gateway.requests import ApiRequest
from fairlead.kernel.people import jobs
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention import writing
from fairlead.kernel.retention.actions.holds import place_hold
from fairlead.kernel.retention.actions.opening import open_identities
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.keystore import keystore
from fairlead.kernel.retention.models import PersonalRecord, SearchToken
from fairlead.kernel.retention.records import find, keep_many
from tests.contexts import key_of
from tests.registry.models import Booking, Letter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

BOOKINGS, LETTERS, FILES, PAYLOADS = 400, 250, 100, 250
ANSWERS = 20
CANARY, DECOY = "Kanarienvogel", "Wellensittich"


def name(number: int) -> str:
    return f"{CANARY} {number:04} of Utopia"


# ---------------------------------------------------------------- the reader


@dataclass(frozen=True)
class Reader:
    """Knows every place on disk, and every spelling of a word."""

    places: Sequence[Path]

    def finds(self, word: str) -> dict[str, int]:
        spellings = (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode())
        wanted = re.compile(b"|".join(map(re.escape, spellings)))
        flush_database()
        hits = {}
        for path in self.files():
            with suppress(FileNotFoundError):  # PostgreSQL tidies up while we read
                if count := len(wanted.findall(path.read_bytes())):
                    hits[str(path)] = count
        return hits

    def files(self) -> Iterator[Path]:
        for place in (*self.places, *database_places()):
            yield from [place] if place.is_file() else filter(Path.is_file, place.rglob("*"))


def database_places() -> list[Path]:
    if connection.vendor == "sqlite":
        file = str(connection.settings_dict["NAME"])
        return [
            Path(file + suffix) for suffix in ("", "-wal", "-shm") if Path(file + suffix).exists()
        ]
    return [Path(as_owner("SHOW data_directory"))]


def flush_database() -> None:
    """Bring everything to disk, so that there is as much to be found as there can be."""
    if connection.vendor == "postgresql":
        as_owner("CHECKPOINT")


def as_owner(statement: str) -> str:
    """Ask as PostgreSQL's own administrator."""
    import psycopg

    wanted = connection.settings_dict
    with psycopg.connect(
        host=wanted["HOST"],
        port=wanted["PORT"],
        user="postgres",
        dbname="postgres",
        autocommit=True,
    ) as owner:
        asked = owner.execute(statement)
        rows = asked.fetchall() if asked.description else []
        return str(rows[0][0]) if rows else ""


# ---------------------------------------------------------------- the thief


@dataclass(frozen=True)
class Copy:
    """An old copy of everything: rows, files, payloads of the ledger."""

    records: Sequence[PersonalRecord]
    files: Sequence[tuple[StoredFile, bytes]]
    payloads: Sequence[tuple[uuid.UUID, payloads.Sealed]]

    @classmethod
    def taken(cls) -> "Copy":
        with transaction.atomic():
            house = writing.house()
            files = list(StoredFile.objects.for_context(house))
            return cls(
                [*Booking.objects.for_context(house), *Letter.objects.for_context(house)],
                [(file, content.path_of(file.content).read_bytes()) for file in files],
                [
                    (row.pk, payloads.Sealed(row.key_id, bytes(row.sealed)))
                    for row in Payload.objects.all()
                ],
            )

    def opened(self) -> set[str]:
        """Return every canary that opens with the keys of today."""
        words: set[str] = set()
        for record in self.records:
            words |= canaries(str(self._identity(record)))
        for file, stored in self.files:
            identity = self._identity(file)
            words |= canaries(str(identity.get("values")))
            if secrets := identity.get("secrets"):
                key = bytes.fromhex(secrets["content"])  # type: ignore[index]
                pieces = open_stream([stored], place=file.place, record_key=key)
                words |= canaries(b"".join(pieces).decode())
        for entry, sealed in self.payloads:
            with suppress(FairleadError):
                words |= canaries(str(payloads.sealer().open(sealed, entry=entry)))
        return words

    def _identity(self, record: PersonalRecord) -> dict[str, object]:
        if record.identity is None:
            return {}
        try:
            bucket = keystore().wrapping(Bucket.parse(record.bucket))
        except FairleadError:
            return {}
        sealed = Sealed(bytes(record.sealed_key or b""), bytes(record.identity))
        return decode_identity(open_sealed(sealed, place=record.place, bucket=bucket))


def canaries(text: str) -> set[str]:
    return set(re.findall(rf"{CANARY} \d{{4}}", text))


# ---------------------------------------------------------------- planting


@pytest.fixture
def places(tmp_path: Path, keys: Path) -> Iterator[Path]:
    """Data folder, logs that hold back nothing, and copies."""
    data = tmp_path / "data"
    (data / "logs").mkdir(parents=True)
    log = logging.FileHandler(data / "logs" / "everything.log")
    loggers = [logging.getLogger(name) for name in ("", "django", "django.db.backends")]
    levels = [logger.level for logger in loggers]
    loggers[0].addHandler(log)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    with override_settings(FAIRLEAD_DATA=data):
        connection.force_debug_cursor = True  # every statement, with its values, goes to the log
        yield tmp_path
        connection.force_debug_cursor = False
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    loggers[0].removeHandler(log)
    log.close()
    assert keys.parent == tmp_path


@pytest.fixture
def planted(places: Path, agency: Agency, officer: Context) -> list[PersonalRecord]:
    numbers = iter(range(BOOKINGS + LETTERS + FILES + PAYLOADS))
    moment = now()
    keep_many(
        Booking,
        [
            (
                Booking(agency=agency, clock_start=moment, country="UTO", year=2026),
                {"names": [word], "contact": f"{word}@utopia.example"},
                {"name": [word]},
            )
            for word in (name(next(numbers)) for _ in range(BOOKINGS))
        ],
        context=officer,
    )
    keep_many(
        Letter,
        [
            (Letter(agency=agency, clock_start=moment), {"words": word}, {"name": [word]})
            for word in (name(next(numbers)) for _ in range(LETTERS))
        ],
        context=officer,
    )
    for _ in range(FILES):
        word = name(next(numbers))
        store_file(
            context=officer,
            agency=agency,
            stream=[f"To {word}, ".encode() * 50],
            name=f"{word}.txt",
            belonging=Belonging(kept_as="cases.file", clock_start=moment),
        )
    for number in numbers:
        with transaction.atomic():
            audit.record(
                act="registry.booking.shown",
                verb=Verb.CONSULT,
                authority=officer.authority(),
                payload={"name": name(number)},
            )
    with transaction.atomic():
        find(Booking, context=officer, field="name", value=name(0)).get()
    fill_caches(officer)
    export(places / "data" / "ledger.jsonl")
    return everything(officer)


def fill_caches(officer: Context) -> None:
    """Lay answers aside that show persons, and let somebody type names where one signs in."""
    for number in range(ANSWERS):
        request = cast(ApiRequest, RequestFactory().post("/api/v1/x", {"number": number}))
        request.context = officer
        with transaction.atomic():
            lay_aside(request, number)
    cache.clear()
    typed = {"login": f"{CANARY}@utopia.example", "password": CANARY}
    assert Client().post("/account/login/", typed).status_code == 200
    assert StoredAnswer.objects.count() == ANSWERS
    assert counters(), "the attempt was counted"
    assert CANARY.lower() not in str(counters()).lower(), "and not by what was typed"


def lay_aside(request: ApiRequest, number: int) -> HttpResponse:
    """Answer as the interface does, with a name in it; a repetition gets the same answer."""
    return repeats.once(
        request,
        account=key_of(request.context),
        key=f"key-of-the-client-{number:04}",
        execute=lambda: HttpResponse(f"shown: {name(number)}"),
    )


def counters() -> list[str]:
    """Return what the cache holds, as the database keeps it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM site_cache")
        return [str(row) for row in cursor.fetchall()]


def export(file: Path, *, disclose: bool = False) -> bytes:
    """Hand the ledger out, as an auditor gets it."""
    ledger_keys.create()
    sequencing.sequence()
    checkpoints.sign(force=True)
    content = b"".join(exporting.lines(disclose=disclose))
    file.write_bytes(content)
    return content


def everything(context: Context) -> list[PersonalRecord]:
    with transaction.atomic():
        return [
            *Booking.objects.for_context(context).order_by("pk"),
            *Letter.objects.for_context(context).order_by("pk"),
            *StoredFile.objects.for_context(context).order_by("pk"),
        ]


def backup(folder: Path) -> None:
    """Copy what an administrator would copy: the database and the data, without the keys."""
    folder.mkdir()
    flush_database()
    for place in database_places():
        with suppress(shutil.Error):  # PostgreSQL tidies up while we copy
            if place.is_file():
                shutil.copy(place, folder)
            else:
                shutil.copytree(place, folder / "cluster")


# ---------------------------------------------------------------- what is shown


def test_the_reader_finds_what_is_there_to_be_found(places: Path, agency: Agency) -> None:
    reader = Reader([places])
    assert reader.finds(DECOY) == {}
    Agency.objects.filter(pk=agency.pk).update(name=DECOY)
    (places / "data" / "note.txt").write_bytes(DECOY.encode("utf-16-le"))
    found = reader.finds(DECOY)
    assert str(places / "data" / "note.txt") in found
    assert str(places / "data" / "logs" / "everything.log") in found
    in_database = [path for path in found if "data/" not in path or "base/" in path]
    assert in_database, "the reader reads the database"


def test_when_the_clock_has_passed_nobody_finds_anything(
    planted: list[PersonalRecord], places: Path, clock: time_machine.Traveller
) -> None:
    reader, total = Reader([places]), BOOKINGS + LETTERS + FILES + PAYLOADS
    assert len(planted) == total - PAYLOADS
    first = Copy.taken()
    backup(places / "copy-of-2026")
    assert reader.finds(CANARY) == {}, "sealed from the first moment"
    assert len(first.opened()) == total == 1000, "the thief can open what is not yet due"

    clock.move_to("2027-06-02T10:00:00+00:00")  # bookings are sealed, and the month is over
    run_due()
    second = Copy.taken()
    backup(places / "copy-of-2027")
    assert len(first.opened()) == total - BOOKINGS, "the copy from before no longer opens them"
    assert len(second.opened()) == total

    clock.move_to("2031-11-25T10:00:00+00:00")  # everything is due; the month is not over
    run_due()
    assert Copy.taken().opened() == set(), "nothing is left here"
    assert not SearchToken.objects.exists()
    assert len(second.opened()) == total, "until the month ends, inside the stated window"

    clock.move_to("2031-12-02T10:00:00+00:00")
    run = run_due()
    assert "P35D" in run.certificate
    for copy in (first, second):
        assert copy.opened() == set()
    assert reader.finds(CANARY) == {}
    for bucket in {record.bucket for record in [*first.records, *second.records]}:
        with pytest.raises(KeyDestroyed):  # nor can a guess be tested against an old token
            keystore().token(Bucket.parse(bucket), "name", name(0))


def test_an_answer_laid_aside_opens_to_its_client_alone_and_for_a_day(
    places: Path, officer: Context, clock: time_machine.Traveller
) -> None:
    fill_caches(officer)
    assert Reader([places]).finds(CANARY) == {}
    request = cast(ApiRequest, RequestFactory().post("/api/v1/x", {"number": 0}))
    request.context = officer
    with transaction.atomic():
        assert name(0).encode() in lay_aside(request, 0).content, "there was something to find"

    clock.shift(timedelta(hours=25))
    gateway.forget_answers(Context.duty("gateway.forgetting"))
    jobs.clear_sessions()

    assert not StoredAnswer.objects.exists()
    assert not counters()
    assert Reader([places]).finds(CANARY) == {}


def test_an_export_made_later_discloses_nothing_of_what_has_ended(
    planted: list[PersonalRecord], places: Path, clock: time_machine.Traveller
) -> None:
    assert planted
    before = export(places / "disclosed-in-2026", disclose=True)
    assert len(canaries(readable(before))) == PAYLOADS, "an auditor who may see them, saw them"
    assert CANARY not in readable(export(places / "headers-in-2026"))

    clock.move_to("2031-12-02T10:00:00+00:00")
    run_due()

    after = export(places / "disclosed-in-2031", disclose=True)
    assert canaries(readable(after)) == set()
    assert len(after.splitlines()) > PAYLOADS, "the entries are all there"


def readable(exported: bytes) -> str:
    """Return an export with the payloads in it decoded."""
    lines = [json.loads(line) for line in exported.splitlines()]
    return str([*lines, *(decoded(line.get("payload", "")) for line in lines)])


def decoded(payload: object) -> str:
    try:
        return base64.b64decode(str(payload)).decode(errors="replace")
    except ValueError:
        return ""


def test_under_a_hold_everything_stays_readable(
    planted: list[PersonalRecord], officer: Context, clock: time_machine.Traveller
) -> None:
    place_hold(
        context=officer, records=planted, reason="proceeding", citation="Order 12/2027 of Amaurot"
    )
    for _year in range(6):
        clock.shift(timedelta(days=366))
        run_due()
    words: set[str] = set()
    held = everything(officer)
    opened = open_identities(context=officer, records=held)
    words |= canaries(str(opened))
    for record in held:
        if isinstance(record, StoredFile):
            _name, pieces = read_file(context=officer, file=record)
            assert canaries(b"".join(pieces).decode())
    assert len(words) == BOOKINGS + LETTERS + FILES


def test_a_person_erased_at_once_leaves_nothing_here(
    planted: list[PersonalRecord], officer: Context
) -> None:
    from fairlead.kernel.retention.actions.erasure import erase_records
    from fairlead.kernel.retention.actions.rekeying import rekey_records

    one = next(record for record in planted if isinstance(record, Booking))
    copy = replace(Copy.taken(), files=[], payloads=[])
    mine = canaries(str(copy._identity(one)))
    assert len(mine) == 1
    erase_records(context=officer, records=[one], reason="granted-request")
    assert not mine & Copy.taken().opened()
    assert mine <= copy.opened(), "an old copy and today's key, inside the window"
    rekey_records(context=writing.house(), bucket=Bucket.parse(one.bucket))
    assert not mine & copy.opened(), "and from here on, not even that"
    assert len(Copy.taken().opened()) == 999
