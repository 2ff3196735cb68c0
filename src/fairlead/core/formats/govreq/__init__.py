r"""GOVREQ: a government asks a carrier for passenger name records, one flight or one record.

After the PNRGOV implementation guides. No real one has been published: the specimens in the tests
are built from the public descriptions, and `grammar` says what is certain.

>>> import io
>>> text = b"UNH+1+GOVREQ:13:1:IA+R7'MSG+:43'ORG+UTO'TVL+010630:0900+UTA+UTB+ZZ+12'"
>>> text += b"RCI+ZZ:ABC123'UNT+6+1'"
>>> (push,) = read(io.BytesIO(text))
>>> push.movement.number, push.bookings[0].locator
('12', 'ABC123')
"""

from fairlead.core.formats.govreq.grammar import FAULTS
from fairlead.core.formats.govreq.read import read, understand
from fairlead.core.formats.govreq.write import write

__all__ = ["FAULTS", "read", "understand", "write"]
