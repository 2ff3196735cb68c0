"""Every way to change an export must be found, by both implementations alike."""

import copy
import io
import json
import random
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.ledger import checkpoints, entries, merkle, notes, verify
from tests.ledgers import (
    Ledger,
    make_header,
    make_ledger,
    make_signer,
    stand_alone,
)

HONEST = make_signer()
TRUSTED = [HONEST.key]
WITNESS = make_signer("witness.example/w1", notes.Kind.WITNESS)
LARGE = make_ledger(2000)
LINES = LARGE.lines()
ENTRY_LINES = [number for number, line in enumerate(LINES) if line.startswith(b'{"index":')]

Found = list[tuple[str, int | None, int | None]]


def found(
    lines: Iterable[bytes],
    *,
    trusted: Sequence[notes.Key] = (),
    copies: Sequence[notes.Note] = (),
) -> Found:
    """Verify with both implementations, which must agree; return what they found."""
    raw = b"".join(lines)
    seen = verify.by_size(checkpoints.read(str(note)) for note in copies)
    report = verify.verify_export(io.BytesIO(raw), trusted=trusted, copies=seen)
    ours = [(str(one.check), one.entry, one.line) for one in report.problems]
    theirs = stand_alone(raw, trusted=trusted, copies=copies)
    # Of a header the stand-alone verifier checks the form, the package also the values.
    assert [one for one in ours if one[0] != "header"] == [
        one for one in theirs.found if one[0] != "header"
    ]
    assert report.anchored == theirs.report["anchored"]
    assert (report.size, report.root) == (theirs.report["entries"], theirs.report["root"])
    return ours


def first(lines: Iterable[bytes], **options: Any) -> tuple[str, int | None, int | None]:
    return next(iter(found(lines, **options)), ("nothing", None, None))


# ---------------------------------------------------------------- what is right


@pytest.mark.parametrize("disclose", [False, True])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 64, 100, 101])
def test_an_honest_export_is_right(size: int, *, disclose: bool) -> None:
    ledger = make_ledger(size, witnesses=(WITNESS,))
    lines = ledger.lines(every=10, disclose=disclose)
    if size == 0:
        lines += [json_line(str(ledger.checkpoint(0)))]

    assert found(lines, trusted=TRUSTED, copies=[ledger.checkpoint(size)]) == []


def json_line(note: str) -> bytes:
    return json.dumps({"checkpoint": note}, ensure_ascii=False, separators=(",", ":")).encode() + (
        b"\n"
    )


def test_the_report_says_what_was_seen() -> None:
    ledger = make_ledger(25, witnesses=(WITNESS,))
    copies = verify.by_size([checkpoints.read(str(ledger.checkpoint(20)))])
    report = verify.verify_export(ledger.lines(every=10), copies=copies)

    assert report.is_good
    assert report.anchored
    assert (report.size, report.covered, report.checkpoints) == (25, 25, 3)
    assert (report.cosigned, report.witnessed) == (3, 1)


def test_without_key_or_witness_nothing_vouches() -> None:
    assert not verify.verify_export(LINES).anchored


def test_an_erased_payload_keeps_everything_right() -> None:
    ledger = make_ledger(30)
    before = ledger.lines(disclose=True)
    shown = ledger.payloads[3]
    committed = ledger.commitment(3)
    after = [
        line.replace(b',"salt":"%b"' % shown.salt.hex().encode(), b"X", 1) if shown else line
        for line in before
    ]
    after = [line if b'X,"payload"' not in line else without_payload(line) for line in after]

    assert len(after[4]) < len(before[4])
    assert committed.hex().encode() in after[4]
    assert found(after, trusted=TRUSTED) == []


def without_payload(line: bytes) -> bytes:
    head, _, rest = line.partition(b'X,"payload":"')
    return head + rest.partition(b'"')[2]


# ---------------------------------------------------------------- single bits


def flipped(raw: bytes, position: int, bit: int) -> bytes:
    changed = bytearray(raw)
    changed[position] ^= 1 << bit
    return bytes(changed)


def test_every_single_bit_of_a_whole_export() -> None:
    """All eight bits of all bytes of an export with one entry, its payload, a cosignature."""
    raw = b"".join(make_ledger(1, witnesses=(WITNESS,)).lines(disclose=True))
    assert stand_alone(raw).found == []

    unnoticed = [
        (position, bit)
        for position in range(len(raw))
        for bit in range(8)
        if not stand_alone(flipped(raw, position, bit)).found
    ]

    assert unnoticed == []


def test_a_bit_in_every_byte_is_found_alike_by_both() -> None:
    luck = random.Random("bits")
    raw = b"".join(make_ledger(3, witnesses=(WITNESS,)).lines(every=2, disclose=True))

    for position in range(0, len(raw), 3):
        assert found([flipped(raw, position, luck.randrange(8))]) != []


def test_a_bit_in_every_byte_of_many_entries_of_two_thousand() -> None:
    """The reader stands before a line; every byte of that line is changed in turn."""
    luck = random.Random("entries")
    chosen = set(luck.sample(ENTRY_LINES, 40)) | {ENTRY_LINES[0], ENTRY_LINES[-1]}
    reader = verify.Reader((), {})
    for number, line in enumerate(LINES):
        if number in chosen:
            for position in range(len(line) - 1):
                probe = copy.copy(reader)
                probe._tree = merkle.Frontier(reader._tree.size, reader._tree.peaks)
                probe._problems = type(reader._problems)()
                probe.take(number + 1, flipped(line, position, luck.randrange(8)))
                assert [one.entry for one in probe._problems][:1] == [reader._tree.size]
        reader.take(number + 1, line)
    assert reader.finish().is_good


@pytest.mark.parametrize("number", [0, 101, len(LINES) - 1])
def test_bits_of_the_head_and_of_checkpoints_of_two_thousand(number: int) -> None:
    luck = random.Random(number)
    raw, start = b"".join(LINES), len(b"".join(LINES[:number]))

    for position in luck.sample(range(len(LINES[number])), 40):
        assert stand_alone(flipped(raw, start + position, luck.randrange(8))).found != []


@given(st.integers(0), st.integers(0, 7))
def test_any_bit_of_two_thousand_entries(position: int, bit: int) -> None:
    raw = b"".join(LINES)

    assert stand_alone(flipped(raw, position % len(raw), bit)).found != []


def test_a_changed_header_is_reported_at_its_entry() -> None:
    lines = LINES.copy()
    lines[ENTRY_LINES[1234]] = lines[ENTRY_LINES[1234]].replace(b"traveller:1234", b"traveller:9")

    assert found(lines, trusted=TRUSTED) == [("leaf", 1234, ENTRY_LINES[1234] + 1)]


def test_a_header_that_hashes_to_its_leaf_is_reported_at_the_checkpoint() -> None:
    ledger = make_ledger(2000)
    forged = make_header(1234, objects=("traveller:9",)).encode()
    leaf = entries.leaf_hash(forged, ledger.commitment(1234))
    lines = LINES.copy()
    lines[ENTRY_LINES[1234]] = b'{"index":1234,"leaf":"%b","commitment":"%b","header":%b}\n' % (
        leaf.hex().encode(),
        ledger.commitment(1234).hex().encode(),
        forged,
    )
    checks = found(lines, trusted=TRUSTED)

    assert checks[0] == ("root", 1300, LINES.index(LINES[ENTRY_LINES[1299] + 1]) + 1)
    assert {check for check, _, _ in checks} == {"root", "tail"}


# ---------------------------------------------------------------- whole lines


def after_the_break(lines: Iterable[tuple[int, bytes]], reader: verify.Reader) -> bool:
    """Feed lines to a reader until it finds something."""
    for number, line in lines:
        reader.take(number, line)
        if reader._problems:
            return True
    return bool(reader.finish().problems)


def probes() -> Iterable[tuple[int, verify.Reader]]:
    """Give, for every line, a reader that has taken all lines before it."""
    reader = verify.Reader((), {})
    for number, line in enumerate(LINES):
        probe = copy.copy(reader)
        probe._tree = merkle.Frontier(reader._tree.size, reader._tree.peaks)
        probe._report = copy.copy(reader._report)
        probe._problems = probe._report.problems = type(reader._problems)()
        probe._idle = set(reader._idle)
        yield number, probe
        reader.take(number + 1, line)


def test_every_deletion_of_an_entry_is_found() -> None:
    missed = [
        number
        for number, probe in probes()
        if number in ENTRY_LINES
        and not after_the_break(enumerate(LINES[number + 1 :], number + 1), probe)
    ]

    assert missed == []


def test_every_swap_of_neighbours_is_found() -> None:
    missed = [
        number
        for number, probe in probes()
        if 0 < number < len(LINES) - 1
        and not after_the_break(
            enumerate((LINES[number + 1], LINES[number], *LINES[number + 2 :]), number + 1), probe
        )
    ]

    assert missed == []


def test_every_insertion_is_found() -> None:
    luck = random.Random("insertions")
    missed = [
        number
        for number, probe in probes()
        if number > 0
        and not after_the_break(
            enumerate((luck.choice(LINES[1:]), *LINES[number:]), number + 1), probe
        )
        and LINES[number - 1] != LINES[number]
    ]

    # A checkpoint that stands twice says the same thing twice, and nothing else does.
    assert all(LINES[number].startswith(b'{"check') for number in missed)
    assert len(missed) <= 2


def test_every_tail_cut_is_found() -> None:
    missed = [number for number, probe in probes() if number and not after_the_break((), probe)]

    assert missed == []


@pytest.mark.parametrize("seed", range(12))
def test_lines_moved_about_are_found_alike_by_both(seed: int) -> None:
    luck = random.Random(seed)
    lines = make_ledger(30).lines(every=10)
    for _ in range(luck.randint(1, 3)):
        at, to = luck.randrange(len(lines)), luck.randrange(len(lines))
        match luck.randrange(3):
            case 0:
                lines.insert(to, lines[at])
            case 1 if len(lines) > 3:
                del lines[at]
            case _:
                lines[at], lines[to] = lines[to], lines[at]

    assert found(lines) != [] or lines == make_ledger(30).lines(every=10)


def test_a_deleted_checkpoint_is_no_loss_unless_it_is_the_last() -> None:
    assert found([line for line in LINES if line != LINES[101]]) == []
    assert first(LINES[:-1]) == ("tail", 1900, len(LINES) - 1)


def test_an_empty_file_is_no_export() -> None:
    assert found([]) == [("format", None, 1)]


@pytest.mark.parametrize(
    "head",
    [
        b"{}\n",
        b"[]\n",
        b"\xff\n",
        LINES[0].replace(b"/1", b"/2"),
        LINES[0].replace(b":2000", b':"2000"'),
        LINES[0].replace(b":2000", b":true"),
        LINES[0].replace(b'"keys":[', b'"keys":["x",'),
        LINES[0].replace(b'"keys":[', b'"keys":[[],'),
        LINES[0].replace(b'"keys":[', b'"keys":["%b",' % str(HONEST.key).encode()),
        LINES[0].replace(b',"origin"', b', "origin"'),
    ],
)
def test_a_wrong_first_line_is_found(head: bytes) -> None:
    assert first([head, *LINES[1:102]])[0] == "format"


def test_a_key_that_signs_nothing_is_found() -> None:
    idle = make_signer("witness.example/idle", notes.Kind.WITNESS)
    lines = make_ledger(5).lines()
    spelled = sorted([str(HONEST.key), str(idle.key)])
    lines[0] = lines[0].replace(
        json.dumps([str(HONEST.key)]).encode(), json.dumps(spelled, separators=(",", ":")).encode()
    )

    assert found(lines) == [("key", None, 1)]


def test_a_checkpoint_of_another_ledger_is_found() -> None:
    lines = make_ledger(5).lines()
    other = make_ledger(5, signer=make_signer("atlantis.example/ledger"))

    assert ("origin", 5, len(lines) + 1) in found([*lines, json_line(str(other.checkpoint(5)))])


# ---------------------------------------------------------------- whoever owns the database


def rewritten(size: int, signer: notes.Signer) -> Ledger:
    """The ledger as someone would write it who wants one look never to have happened."""
    ledger = make_ledger(0, signer=signer)
    honest = make_ledger(size)
    for index, (header, shown) in enumerate(zip(honest.headers, honest.payloads, strict=True)):
        if index != 700:
            ledger.add(header, shown.payload if shown else b"")
    return ledger


SEEN = [LARGE.checkpoint(size) for size in (100, 600, 800, 2000)]


def test_a_rewrite_without_the_key_is_found_by_the_key() -> None:
    forged = rewritten(2000, make_signer(seed="forger")).lines()

    assert found(forged) == []  # consistent in itself: this is why a key or a witness is needed
    assert first(forged, trusted=TRUSTED) == ("key", None, 1)


def test_a_rewrite_without_the_key_is_found_by_the_witness() -> None:
    forged = rewritten(2000, make_signer(seed="forger")).lines()

    assert first(forged, copies=SEEN)[0] == "witness"


def test_a_rewrite_with_the_key_is_found_by_the_witness() -> None:
    forged = rewritten(2000, HONEST).lines()

    assert found(forged, trusted=TRUSTED) == []
    checks = found(forged, trusted=TRUSTED, copies=SEEN)
    assert checks[0][:2] == ("witness", 800)  # 100 and 600 agree: the change lies between
    assert {check for check, _, _ in checks} == {"witness"}


def test_a_tail_cut_with_the_key_is_found_by_the_witness() -> None:
    cut = make_ledger(1900).lines()

    assert found(cut, trusted=TRUSTED) == []
    assert [one[0] for one in found(cut, trusted=TRUSTED, copies=SEEN)] == ["witness"]


def test_witnesses_of_other_ledgers_say_nothing_here() -> None:
    other = make_ledger(3000, signer=make_signer("atlantis.example/ledger"))

    assert found(LINES, copies=[other.checkpoint(100), other.checkpoint(3000)]) == []
