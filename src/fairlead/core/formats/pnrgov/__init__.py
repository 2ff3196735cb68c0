r"""PNRGOV: passenger name records that carriers send to governments, versions 10.1 to 21.1.

After the PADIS EDIFACT implementation guides for PNRGOV (IATA, ICAO, WCO). A message becomes a
`fairlead.core.travel.Push`; its bookings are `Reservation`, their persons `Traveller`, their
itinerary `Flight`: what every mode has, and beside it what only PNRGOV says.

- Every traveller stays a traveller, with a document or without.
- Whose a document is, its reference says, or a rule that can be named (`whose`); what is not
  certain is in `Reservation.unassigned`, with a problem.
- What stands out of order is understood and reported; what is not known is kept.
- Years of two digits are read against the day of the flight, never against a clock.

>>> import io
>>> text = b"UNH+1+PNRGOV:14:1:IA'MSG+:22'ORG+ZZ'TVL+010630:0900+UTA+UTB+ZZ+12'EQN+1'SRC'"
>>> text += b"RCI+ZZ:ABC123'TIF+DOE+ANNMRS:A:1'SSR+DOCS:HK:1:ZZ:::::/P/UTO/X1/UTO/01JAN90/F//"
>>> text += b"DOE/ANN+::1'TVL+010630:0900+UTA+UTB+ZZ+12:Y'UNT+11+1'"
>>> (push,) = read(io.BytesIO(text))
>>> (person,) = push.persons
>>> person.surname, person.title, person.birth_date, person.documents[0].assigned
('DOE', 'MRS', '1990-01-01', 'reference')
"""

from fairlead.core.formats.pnrgov.faults import FAULTS
from fairlead.core.formats.pnrgov.messages import KINDS, Flight, Reservation, Traveller
from fairlead.core.formats.pnrgov.read import read, understand
from fairlead.core.formats.pnrgov.write import write

__all__ = ["FAULTS", "KINDS", "Flight", "Reservation", "Traveller", "read", "understand", "write"]
