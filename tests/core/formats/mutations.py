"""Messages broken at random, from a seed: for tests and for bench/travel_formats.py."""

import random

from tests.core.formats.specimens import NAMES, specimen

TOKENS = (
    *(b"'", b"+", b":", b"?", b"*", b"\r\n", b"UNA", b"UNB+", b"UNH+", b"UNT+", b"UNZ+", b"UNG+"),
    *(b"UNE+", "’".encode(), b"\xff", b"\0", b" ", b"?'", b"NAD+FL+++", b"DTM+", b"LOC+", b"329:"),
    *(b"TDT+", b"9" * 30, "٣٤".encode(), b"\x1c\x1d\x1f", b"CNT+42:", b"DOC+", b"ERC+", b"&#39;"),
    *(b"TIF+", b"TVL+", b"SSR+DOCS:HK::ZZ:::::", b"SRC'", b"RCI+ZZ:ABC", b"/"),
    *(b"<PNR>", b"</PNR>", b"<PNRs>", b"<?xml version='1.0'?>", b"<!--", b"&#0;", b"]]>", b'"/>'),
    *(b"=\r\n", b"=27", b"\xef\xbb\xbf", b"\x1b$B", "\u202e".encode(), b"<<<<", b"P<UTO"),
)
ZONES = (
    b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n",
    b"I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n",
)
CREW = (
    *("CREW LIST", "Name of ship,STAR OF UTOPIA,IMO number,2000016"),
    *("Port of arrival,UTAMA,Date of arrival,2030-01-15", "Family name;Given names;Date of birth"),
    *("DOE;ANN;1981-02-14", ""),
)
SHIPS = (
    "\n".join(CREW).encode(),
    b'{"ship": {"imo": "2000016"}, "crewList": [{"familyName": "DOE", "givenNames": ["ANN"]}]}',
)
SEEDS = [*map(specimen, NAMES), specimen("records.xml"), *ZONES, *SHIPS]


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    """Break one of the seeds in up to thirty places."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        at, how = chance.randrange(len(data) + 1), chance.random()
        if how < 0.25:
            del data[at : at + chance.randrange(1, 30)]
        elif how < 0.6:
            data[at:at] = chance.choice(TOKENS)
        elif how < 0.75:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif how < 0.9:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other : other + chance.randrange(200)]
        else:
            del data[at:]
    return bytes(data)
