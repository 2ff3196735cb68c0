import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.errors import BadInput
from fairlead.core.ledger import checkpoints, notes
from fairlead.core.ledger.notes import Key, Kind, Note
from tests.ledgers import ORIGIN, START, make_ledger, make_signer

# Examples that the specifications themselves print (c2sp.org/signed-note, tlog-cosignature).
PUBLISHED = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5"
    "/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJs"
    "X3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
WITNESS = make_signer("witness.example/w1", Kind.WITNESS)


def signed() -> Note:
    return make_ledger(5, witnesses=(WITNESS,)).checkpoint(5)


def test_a_published_note_is_read_and_written_alike() -> None:
    note = notes.parse(PUBLISHED)

    assert str(note) == PUBLISHED
    assert [one.name for one in note.signatures] == [
        "example.com/behind-the-sofa",
        "witness.example.com/w1",
    ]
    assert note.signatures[0].identifier.hex() == "033de0ae"
    assert note.signatures[1].moment == 1679315147


def test_log_and_witness_sign_and_are_recognised() -> None:
    note, log = signed(), make_signer()

    assert notes.parse(str(note)) == note
    assert note.signed_by([log.key, WITNESS.key]) == [log.key, WITNESS.key]
    assert note.signatures[1].moment == int(START.timestamp()) + 5


def test_another_key_of_the_same_name_is_not_recognised() -> None:
    forger = make_signer(seed="forger")

    assert signed().signed_by([forger.key]) == []


def test_a_key_that_only_claims_the_identifier_is_not_recognised() -> None:
    note, forger = signed(), make_signer(seed="forger")
    honest = make_signer().key
    lied = notes.Signature(honest.name, honest.identifier, forger.sign(note.text).blob)

    assert not notes.verify(note.text, lied, honest)


def test_a_witness_key_signs_as_a_witness_only() -> None:
    text = signed().text
    as_log = make_signer(WITNESS.key.name, Kind.LOG)

    assert not notes.verify(text, as_log.sign(text), WITNESS.key)
    assert not notes.verify(text, WITNESS.sign(text, moment=1), as_log.key)


def test_a_public_key_is_read_as_it_was_written() -> None:
    for key in (make_signer().key, WITNESS.key):
        assert notes.parse_key(str(key)) == key


@given(st.data())
def test_no_bit_of_a_public_key_can_change(data: st.DataObject) -> None:
    raw = bytearray(str(make_signer().key).encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises((BadInput, UnicodeDecodeError)):
        notes.parse_key(raw.decode())


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n\n", "\n"),
        lambda text: text[:-1],
        lambda text: text + "\n",
        lambda text: text.replace("— ", "- "),
        lambda text: text.replace("— ", "—  "),
        lambda text: text.replace("\n— ", "\r\n— "),
        lambda text: text.replace("5\n", "5\t\n", 1),
        lambda text: text.rpartition("\n\n")[0] + "\n\n",
        lambda text: text[: text.index("— ")] + "— name\n",
        lambda text: text[: text.index("— ")] + "— name AAA=\n",
        lambda text: text[: text.index("— ")] + "— name AAAAAA==\n",
        lambda text: text + "— name AAAAAAB=\n",
        lambda text: text + "— na+me AAAAAAA=\n",
        lambda text: text + "— name AAAAAAA=\n" * 64,
        lambda text: "x" * 70_000 + text,
    ],
)
def test_a_note_has_one_form(change: object) -> None:
    with pytest.raises(BadInput):
        notes.parse(change(str(signed())))  # type: ignore[operator]


@pytest.mark.parametrize("raw", ["", "a+b", "na me+00000000+AQ==", "n+00000000+", "n+0+AgAA"])
def test_what_is_no_key_is_refused(raw: str) -> None:
    with pytest.raises(BadInput):
        notes.parse_key(raw)


def test_a_key_must_fit_its_identifier() -> None:
    name, _, encoded = str(make_signer().key).split("+", 2)

    with pytest.raises(BadInput, match="identifier"):
        notes.parse_key(f"{name}+00000000+{encoded}")


def test_merging_adds_what_is_not_there_yet() -> None:
    note = signed()

    assert notes.merge(note, note.signatures) == note
    assert len(notes.merge(note, [WITNESS.sign(note.text, moment=9)]).signatures) == 3


# ---------------------------------------------------------------- checkpoints


def test_a_checkpoint_is_read_as_it_was_written() -> None:
    note = signed()
    read = checkpoints.read(str(note))

    assert read.checkpoint.text() == note.text
    assert (read.size, read.checkpoint.origin) == (5, ORIGIN)
    assert read.is_signed_by_its_ledger([make_signer().key])


def test_a_witness_cannot_sign_in_the_place_of_the_ledger() -> None:
    text = signed().text
    same_name = make_signer(ORIGIN, Kind.WITNESS)
    note = Note(text, (same_name.sign(text, moment=1),))

    assert not checkpoints.read(str(note)).is_signed_by_its_ledger([same_name.key])


def test_a_ledger_cannot_sign_for_another() -> None:
    other = make_signer("atlantis.example/ledger")
    text = signed().text
    note = Note(text, (other.sign(text),))

    assert not checkpoints.read(str(note)).is_signed_by_its_ledger([other.key])


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n5\n", "\n05\n"),
        lambda text: text.replace("\n5\n", "\n-5\n"),
        lambda text: text.replace("\n5\n", "\n٥\n"),
        lambda text: text.replace("\n5\n", f"\n{1 << 50}\n"),
        lambda text: text.replace("\n5\n", "\nfive\n"),
        lambda text: text.replace("time ", "hour "),
        lambda text: text.replace(".000000Z", "Z"),
        lambda text: text.replace("time 2026-11-20", "time 2026-13-20"),
        lambda text: text + "more\n",
        lambda text: text[:-1],
        lambda text: "\n".join([ORIGIN, "5", "AAAA", *text.split("\n")[3:]]),
        lambda text: text.replace(ORIGIN, "no name"),
    ],
)
def test_a_checkpoint_has_one_form(change: object) -> None:
    with pytest.raises(BadInput):
        checkpoints.parse(change(signed().text))  # type: ignore[operator]


def test_a_key_is_a_name_a_kind_and_its_bytes() -> None:
    key = Key("name", Kind.LOG, bytes(32))

    assert str(key).startswith("name+")
