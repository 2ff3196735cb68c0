"""Names made to hurt: is the time linear in their length? Each row is one kind of text.

Printed is the time for one character, on the way from a line of JSON to an explained answer. It
must not grow with the length.

    python -m bench.screening.hostile
"""

import json
from io import BytesIO

from rich.console import Console
from rich.table import Table

from bench.measuring import best
from fairlead.core.screening.answers import Explain, screen
from fairlead.core.screening.index import build
from fairlead.core.screening.reading import Entity, Format, read
from fairlead.core.screening.shelf import Shelf
from tests.core.screening.invented import people

LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
TEXTS = {
    "one word": "a",
    "words of one letter": "a ",
    "words alike": "Zelenchuk ",
    "look-alikes": "rnvvcl015 ",
    "accents on one letter": "\u0301",
    "joiners": "ن\u200c",
    "directions": "\u202e\u2066",
    "Han": "王小明",
    "Arabic": "عبدالرحمن ",
    "titles": "Sheikh Dr Haji ",
    "particles": "al-bin-de-van-",
    "zero bytes": "\0",
    "emoji with joiners": "\U0001f468\u200d\U0001f469",
    "surrogates": "\ud800",
    "brackets": "(((((",
}


def main() -> None:
    shelf = Shelf().put(build("invented", people(200, seed=3)))
    table = Table("µs for a character, names of", *(f"{length:,}" for length in LENGTHS))
    for label, piece in TEXTS.items():
        table.add_row(label, *(f"{_time(piece, length, shelf):.3f}" for length in LENGTHS))
    Console(width=100).print(table)


def _time(piece: str, length: int, shelf: Shelf) -> float:
    name = (piece * (length // len(piece) + 1))[:length]
    line = json.dumps({"id": "q", "schema": "Person", "properties": {"name": [name]}}).encode()

    def work() -> None:
        found = [one for one in read(BytesIO(line), Format.LINES) if isinstance(one, Entity)]
        screen(found, shelf, explained=Explain.ALL)

    return best(work, 3) / length * 1e6


if __name__ == "__main__":
    main()
