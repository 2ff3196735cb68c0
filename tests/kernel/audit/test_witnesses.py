import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_django import Settings

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import checkpoints, notes
from fairlead.core.ledger.witness import Offer
from fairlead.kernel.audit import keys
from fairlead.kernel.audit.witnesses.configured import configured, parse
from fairlead.kernel.audit.witnesses.folder import FolderWitness
from fairlead.kernel.audit.witnesses.node import NodeWitness
from fairlead.kernel.audit.witnesses.port import Contradicted, Elsewhere, Unreachable
from fairlead.kernel.audit.witnesses.syslog import SyslogWitness
from tests.core.ledger.trees import source
from tests.ledgers import Ledger, make_header, make_ledger, make_signer, verifier

WITNESS = make_signer("atlantis.example/witness", notes.Kind.WITNESS)


def offer(ledger: Ledger, old: int, new: int) -> Offer:
    from fairlead.core.ledger import merkle

    proof = tuple(merkle.prove_consistency(old, new, source(ledger.leaves())))
    return Offer(old, proof, checkpoints.read(str(ledger.checkpoint(new))))


@pytest.fixture
def ledger() -> Ledger:
    """Ten entries, signed by the key of this node."""
    return make_ledger(10, signer=keys.signer())


def rewritten() -> Ledger:
    ledger = make_ledger(0, signer=keys.signer())
    for number in range(10):
        ledger.add(make_header(number, reason="forged").encode())
    return ledger


# ---------------------------------------------------------------- a folder


@pytest.fixture
def folder(tmp_path: Path) -> FolderWitness:
    root = tmp_path / "mount"
    root.mkdir()
    return FolderWitness(str(root))


def kept(folder: FolderWitness) -> list[Path]:
    return sorted(folder.root.rglob("*.note"))


def test_a_folder_keeps_every_checkpoint_in_a_file_of_its_own(
    folder: FolderWitness, ledger: Ledger
) -> None:
    for old, new in ((0, 3), (3, 7), (7, 7), (7, 10)):
        folder.take(offer(ledger, old, new))

    names = [str(path.relative_to(folder.root)) for path in kept(folder)]
    assert names == [
        "utopia.example%2Fledger/2026-11-20/000000000003-090003000000.note",
        "utopia.example%2Fledger/2026-11-20/000000000007-090007000000.note",
        "utopia.example%2Fledger/2026-11-20/000000000010-090010000000.note",
    ]
    assert kept(folder)[-1].read_text() == str(ledger.checkpoint(10))
    assert kept(folder)[-1].stat().st_mode & 0o222 == 0
    newest = folder.newest("utopia.example/ledger")
    assert newest is not None
    assert newest.size == 10


def test_the_stand_alone_verifier_reads_the_folder(folder: FolderWitness, ledger: Ledger) -> None:
    folder.take(offer(ledger, 0, 3))
    folder.take(offer(ledger, 3, 10))

    assert sorted(verifier.load_copies([str(folder.root)])) == [3, 10]


def test_a_folder_refuses_a_rewritten_ledger(folder: FolderWitness, ledger: Ledger) -> None:
    folder.take(offer(ledger, 0, 5))

    with pytest.raises(Contradicted, match="5 entries"):
        folder.take(offer(rewritten(), 5, 10))
    assert len(kept(folder)) == 1


def test_a_folder_refuses_a_shrunken_ledger(folder: FolderWitness, ledger: Ledger) -> None:
    folder.take(offer(ledger, 0, 8))

    with pytest.raises(Elsewhere) as caught:
        folder.take(offer(ledger, 0, 5))
    assert caught.value.size == 8


def test_a_folder_refuses_another_root_at_the_same_size(
    folder: FolderWitness, ledger: Ledger
) -> None:
    folder.take(offer(ledger, 0, 10))

    with pytest.raises(Contradicted):
        folder.take(offer(rewritten(), 10, 10))


def test_a_folder_refuses_a_strangers_signature(folder: FolderWitness) -> None:
    forged = make_ledger(3, signer=make_signer("utopia.example/ledger", seed="forger"))

    with pytest.raises(Contradicted, match="unsigned"):
        folder.take(offer(forged, 0, 3))


def test_a_folder_that_is_not_mounted_is_told(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="mounted"):
        FolderWitness(str(tmp_path / "nothing")).take(offer(ledger, 0, 3))


def test_a_damaged_copy_is_an_alarm(folder: FolderWitness, ledger: Ledger) -> None:
    folder.take(offer(ledger, 0, 3))
    kept(folder)[0].chmod(0o600)
    kept(folder)[0].write_text("nothing")

    with pytest.raises(Contradicted, match="damaged"):
        folder.take(offer(ledger, 3, 5))


def test_a_file_is_never_replaced(folder: FolderWitness, ledger: Ledger) -> None:
    folder.take(offer(ledger, 0, 3))
    planted = kept(folder)[0].parent / "000000000005-090005000000.note"
    planted.symlink_to("/nonexistent")  # nothing to read, and the place is taken

    with pytest.raises((Unreachable, Contradicted)):
        folder.take(offer(ledger, 3, 5))
    assert planted.is_symlink()


def test_a_full_disk_leaves_no_half_file(
    folder: FolderWitness, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    folder.take(offer(ledger, 0, 3))
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unreachable, match="No space left"):
        folder.take(offer(ledger, 3, 5))

    assert len(kept(folder)) == 1
    assert not list(folder.root.rglob(".0*"))


# ---------------------------------------------------------------- the system log


def note_in(message: bytes) -> str:
    (copy,) = verifier.copies_in(message.decode())
    return str(copy.text)


def test_syslog_by_its_socket(ledger: Ledger, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log:
        log.bind(str(tmp_path / "log"))
        SyslogWitness(str(tmp_path / "log")).take(offer(ledger, 0, 3))
        message = log.recv(4096)

    assert message.startswith(b"<109>fairlead: fairlead-checkpoint ")
    assert note_in(message) == ledger.checkpoint(3).text


def test_syslog_by_udp(ledger: Ledger) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as log:
        log.bind(("127.0.0.1", 0))
        SyslogWitness(f"udp://127.0.0.1:{log.getsockname()[1]}").take(offer(ledger, 0, 3))
        message = log.recv(4096)

    assert message.startswith(b"<109>1 2026-11-20T09:00:03.000000Z ")
    assert note_in(message) == ledger.checkpoint(3).text


def test_syslog_by_tcp_is_framed(ledger: Ledger) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        SyslogWitness(f"tcp://127.0.0.1:{server.getsockname()[1]}").take(offer(ledger, 0, 3))
        channel, _ = server.accept()
        with channel:
            length, _, message = channel.recv(4096).partition(b" ")

    assert int(length) == len(message)
    assert note_in(message) == ledger.checkpoint(3).text


@contextmanager
def sealed_log(folder: Path, name: str = "localhost") -> Iterator[tuple[int, list[bytes]]]:
    """Serve a system log over TLS, with a certificate of its own for this name."""
    certificate, key = folder / "log.crt", folder / "log.key"
    make_certificate(certificate, key, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    heard: list[bytes] = []

    def listen(server: socket.socket) -> None:
        channel, _ = server.accept()
        with suppress(OSError), context.wrap_socket(channel, server_side=True) as sealed:
            heard.append(sealed.recv(4096))

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        thread = threading.Thread(target=listen, args=[server])
        thread.start()
        yield server.getsockname()[1], heard
        thread.join()


def make_certificate(certificate: Path, key: Path, name: str) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    moment = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(hours=1))
        .not_valid_after(moment + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def test_syslog_by_tls_is_framed(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sealed_log(tmp_path) as (port, heard):
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "log.crt"))
        SyslogWitness(f"tls://localhost:{port}").take(offer(ledger, 0, 3))
    length, _, message = heard[0].partition(b" ")

    assert int(length) == len(message)
    assert note_in(message) == ledger.checkpoint(3).text


@pytest.mark.parametrize(
    ("trusted", "name"), [(False, "localhost"), (True, "log.elsewhere.example")]
)
def test_a_log_that_cannot_show_who_it_is_hears_nothing(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool, name: str
) -> None:
    with sealed_log(tmp_path, name) as (port, heard):
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "log.crt"))
        with pytest.raises(Unreachable, match="certificate"):
            SyslogWitness(f"tls://localhost:{port}").take(offer(ledger, 0, 3))
    assert heard in ([], [b""])


def test_a_system_log_that_is_not_there_is_told(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        SyslogWitness(str(tmp_path / "nothing")).take(offer(ledger, 0, 3))


# ---------------------------------------------------------------- another node


@contextmanager
def answering(
    status: int, body: bytes, kind: str = "text/plain"
) -> Iterator[tuple[str, list[Any]]]:
    """Serve one fixed answer; give the address and what was asked."""
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/witness", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_node_is_asked_in_the_words_of_the_protocol(ledger: Ledger) -> None:
    made = offer(ledger, 3, 7)
    signature = f"{WITNESS.sign(made.signed.note.text, moment=17)}\n"
    with answering(200, signature.encode()) as (address, asked):
        answer = NodeWitness(f"{address} {WITNESS.key}").take(made)

    assert answer == signature
    assert asked == [("/witness/add-checkpoint", str(made).encode())]


@pytest.mark.parametrize(
    ("status", "body", "kind", "error"),
    [
        (409, b"7\n", "text/x.tlog.size", Elsewhere),
        (409, b"other root\n", "text/plain", Contradicted),
        (422, b"", "text/plain", Contradicted),
        (403, b"", "text/plain", Contradicted),
        (404, b"", "text/plain", Unreachable),
        (500, b"", "text/plain", Unreachable),
        (302, b"", "text/plain", Unreachable),
        (200, b"", "text/plain", Unreachable),
        (200, b"\xff", "text/plain", Unreachable),
        (200, b"nonsense\n", "text/plain", Unreachable),
        (409, b"seven\n", "text/x.tlog.size", Unreachable),
        (409, b"9999999999999999999\n", "text/x.tlog.size", Unreachable),
    ],
)
def test_every_answer_of_a_node_is_understood(
    ledger: Ledger, status: int, body: bytes, kind: str, error: type[Exception]
) -> None:
    with answering(status, body, kind) as (address, _), pytest.raises(error):
        NodeWitness(f"{address} {WITNESS.key}").take(offer(ledger, 0, 3))


def test_a_cosignature_by_another_key_is_none(ledger: Ledger) -> None:
    made = offer(ledger, 0, 3)
    forger = make_signer(WITNESS.key.name, notes.Kind.WITNESS, seed="forger")
    signature = f"{forger.sign(made.signed.note.text, moment=17)}\n"

    with answering(200, signature.encode()) as (address, _), pytest.raises(Unreachable):
        NodeWitness(f"{address} {WITNESS.key}").take(made)


def test_a_node_that_is_not_there_is_told(ledger: Ledger) -> None:
    with pytest.raises(Unreachable, match="cannot be reached"):
        NodeWitness(f"http://127.0.0.1:1 {WITNESS.key}").take(offer(ledger, 0, 3))


# ---------------------------------------------------------------- the settings


def test_witnesses_are_named_in_one_setting(settings: Settings) -> None:
    settings.FAIRLEAD_WITNESSES = [
        "folder:/mnt/witness",
        "syslog:/dev/log",
        "syslog:tls://log.example",
        f"https://atlantis.example/witness {WITNESS.key}",
    ]

    assert [(one.name, one.key) for one in configured()] == [
        ("folder:/mnt/witness", None),
        ("syslog:/dev/log", None),
        ("syslog:tls://log.example", None),
        ("atlantis.example/witness", WITNESS.key),
    ]


@pytest.mark.parametrize(
    "spelled",
    [
        "usb stick",
        "folder:relative/path",
        "syslog:log.example",
        "syslog:ftp://log.example",
        "syslog:udp://log.example:514",
        "syslog:tcp://192.0.2.7",
        "syslog:tls://",
        "https://atlantis.example/witness",
        "https://atlantis.example/witness nonsense",
        f"https://atlantis.example/witness {make_signer().key}",
        f"http://atlantis.example/witness {WITNESS.key}",
    ],
)
def test_a_witness_that_cannot_be_is_refused(spelled: str) -> None:
    with pytest.raises(Misconfigured):
        parse(spelled)
