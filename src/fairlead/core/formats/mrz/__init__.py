r"""Machine-readable zones of travel documents (ICAO Doc 9303): TD1, TD2, TD3, MRV-A and MRV-B.

Every zone becomes a `fairlead.core.travel.Push` with one person and one document. All check
digits are verified and nothing is repaired: `candidates` offers what a scan may have mistaken.
`examine` takes lines apart, `compose` makes them.

>>> import io
>>> text = b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
>>> text += b"\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
>>> (push,) = read(io.BytesIO(text))
>>> person = push.persons[0]
>>> push.version, person.surname, person.given, person.birth_date, person.documents[0].number
('TD3', 'ERIKSSON', 'ANNA MARIA', '1974-08-12', 'L898902C3')
"""

from fairlead.core.formats.mrz.candidates import candidates
from fairlead.core.formats.mrz.fields import examine
from fairlead.core.formats.mrz.grammar import FAULTS
from fairlead.core.formats.mrz.messages import Candidate, Check, Zone
from fairlead.core.formats.mrz.read import read
from fairlead.core.formats.mrz.transliteration import transliterated
from fairlead.core.formats.mrz.write import compose, write

__all__ = [
    "FAULTS",
    "Candidate",
    "Check",
    "Zone",
    "candidates",
    "compose",
    "examine",
    "read",
    "transliterated",
    "write",
]
