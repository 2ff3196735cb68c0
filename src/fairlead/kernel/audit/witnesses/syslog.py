"""The system log, best on another machine: it keeps what it is told, and cannot refuse.

Each checkpoint is one line, ``fairlead-checkpoint <base64 of the signed note>``, which
``script/verify-ledger --witness /var/log/…`` finds again.
"""

import socket
import ssl
from contextlib import suppress
from urllib.parse import urlsplit

from fairlead.core.errors import Misconfigured
from fairlead.core.ledger import entries, notes
from fairlead.core.ledger.witness import Offer
from fairlead.kernel.audit.witnesses.port import Unreachable

FACILITY_AUDIT, SEVERITY_NOTICE = 13, 5  # RFC 5424, tables 1 and 2
PRIORITY = FACILITY_AUDIT * 8 + SEVERITY_NOTICE
PATIENCE = 5.0
PORTS = {"udp": 514, "tcp": 601, "tls": 6514}  # RFC 5426, RFC 6587, RFC 5425
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class SyslogWitness:
    """Sends checkpoints to a system log: by socket, UDP or TCP here, by TLS anywhere.

    Over TLS the log shows a certificate that this machine trusts, for the name in the settings:
    nobody on the way can swallow checkpoints and say that they were kept.
    """

    def __init__(self, address: str) -> None:
        self.name = f"syslog:{address}"
        self.key = None
        self._address = address
        self._url = None if address.startswith("/") else urlsplit(address)
        if self._url and (self._url.scheme not in PORTS or not self._url.hostname):
            raise Misconfigured(
                "is /dev/log, tls://host or, here, udp:// or tcp://", place=self.name
            )
        if self._url and self._url.scheme != "tls" and self._url.hostname not in HERE:
            raise Misconfigured("would leave this machine in the clear: tls://", place=self.name)

    def take(self, offer: Offer) -> str:
        note = notes.encode64(str(offer.signed.note).encode())
        words = f"fairlead-checkpoint {note}"
        time = entries.write_time(offer.signed.checkpoint.time)
        try:
            if self._url is None:
                self._send_local(f"<{PRIORITY}>fairlead: {words}".encode())
            else:
                host = socket.gethostname() or "-"
                self._send(f"<{PRIORITY}>1 {time} {host} fairlead - - - {words}".encode())
        except OSError as error:
            raise Unreachable(f"cannot be reached: {error}", place=self.name) from error
        return ""

    def _send_local(self, message: bytes) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.settimeout(PATIENCE)
            channel.connect(self._address)
            channel.send(message)

    def _send(self, message: bytes) -> None:
        if self._url is None or self._url.hostname is None:
            return
        place = (self._url.hostname, self._url.port or PORTS[self._url.scheme])
        if self._url.scheme != "udp":
            with socket.create_connection(place, timeout=PATIENCE) as channel:
                self._send_framed(channel, message)
            return
        family, kind, _, _, target = socket.getaddrinfo(*place, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind) as channel:
            channel.settimeout(PATIENCE)
            channel.sendto(message, target)

    def _send_framed(self, channel: socket.socket, message: bytes) -> None:
        """Send with the length before it: RFC 6587, 3.4.1, and RFC 5425, 4.3."""
        framed = b"%d %b" % (len(message), message)
        if self._url is None or self._url.scheme == "tcp":
            channel.sendall(framed)
            return
        trust = ssl.create_default_context()
        with trust.wrap_socket(channel, server_hostname=self._url.hostname) as sealed:
            sealed.sendall(framed)
            with suppress(OSError):  # many logs close without the farewell that RFC 5425 wants
                sealed.unwrap()
