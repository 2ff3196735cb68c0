r"""Lists of ships: IMO FAL forms 5 (crew list) and 6 (passenger list), as they are really sent.

As a table (CSV of any separator), a workbook (XLSX) or JSON; headings in six languages and any
order, the block of the form above them, a name or a document in one cell or in several. A list
becomes a `fairlead.core.travel.Push`; every value knows its cell. Nobody is dropped: a line that
names somebody is a person, and a line that is none is kept.

>>> import io
>>> text = "CREW LIST\nName of ship,SEA OF UTOPIA\nIMO number,2000016\n"
>>> text += "Family name,Given names,Rank or rating,Nationality,Date of birth\n"
>>> text += "NUSQUAMA,MARIA,Master,UTO,1981-02-14\n"
>>> (push,) = read(io.BytesIO(text.encode()))
>>> push.meaning, push.movement.vessel_name, push.persons[0].surname, push.persons[0].employment
('crew', 'SEA OF UTOPIA', 'NUSQUAMA', 'Master')
"""

from fairlead.core.formats.fal.grammar import FAULTS
from fairlead.core.formats.fal.read import holds, read
from fairlead.core.formats.fal.write import Shape, write

__all__ = ["FAULTS", "Shape", "holds", "read", "write"]
