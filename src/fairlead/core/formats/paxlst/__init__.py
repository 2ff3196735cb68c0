r"""PAXLST: passenger and crew lists (advance passenger information), UN/EDIFACT D.02B to D.24A.

After the WCO/IATA/ICAO guidelines on advance passenger information and the UN/EDIFACT
directories; the dialect of the former US Customs Service (CTA, PDT, UNS) is read too. A message
becomes a `fairlead.core.travel.Push`. Nobody is dropped: a person without a name or a document
remains a person. Unknown codes are kept as data, deviations are told as problems.

>>> import io
>>> text = b"UNH+1+PAXLST:D:15B:UN:IATA'BGM+745'TDT+20+ZZ123+++ZZ'LOC+125+UTA'"
>>> text += b"DTM+189:3006210900:201'LOC+87+UTB'NAD+FL+++DOE:ANN:MAY'ATT+2++F'"
>>> text += b"DTM+329:720907'RFF+AVF:TYR123'DOC+P:110:111+MB140241'UNT+12+1'"
>>> (push,) = read(io.BytesIO(text))
>>> push.meaning, push.movement.carrier, push.movement.number
('passengers', 'ZZ', '123')
>>> (person,) = push.persons
>>> person.surname, person.given, person.birth_date, person.documents[0].number
('DOE', 'ANN MAY', '1972-09-07', 'MB140241')
"""

from fairlead.core.formats.paxlst.read import read, understand
from fairlead.core.formats.paxlst.write import write

__all__ = ["read", "understand", "write"]
