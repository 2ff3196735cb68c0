r"""CUSRES: the answer of an authority about passengers, while they check in.

After the WCO/IATA/ICAO guidelines on advance passenger information and the UN/EDIFACT
directories. A message becomes a `fairlead.core.travel.Push` with ``answers``; an answer that is
in no table has no meaning, and must never be taken for a yes. `answer_to` makes the frame of an
answer from a request.

>>> import io
>>> text = b"UNH+1+CUSRES:D:05B:UN:IATA'BGM+962'RFF+TN:100'RFF+AF:ZZ339'LOC+125+UTA'LOC+87+UTB'"
>>> text += b"ERP+2'RFF+ABO:1001'ERC+0Z'FTX+AAP+++OK TO BOARD'UNT+11+1'"
>>> (push,) = read(io.BytesIO(text))
>>> (answer,) = push.answers
>>> answer.reference, answer.code, answer.meaning, answer.text
('1001', '0Z', 'board', 'OK TO BOARD')
"""

from fairlead.core.formats.cusres.answering import answer_to
from fairlead.core.formats.cusres.read import read, understand
from fairlead.core.formats.cusres.write import write

__all__ = ["answer_to", "read", "understand", "write"]
