"""Another node, or any witness that speaks c2sp.org/tlog-witness: it compares and cosigns."""

from http import HTTPStatus
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from fairlead.core.errors import BadInput, Misconfigured
from fairlead.core.ledger import notes
from fairlead.core.ledger.witness import Offer
from fairlead.kernel.audit.witnesses.port import Contradicted, Elsewhere, Unreachable

PATIENCE = 10.0
LONGEST_ANSWER = 1 << 16
SIZE_TYPE = "text/x.tlog.size"
_NEAR = {"localhost", "127.0.0.1", "::1"}


class NodeWitness:
    """Posts checkpoints to a witness and keeps its cosignature, once that is verified."""

    def __init__(self, spelled: str) -> None:
        address, _, key = spelled.partition(" ")
        url = urlsplit(address)
        if url.scheme != "https" and url.hostname not in _NEAR:
            raise Misconfigured("a witness on another machine needs https", place=address)
        try:
            self.key = notes.parse_key(key.strip())
        except BadInput as error:
            raise Misconfigured(
                f"behind the address stands its key: {error}", place=address
            ) from error
        if self.key.kind is not notes.Kind.WITNESS:
            raise Misconfigured("this is the key of a ledger, not of a witness", place=address)
        self.name = self.key.name
        self._address = f"{address.rstrip('/')}/add-checkpoint"

    def take(self, offer: Offer) -> str:
        status, kind, body = self._post(str(offer).encode())
        if status == HTTPStatus.OK:
            return self._cosignature(offer, body)
        if status == HTTPStatus.CONFLICT and kind == SIZE_TYPE:
            raise Elsewhere(self._size(body))
        refusals = {
            HTTPStatus.CONFLICT: "it has seen another root at this size",
            HTTPStatus.UNPROCESSABLE_ENTITY: "the ledger does not continue what it has seen",
            HTTPStatus.FORBIDDEN: "the signature is not by the key that it knows",
        }
        if status in refusals:
            raise Contradicted(refusals[HTTPStatus(status)], place=self.name)
        raise Unreachable(f"answered with status {status}", place=self.name)

    def _post(self, body: bytes) -> tuple[int, str, str]:
        request = Request(self._address, data=body, method="POST")  # noqa: S310 - checked above
        request.add_header("Content-Type", "text/plain; charset=utf-8")
        try:
            with build_opener(_NoRedirect).open(request, timeout=PATIENCE) as answer:
                return self._read(answer.status, answer.headers.get_content_type(), answer)
        except HTTPError as answer:
            with answer:
                return self._read(answer.code, answer.headers.get_content_type(), answer)
        except (URLError, OSError) as error:
            raise Unreachable(f"cannot be reached: {error}", place=self.name) from error

    def _read(self, status: int, kind: str, stream: IO[bytes]) -> tuple[int, str, str]:
        try:
            return status, kind, stream.read(LONGEST_ANSWER).decode()
        except UnicodeDecodeError as error:
            raise Unreachable("its answer is no text", place=self.name) from error

    def _cosignature(self, offer: Offer, body: str) -> str:
        try:
            signatures = notes.parse_signatures(body)
        except BadInput as error:
            raise Unreachable(f"its answer is no signature: {error}", place=self.name) from error
        text = offer.signed.note.text
        own = [one for one in signatures if notes.verify(text, one, self.key)]
        if not own:
            raise Unreachable("its answer is not signed by the key we know", place=self.name)
        return "".join(f"{one}\n" for one in own)

    def _size(self, body: str) -> int:
        digits = body.strip()
        if not digits.isascii() or not digits.isdigit() or len(digits) > 15:  # noqa: PLR2004 - 2**48
            raise Unreachable("its answer is no size", place=self.name)
        return int(digits)


class _NoRedirect(HTTPRedirectHandler):
    """A witness that moves must be configured anew: we do not follow."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None
