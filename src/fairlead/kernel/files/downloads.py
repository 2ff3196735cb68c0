"""A file as an answer to a browser: to be saved, never to be shown or run."""

from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from fairlead.kernel.access.context import Context
from fairlead.kernel.files.actions import read_file
from fairlead.kernel.files.models import StoredFile

_SAFE = {
    # Whatever the bytes are, a browser neither guesses what they could be, nor runs them with
    # the rights of this site, nor keeps a copy, nor hands them to another site.
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def download_response(
    context: Context, file: StoredFile, *, unmask: bool = False
) -> StreamingHttpResponse:
    """Return the file as an attachment, in pieces.

    The first piece is opened before the answer begins, so that what cannot be opened is an error
    and not an empty file.
    """
    name, pieces = read_file(context=context, file=file, unmask=unmask)
    first = next(pieces, b"")
    response = StreamingHttpResponse(_from(first, pieces), content_type=file.media_type)
    _dress(response, name, file)
    return response


def whole_response(context: Context, file: StoredFile, *, unmask: bool = False) -> HttpResponse:
    """Return the file as an attachment in one piece, for a page whose door closes behind it."""
    name, pieces = read_file(context=context, file=file, unmask=unmask)
    response = HttpResponse(b"".join(pieces), content_type=file.media_type)
    _dress(response, name, file)
    return response


def _dress(response: HttpResponseBase, name: str, file: StoredFile) -> None:
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = _attachment(name)
    for header, value in _SAFE.items():
        response[header] = value


def _from(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    return chain([first] if first else [], rest)


def _attachment(name: str) -> str:
    """Return the header of RFC 6266: a plain name for old browsers, and the true one."""
    plain = name.encode("ascii", "replace").decode().replace("\\", "_").replace('"', "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
