"""A list of a ship, from which tests make others."""

from fairlead.core.travel import Push
from tests.core.formats.specimens import push

BLOCK = """Name of ship,SEA OF UTOPIA,IMO number,2000016
Call sign,QU7A2,Voyage number,C300
Port of arrival,UTAMA,Date of arrival,2030-01-15
Last port of call,UTCAB,Flag State of ship,UTO
"""
CREW = """No.,Family name,Given names,Rank or rating,Nationality,Date of birth,Number of ID
1,NUSQUAMA,MARIA,Master,UTO,1981-02-14,ZU12345K7
2,HYTHLODAY,RAPHAEL,Cook,PRT,1990-12-25,ZU12346K7
"""


def crew(columns: str = CREW, block: str = BLOCK, title: str = "CREW LIST\n") -> Push:
    return push((title + block + columns).encode())
