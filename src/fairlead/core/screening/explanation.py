"""Why a hit is a hit: every piece of evidence with its weight, and the pieces add up.

Pieces are codes, values and integers; a page or a terminal puts them into words of its language.
The codes are a closed list (`fairlead.core.screening.codes`). The sum of the weights is the total
of the hit, always: `recompute` is the whole of the arithmetic.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from fairlead.core.grades import Grade
from fairlead.core.screening.assignment import NameScores, compare
from fairlead.core.screening.attributes import NAMES, counted
from fairlead.core.screening.attributes import explain as explain_fact
from fairlead.core.screening.candidates import NamePairs, name_pieces
from fairlead.core.screening.codes import edge_code
from fairlead.core.screening.edges import Edge, Edges
from fairlead.core.screening.engine import Found, by_number, grade_facts, telling
from fairlead.core.screening.index import ListIndex, Roll
from fairlead.core.screening.papers import PAPERS
from fairlead.core.screening.papers import explain as explain_paper
from fairlead.core.screening.weights import Weights


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: its code, what it weighs in millinats, and the two values."""

    code: str
    weight: int
    asked: str = ""
    listed: str = ""


def recompute(pieces: Iterable[Piece]) -> int:
    """Return the total that the pieces make."""
    return sum(piece.weight for piece in pieces)


def explain(
    roll: Roll, index: ListIndex, found: Found, edges: Edges, weights: Weights
) -> list[tuple[Piece, ...]]:
    """Return the pieces of every hit, from the edges by which it was found."""
    if not len(found.total):
        return []
    pairs = NamePairs(found.asked_name, found.listed_name, found.total, found.total)
    scores = compare(pairs, roll.tokens, index.roll.tokens, edges, weights)
    met = _met(roll, index, scores, len(found.total))
    facts = grade_facts(roll, index.roll, found.question, found.entity)
    alone = by_number(roll, index.roll, pairs, facts, weights)
    explained = []
    for row in range(len(found.total)):
        pieces = _name((roll, index), found, scores, row, met[row])
        pieces += _facts(roll, index, found, row, weights)
        over = int(alone[row]) - recompute(pieces)
        if over > 0:  # a number decides, whatever the names are
            pieces.append(Piece("identifier.decides", over))
        explained.append(tuple(pieces))
    return explained


def _met(roll: Roll, index: ListIndex, scores: NameScores, count: int) -> list[list[Piece]]:
    pieces: list[list[Piece]] = [[] for _ in range(count)]
    met = scores.met
    order = np.lexsort((met.asked, met.pair))
    for row in order.tolist():
        one, other = int(met.asked[row]), int(met.listed[row])
        form = roll.tokens.forms[int(roll.tokens.form[one])]
        listed = index.roll.tokens.forms[int(index.roll.tokens.form[other])]
        code = edge_code(Edge(int(met.kind[row])), form.joint, listed.joint)
        piece = Piece(code, int(met.gain[row]), form.word, listed.word)
        pieces[int(met.pair[row])].append(piece)
    return pieces


def _name(
    sides: tuple[Roll, ListIndex], found: Found, scores: NameScores, row: int, met: list[Piece]
) -> list[Piece]:
    roll, index = sides
    weights = index.weights
    spare = _spare(roll, index, found, scores, row)
    parts = name_pieces(
        recompute(met), int(scores.left[row]), int(scores.right[row]), scores.same[row], weights
    )
    pieces = [Piece("name.base", weights.number("name", "base")), *met]
    pieces += [Piece(f"name.{code}", int(weight), *spare) for code, weight in parts if weight]
    weak = bool(index.roll.weak[found.listed_name[row]])
    over = recompute(pieces) - weights.number("weak", "most")
    if weak and over > 0:
        pieces.append(Piece("name.weak-alias", -over))
    return pieces


def _spare(
    roll: Roll, index: ListIndex, found: Found, scores: NameScores, row: int
) -> tuple[str, str]:
    """Return the words of either name that have no partner."""
    met = scores.met.pair == row
    sides = (
        (roll.tokens, found.asked_name[row], scores.met.asked[met]),
        (index.roll.tokens, found.listed_name[row], scores.met.listed[met]),
    )
    words = []
    for table, name, rows in sides:
        taken = int(np.bitwise_or.reduce(table.places[rows])) if len(rows) else 0
        here = range(int(table.starts[name]), int(table.starts[name + 1]))
        left: dict[int, str] = {}  # the first row of a place is its token; others are spellings
        for one in here:
            place = int(table.places[one])
            if not table.joined[one] and not place & taken:
                left.setdefault(place, table.forms[int(table.form[one])].word)
        words.append(" ".join(left.values()))
    return words[0], words[1]


def _piece(grade: Grade) -> Piece:
    return Piece(grade.code, grade.weight, grade.query_value, grade.entry_value)


def _facts(roll: Roll, index: ListIndex, found: Found, row: int, weights: Weights) -> list[Piece]:
    asked, listed = int(found.question[row]), int(found.entity[row])
    grades = counted({
        name: explain_fact(name, roll.columns[name].of(asked), index.roll.columns[name].of(listed))
        for name in NAMES
    })  # fmt: skip
    grades += [
        explain_paper(name, roll.papers[name].of(asked), index.roll.papers[name].of(listed))
        for name in PAPERS
    ]
    pieces = [_piece(grade) for grade in grades if grade.weight]
    facts = recompute(pieces)
    coincidence = int(telling(facts, weights)) - facts
    if coincidence:
        pieces.append(Piece("facts.coincidence", coincidence))
    return pieces
