r"""PNRGOV XML: the same records as PNRGOV, as a document (IATA, a supplement to Doc 9944).

It becomes the records of `fairlead.core.formats.pnrgov`, by the same rules. Document types and
entities are refused; what stood before a fault is read.

>>> import io
>>> text = b'''<IATA_PNRGOV_NotifRQ><PNRs><PNR><BookingRefID ID="ABC123"/><Passenger RPH="1">
...   <GivenName>ANN</GivenName><Surname>DOE</Surname></Passenger></PNR></PNRs>
... </IATA_PNRGOV_NotifRQ>'''
>>> (push,) = read(io.BytesIO(text))
>>> push.bookings[0].locator, push.persons[0].surname
('ABC123', 'DOE')
"""

from fairlead.core.formats.pnrgov_xml.grammar import FAULTS
from fairlead.core.formats.pnrgov_xml.read import read
from fairlead.core.formats.pnrgov_xml.write import write

__all__ = ["FAULTS", "read", "write"]
