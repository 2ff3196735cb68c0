r"""EDIFACT (ISO 9735, syntax versions 1 to 4): the envelopes and the split, without meaning.

Contract:

- `read` finds interchanges anywhere in a stream, whatever wraps them, and yields one `Message`
  for each UNH … UNT, unsplit, and a `Problem` for what belongs to no message. Memory stays flat.
- ``message.segments`` splits it when first asked: `Segment` with ``tag``, ``elements`` (each a
  list of components, unescaped), ``start``/``end`` (bytes in the source), ``ordinal`` (1 = UNH).
  ``segment.at(element, component)`` is "" for what is not there.
- ``message.problems`` holds what is wrong with its syntax (complete once it was split).
- ``message.repeats(segment, element)`` splits at the repetition separator, where one knows that
  an element repeats.
- Formats built on it have ``understand(message) -> fairlead.core.travel.Push``.

>>> import io
>>> (message,) = read(io.BytesIO(b"UNB+UNOA:4+ZZ+UTO+300101:0900+7'UNH+1+PAXLST:D:15B:UN:IATA'"
...     b"BGM+745'NAD+FL+++O?'DOE:ANN'UNT+4+1'UNZ+1+7'"))
>>> message.type, message.version, message.interchange.sender
('PAXLST', 'D:15B', 'ZZ')
>>> message.segments[2].tag, message.segments[2].elements
('NAD', [['FL'], [''], [''], ["O'DOE", 'ANN']])
>>> message.raw(message.segments[1])
b"BGM+745'"
"""

from fairlead.core.formats.edifact.messages import (
    DEFAULT,
    Group,
    Interchange,
    Message,
    Segment,
    Syntax,
)
from fairlead.core.formats.edifact.read import read
from fairlead.core.formats.edifact.rewriting import rewrite
from fairlead.core.formats.edifact.write import write

__all__ = [
    "DEFAULT",
    "Group",
    "Interchange",
    "Message",
    "Segment",
    "Syntax",
    "read",
    "rewrite",
    "write",
]
