"""Files are encrypted on their way in, whole or not there, and never run on their way out."""

import hashlib
import os
import stat
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import transaction

from fairlead.core.errors import BadInput, Refused
from fairlead.core.mediatypes import UNKNOWN
from fairlead.core.retention import NoTerm
from fairlead.core.sealing import KeyDestroyed, SealBroken
from fairlead.kernel.access.context import Context
from fairlead.kernel.audit.models import Entry
from fairlead.kernel.clock import now
from fairlead.kernel.files import content, queries
from fairlead.kernel.files.actions import Belonging, read_file, store_file, sweep_content
from fairlead.kernel.files.content import ContentMissing
from fairlead.kernel.files.downloads import download_response
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention.actions.clocks import start_clocks
from fairlead.kernel.retention.actions.runs import run_due
from fairlead.kernel.retention.models import Keeping
from fairlead.kernel.retention.records import keep, unseal
from tests.contexts import make_context
from tests.kernel.files.conftest import PURPOSE

pytestmark = pytest.mark.django_db(transaction=True)
LETTER = b"To Raphael Hythloday: the canary is in the letter. " * 5000


def kept(context: Context, agency: Agency, words: bytes = LETTER, **more: object) -> StoredFile:
    pieces = (words[start : start + 10_000] for start in range(0, len(words), 10_000))
    given: dict[str, object] = {"name": "letter.txt"} | more
    return store_file(context=context, agency=agency, stream=pieces, **given)  # type: ignore[arg-type]


def whole(context: Context, file: StoredFile, **more: bool) -> bytes:
    _name, pieces = read_file(context=context, file=file, **more)
    return b"".join(pieces)


def on_disk(files: Path) -> list[Path]:
    return sorted(path for path in files.rglob("*") if path.is_file())


# ---------------------------------------------------------------- keeping


def test_what_is_stored_is_what_is_read(officer: Context, agency: Agency) -> None:
    file = kept(officer, agency)
    assert whole(officer, file) == LETTER
    assert (file.size, file.media_type) == (len(LETTER), "text/plain")
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"files.file.stored", "files.file.read"} <= acts


def test_neither_content_nor_name_is_on_disk_or_in_the_table(
    officer: Context, agency: Agency, files: Path
) -> None:
    file = kept(officer, agency, name="Thomas More.txt")
    (path,) = on_disk(files)
    stored = path.read_bytes()
    assert b"canary" not in stored
    assert LETTER[:50] not in stored
    row = StoredFile.objects.for_context
    with transaction.atomic():
        values = str(row(officer).values().get())
    assert "More" not in values
    assert hashlib.sha256(LETTER).hexdigest() not in values
    assert unseal(file).values["name"] == "Thomas More.txt"


def test_content_is_named_by_its_encrypted_bytes(
    officer: Context, agency: Agency, files: Path
) -> None:
    file = kept(officer, agency)
    (path,) = on_disk(files)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file.content
    assert path == content.path_of(file.content)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert content.is_whole(file.content)


def test_the_same_file_twice_looks_like_two_and_is_found_as_one(
    officer: Context, agency: Agency, files: Path
) -> None:
    one, two = kept(officer, agency), kept(officer, agency)
    assert one.content != two.content
    assert len(on_disk(files)) == 2
    with transaction.atomic():
        same = queries.same_content(officer, hashlib.sha256(LETTER).hexdigest())
        assert {file.pk for file in same} == {one.pk, two.pk}
        assert not queries.same_content(officer, "0" * 64).exists()


def test_replacing_the_name_keeps_the_content(officer: Context, agency: Agency) -> None:
    file = kept(officer, agency)
    values = dict(unseal(file).values) | {"name": "renamed.txt"}
    keep(file, values, context=officer)
    name, pieces = read_file(context=officer, file=file)
    assert name == "renamed.txt"
    assert b"".join(pieces) == LETTER


def test_an_empty_file_is_a_file(officer: Context, agency: Agency) -> None:
    file = kept(officer, agency, b"")
    assert (file.size, whole(officer, file)) == (0, b"")


@pytest.mark.parametrize(
    ("words", "more", "code"),
    [
        (b"<!DOCTYPE html><script>", {}, "files.type-refused"),
        (b"<svg onload=alert(1)>", {}, "files.type-refused"),
        (b"MZ\x90\0", {}, "files.type-refused"),
        (b"\0\1\2", {}, "files.type-refused"),
        (b"%PDF-1.7", {"allowed": frozenset({"image/png"})}, "files.type-refused"),
        (LETTER, {"limit": len(LETTER) - 1}, "files.too-large"),
        (LETTER, {"name": ""}, "bad-input"),
        (LETTER, {"name": "/"}, "bad-input"),
        (LETTER, {"name": ".."}, "bad-input"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    officer: Context,
    agency: Agency,
    files: Path,
    *,
    words: bytes,
    more: dict[str, object],
    code: str,
) -> None:
    with pytest.raises(BadInput) as caught:
        kept(officer, agency, words, **more)
    assert caught.value.code == code
    assert on_disk(files) == []
    with transaction.atomic():
        assert not StoredFile.objects.for_context(officer).exists()


def test_a_file_of_exactly_the_limit_is_taken(officer: Context, agency: Agency) -> None:
    assert kept(officer, agency, limit=len(LETTER)).size == len(LETTER)


def test_evidence_may_be_of_any_type(officer: Context, agency: Agency) -> None:
    raw = bytes(range(256)) * 10
    file = kept(officer, agency, raw, allowed=frozenset({UNKNOWN}))
    assert whole(officer, file) == raw


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\letters\\one.txt", "one.txt"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie: x"),
        ("\u202etxt.exe", "txt.exe"),
        ("رسالة.txt", "رسالة.txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
    ],
)
def test_a_name_is_only_a_name(officer: Context, agency: Agency, given: str, expected: str) -> None:
    assert unseal(kept(officer, agency, name=given)).values["name"] == expected


def test_what_has_no_term_is_not_kept(officer: Context, agency: Agency, files: Path) -> None:
    with pytest.raises(NoTerm):
        kept(officer, agency, belonging=Belonging(kept_as="unheard.of"))
    assert on_disk(files) == []


def test_who_may_not_collect_files_writes_nothing(agency: Agency, files: Path) -> None:
    stranger = make_context("administrator", purpose=PURPOSE, agency=agency)
    with pytest.raises(Refused):
        kept(stranger, agency)
    assert not files.exists()


# ---------------------------------------------------------------- flat memory


def test_storing_and_reading_hold_no_more_than_a_few_pieces(
    officer: Context, agency: Agency
) -> None:
    import tracemalloc

    size, piece = 24 * 1024 * 1024, b"all work and no play " * 3000

    def long() -> Iterator[bytes]:
        sent = 0
        while sent < size:
            yield piece
            sent += len(piece)

    tracemalloc.start()
    file = store_file(context=officer, agency=agency, stream=long(), name="long.txt")
    _name, pieces = read_file(context=officer, file=file)
    read = sum(len(part) for part in pieces)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == file.size >= size
    assert peak < 3 * 1024 * 1024


# ---------------------------------------------------------------- reading


def test_who_may_not_consult_files_reads_none(officer: Context, agency: Agency) -> None:
    file = kept(officer, agency)
    for stranger in (
        make_context("supervisor", purpose=PURPOSE),
        make_context("analyst", agency=agency),
        Context.anonymous(),
    ):
        with pytest.raises(Refused):
            read_file(context=stranger, file=file)


def test_who_sees_identities_covered_must_ask_for_a_file(
    officer: Context, analyst: Context, agency: Agency
) -> None:
    file = kept(officer, agency)
    with pytest.raises(Refused) as caught:
        read_file(context=analyst, file=file)
    assert caught.value.reasons == ("identity-covered",)
    assert whole(analyst, file, unmask=True) == LETTER


def test_a_sealed_file_is_closed(officer: Context, agency: Agency) -> None:
    file = kept(officer, agency)
    file.keeping = Keeping.SEALED
    with pytest.raises(Refused):
        read_file(context=officer, file=file, unmask=True)


def test_changed_content_is_found_before_it_is_given(
    officer: Context, agency: Agency, files: Path
) -> None:
    file = kept(officer, agency)
    (path,) = on_disk(files)
    stored = bytearray(path.read_bytes())
    stored[len(stored) // 2] ^= 1
    path.write_bytes(stored)
    with pytest.raises(SealBroken):
        whole(officer, file)
    assert [one.pk for one in queries.damaged()] == [file.pk]


def test_content_of_one_file_in_place_of_another_does_not_open(
    officer: Context, agency: Agency
) -> None:
    one, two = kept(officer, agency), kept(officer, agency, b"another")
    content.path_of(one.content).replace(content.path_of(two.content))
    with pytest.raises(SealBroken):
        whole(officer, two)


def test_missing_content_is_an_error_and_no_empty_file(officer: Context, agency: Agency) -> None:
    file = kept(officer, agency)
    content.remove(file.content)
    with pytest.raises(ContentMissing):
        download_response(officer, file)


# ---------------------------------------------------------------- giving out


def test_a_download_is_an_attachment_that_no_browser_runs(officer: Context, agency: Agency) -> None:
    file = kept(officer, agency, name='Über "alles".txt')
    response = download_response(officer, file)
    assert b"".join(response.streaming_content) == LETTER  # type: ignore[arg-type]
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Length"] == str(len(LETTER))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == (
        "attachment; filename=\"?ber _alles_.txt\"; filename*=UTF-8''%C3%9Cber%20%22alles%22.txt"
    )


def test_a_name_cannot_break_out_of_its_header(officer: Context, agency: Agency) -> None:
    file = kept(officer, agency, name='x"; filename="evil.html\r\nX: y')
    disposition = download_response(officer, file)["Content-Disposition"]
    assert "\r" not in disposition
    assert "\n" not in disposition
    assert disposition.count('"') == 2


def test_the_files_of_a_case_are_found_by_it(officer: Context, agency: Agency) -> None:
    case = f"case:{uuid.uuid4()}"
    file = kept(officer, agency, belonging=Belonging(belongs_to=case))
    kept(officer, agency)
    with transaction.atomic():
        assert [one.pk for one in queries.files_of(officer, case)] == [file.pk]


# ---------------------------------------------------------------- ending


def test_an_erased_file_is_gone_from_the_disk(
    officer: Context, agency: Agency, files: Path
) -> None:
    with time_machine.travel("2026-11-20T10:00:00+00:00", tick=False) as clock:
        file = kept(officer, agency)
        clock.shift(timedelta(days=366))
        run_due()
        assert on_disk(files) == []
        with pytest.raises(ContentMissing):
            whole(officer, file)


def test_a_copy_of_the_disk_says_nothing_once_the_key_is_gone(
    officer: Context, agency: Agency
) -> None:
    """Row and content from an old copy: the key of their bucket is destroyed, so they are noise."""
    with time_machine.travel("2026-11-20T10:00:00+00:00", tick=False) as clock:
        file = kept(officer, agency)
        assert file.bucket == "files.open.2027-11"
        old = content.path_of(file.content).read_bytes()
        clock.shift(timedelta(days=400))
        run_due()
        path = content.path_of(file.content)
        path.write_bytes(old)
        with pytest.raises(KeyDestroyed):
            whole(officer, file)


def test_a_file_of_a_case_ends_with_the_case(officer: Context, agency: Agency, files: Path) -> None:
    with time_machine.travel("2026-11-20T10:00:00+00:00", tick=False) as clock:
        file = kept(officer, agency, belonging=Belonging(kept_as="cases.file"))
        assert file.next_action == "review"
        start_clocks(context=officer, records=[file], at=now())
        clock.shift(timedelta(days=4 * 365))
        run_due()
        assert len(on_disk(files)) == 1
        clock.shift(timedelta(days=2 * 365))
        run_due()
        assert on_disk(files) == []


# ---------------------------------------------------------------- crashes and sweeping

CRASH = """
import os, sys
import django
django.setup()
from pathlib import Path
from django.conf import settings
settings.FAIRLEAD_DATA, settings.FAIRLEAD_KEYS = Path(sys.argv[1]), Path(sys.argv[2])
from fairlead.core.sealing import Place
from fairlead.kernel.files import content
point, steps = int(sys.argv[3]), 0
def stumbling(real):
    def call(*arguments, **named):
        global steps
        steps += 1
        if steps == point:
            os.kill(os.getpid(), 9)
        return real(*arguments, **named)
    return call
for name in ("open", "fsync", "fdopen", "write", "mkdir"):
    setattr(os, name, stumbling(getattr(os, name)))
Path.rename = stumbling(Path.rename)
pieces = (b"the canary is in the letter " * 3000 for _ in range(5))
content.write(pieces, place=Place("files", "1"), key=os.urandom(32),
              allowed=frozenset({"text/plain"}), limit=10**9)
print("whole")
"""


@pytest.mark.slow
def test_killed_at_any_step_nothing_readable_is_left_and_the_sweeper_takes_it(
    files: Path, tmp_path: Path
) -> None:
    left = 0
    for point in range(1, 40):
        done = subprocess.run(
            [sys.executable, "-c", CRASH, files.parent, tmp_path / "keys", str(point)],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        )
        for path in on_disk(files):
            left += 1
            assert b"canary" not in path.read_bytes()
            assert b"letter" not in path.read_bytes()
        if done.stdout.strip() == "whole":
            break
        assert done.returncode == -9, done.stderr
    else:
        pytest.fail("it never came through")
    assert left > 2
    swept = sweep_content(context=Context.duty("files"), older_than=timedelta(0))
    assert swept > 2
    assert on_disk(files) == []
    assert Entry.objects.filter(act="files.content.swept").exists()


def test_the_sweeper_leaves_what_belongs_to_a_record_or_is_still_new(
    officer: Context, agency: Agency, files: Path
) -> None:
    file = kept(officer, agency)
    stray = content.path_of("ab" + "0" * 62)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"noise")
    assert sweep_content(context=Context.duty("files")) == 0
    assert stray.exists()
    assert sweep_content(context=Context.duty("files"), older_than=timedelta(0)) == 1
    assert on_disk(files) == [content.path_of(file.content)]
    assert whole(officer, file) == LETTER


def test_a_record_that_cannot_be_written_leaves_no_content(
    officer: Context, agency: Agency, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fairlead.core.errors import LedgerUnavailable
    from fairlead.kernel.audit import actions as audit

    def fail(**_fields: object) -> None:
        raise LedgerUnavailable("full")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(LedgerUnavailable):
        kept(officer, agency)
    assert on_disk(files) == []


def test_the_worker_sweeps(officer: Context, agency: Agency) -> None:
    from fairlead.kernel.files import jobs

    class Hand:
        def check(self) -> None: ...

    kept(officer, agency)
    assert jobs.sweep.func(Hand()) == {"removed": 0}
