"""A message in JSON keeps the text it came as, and is written from it while both say the same.

What a message means can be written in many ways, and a carrier that gets its own message back
wants its own letters. So ``source`` holds the clean text of the message and of its envelopes.
Whoever changes what a message says need not know of it: where the text says something else than
the rest of the JSON, the message is composed from its meaning.
"""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fairlead.core.formats.edifact import Message, read
from fairlead.core.formats.edifact.messages import Spans
from fairlead.core.formats.edifact.rewriting import (
    clean_segments,
    line_end_of,
    opening_of,
    rewrite_messages,
)
from fairlead.core.formats.edifact.write import to_bytes
from fairlead.core.formats.recognition import revived, say, understand, write
from fairlead.core.travel import Push
from fairlead.core.travel.records import Record, record

NAME = "source"
_NOT_MEANT = {NAME, "problems", "segment", "segments"}  # where something stood, and what was wrong
_CHARSET = "charset"


def with_source(push: Push) -> Record:
    """Return a message as JSON would have it, with the text it came as."""
    found = record(push, say)
    if isinstance(push.segments, Spans):
        found[NAME] = _source(push.segments.message)
    return found


def _source(message: Message) -> dict[str, str]:
    interchange, ends = message.interchange, line_end_of(message)
    advice = interchange.syntax.advice().decode("latin-1") if interchange.advice else ""
    envelope = (advice, opening_of(interchange, interchange))
    parts = {
        "interchange": "".join(part + ends for part in envelope if part),
        "group": "".join(part + ends for part in (opening_of(message.group, interchange),) if part),
        "message": "".join(part + ends for part in clean_segments(message)),
        _CHARSET: interchange.charset,
    }
    return {name: text for name, text in parts.items() if text}


@dataclass(slots=True)
class _Written:
    """One record to be written: from its text, or, where that says something else, composed."""

    record: Mapping[str, Any]
    source: Mapping[str, str]
    message: Message | None


def written(
    records: Iterable[Mapping[str, Any]], *, line_end: str | None = None
) -> Iterator[bytes]:
    """Yield the interchanges that JSON holds: those of one interchange together, as they came."""
    found = (_Written(one, _texts(one), message_of(one)) for one in records)
    for together, run in groupby(_parted(found), lambda pair: pair[0]):
        if together < 0:
            for _number, one in run:
                yield write(revived(one.record), line_end=line_end or "")
        else:
            yield from rewrite_messages(_joined(one for _number, one in run), line_end=line_end)


def _parted(found: Iterable[_Written]) -> Iterator[tuple[int, _Written]]:
    """Give each its interchange by number: a new header or a known reference begins one."""
    number, header = 0, ""
    references: set[str] = set()
    for one in found:
        if one.message is None:
            yield -1, one
            continue
        reference, own = one.message.reference, one.source.get("interchange", "")
        if own != header or reference in references:
            number, header, references = number + 1, own, set()
        references.add(reference)
        yield number, one


def _joined(run: Iterable[_Written]) -> Iterator[Message]:
    """Give messages of one interchange, and of one group, their envelopes in common."""
    first: Message | None = None
    text, group = "", None
    for one in run:
        message = one.message
        if message is None:
            continue
        first = first or message
        message.interchange = first.interchange
        own = one.source.get("group", "")
        if group is None or own != text:
            text, group = own, message.group
        message.group = group
        yield message


def message_of(known: Mapping[str, Any]) -> Message | None:
    """Return the message that the text of a record holds, if it still says what the record says."""
    texts = _texts(known)
    whole = "".join(texts.get(name, "") for name in ("interchange", "group", "message"))
    if not whole:
        return None
    stream = io.BytesIO(to_bytes(whole, texts.get(_CHARSET, "")))
    found = [item for item in read(stream) if isinstance(item, Message)]
    if len(found) != 1 or _meant(record(understand(found[0]), say)) != _meant(known):
        return None
    return found[0]


def _texts(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of a record by its parts; what has another shape is passed over."""
    source = record.get(NAME)
    if not isinstance(source, Mapping):
        return {}
    return {str(name): text for name, text in source.items() if isinstance(text, str)}


def _meant(value: Any) -> Any:  # noqa: ANN401 - any value of JSON
    """Return a value without what does not belong to its meaning."""
    if isinstance(value, Mapping):
        return {name: _meant(each) for name, each in value.items() if name not in _NOT_MEANT}
    if isinstance(value, list | tuple):
        return [_meant(each) for each in value]
    return value
