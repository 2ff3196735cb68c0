r"""CONTRL: what the receiver of an interchange says about its syntax (ISO 9735-4).

A message becomes a `fairlead.core.travel.Push` whose ``answers`` are the lines of the report, one
for each level: interchange, group, message, segment, element. `report_on` makes the report on
messages that were read, `reports` on all that a stream holds.

>>> import io
>>> text = b"UNH+1+CONTRL:4:1:UN'UCI+7+ZZ+UTO+7'UCM+1+PAXLST:D:15B:UN:IATA+4+29'UNT+4+1'"
>>> (push,) = read(io.BytesIO(text))
>>> [(answer.level, answer.reference, answer.meaning, answer.text) for answer in push.answers][1]
('message', '1', 'rejected', 'control count does not match number of instances received')
"""

from fairlead.core.formats.contrl.read import read, understand
from fairlead.core.formats.contrl.write import report_on, reports, write

__all__ = ["read", "report_on", "reports", "understand", "write"]
