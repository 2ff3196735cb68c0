"""Reading a message: its form, its size, its names; and saying precisely what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy
from ninja.errors import ValidationError
from ninja.parser import Parser

from fairlead.core.errors import BadInput
from fairlead.core.protocol import documents, media
from fairlead.core.protocol.pointers import pointer
from fairlead.core.registration import Label
from fairlead.kernel.gateway.problems import Problem

LARGEST = 1024 * 1024  # bytes of a message, unless its operation says otherwise

# pydantic's words for what can be wrong → ours, which can be translated and never quote the input
_WORDS: Mapping[str, Label] = {
    "missing": gettext_lazy("It is required."),
    "extra_forbidden": gettext_lazy("This name is not known here."),
    "string_too_long": gettext_lazy("It is too long."),
    "string_too_short": gettext_lazy("It is too short."),
    "string_pattern_mismatch": gettext_lazy("It does not have the form that is described."),
    "string_type": gettext_lazy("It must be a text."),
    "int_type": gettext_lazy("It must be a whole number."),
    "int_parsing": gettext_lazy("It must be a whole number."),
    "bool_parsing": gettext_lazy("It must be true or false."),
    "uuid_parsing": gettext_lazy("It must be a UUID."),
    "enum": gettext_lazy("It must be one of the values that are described."),
    "literal_error": gettext_lazy("It must be one of the values that are described."),
    "greater_than_equal": gettext_lazy("It is too small."),
    "less_than_equal": gettext_lazy("It is too large."),
}
_OTHERWISE = gettext_lazy("It cannot be used as it is.")


class StrictParser(Parser):
    """Reads JSON so that there is one meaning only, or none."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 - a document has any shape
        return documents.read_json(request.body)


def check_form(request: HttpRequest, *, takes_message: bool, largest: int) -> None:
    """Refuse what we cannot answer in or read, before anything is read."""
    if media.choose(request.headers.get("Accept", ""), [media.JSON]) is None:
        raise Problem("not-acceptable", place="Accept")
    length = request.headers.get("Content-Length", "")
    size = int(length) if length.isascii() and length.isdigit() else 0
    if size > largest:
        raise Problem("too-large", place="Content-Length")
    if not size or not takes_message:
        return
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem("unsupported-media", place="Content-Encoding")
    if not media.is_json(request.headers.get("Content-Type", "")):
        raise Problem("unsupported-media", place="Content-Type")


def check_names(request: HttpRequest, known: Iterable[str], several: Iterable[str]) -> None:
    """Refuse a parameter that nobody reads, or that comes twice: a filter must never be lost."""
    names = frozenset(known)
    wrong = []
    for name, texts in request.GET.lists():
        if name not in names:
            wrong.append(_error("query", (name,), "extra_forbidden"))
        elif len(texts) > 1 and name not in several:
            wrong.append(_error("query", (name,), "twice", gettext("It is given more than once.")))
        elif not all(map(documents.is_storable, texts)):
            wrong.append(_error("query", (name,), "unstorable-text"))
    if wrong:
        raise invalid(wrong)


def invalid(errors: Sequence[Mapping[str, str]]) -> Problem:
    """Return the problem that lists these errors; its place is that of the first."""
    return Problem("invalid", place=errors[0]["place"], errors=errors)


def of_validation(error: ValidationError) -> Problem:
    """Turn what the validator found into places and words."""
    return invalid([_read(found) for found in error.errors])


def of_body(error: BadInput) -> Problem:
    """Turn what the reader of JSON found into a problem."""
    return Problem("bad-request", error.message, code=error.code, place=error.place)


def _read(found: Mapping[str, Any]) -> dict[str, str]:
    where, *path = found["loc"]
    if where == "body":
        path = path[1:]  # the name of the function's argument is nobody's business
    return _error(str(where), path, str(found["type"]))


def _error(where: str, path: Sequence[str | int], code: str, words: str = "") -> dict[str, str]:
    return {
        "in": where,
        "place": pointer(path) if where == "body" else str(path[0] if path else ""),
        "code": code.replace("_", "-"),
        "detail": words or str(_WORDS.get(code, _OTHERWISE)),
    }
