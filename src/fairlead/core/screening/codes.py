"""Every code that an explanation can hold: a closed list, made from the tables that emit them.

Whoever puts explanations into words (`fairlead.ui.explanation`) has a sentence for each, and a test
walks over this list in six languages; a new type of edge or relation is in it at once.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np

from fairlead.core import dates
from fairlead.core.identifiers import RELATIONS
from fairlead.core.places import Link
from fairlead.core.screening.candidates import name_pieces
from fairlead.core.screening.edges import Edge
from fairlead.core.screening.tokens import ACRONYM, CUT, SINGLE, UNPARTED
from fairlead.core.screening.weights import standard

JOINED = (Edge.SAME, Edge.LOOK_ALIKE, Edge.EDIT)
"""Edges that a word can have which was two words, or was taken for one."""


@cache
def codes() -> frozenset[str]:
    """Return every code that `fairlead.core.screening.explanation` can emit."""
    return frozenset([*_of_names(), *_of_facts()])


def edge_code(edge: Edge, asked: int = SINGLE, listed: int = SINGLE) -> str:
    """Return the code of two words that met; of each, where it was joined."""
    kind = edge.name.lower().replace("_", "-")
    if ACRONYM in {asked, listed}:
        return "name.acronym"
    joined = edge in JOINED and not {asked, listed} <= {SINGLE, CUT}
    return f"name.joined-{kind}" if joined else f"name.{kind}"


def _of_names() -> Iterator[str]:
    yield from ("name.base", "name.weak-alias")
    yield from (edge_code(edge) for edge in Edge)
    yield from (edge_code(edge, UNPARTED) for edge in JOINED)
    yield edge_code(Edge.SAME, ACRONYM)
    nothing = np.int64(0)
    pieces = name_pieces(nothing, nothing, nothing, np.bool_(True), standard())
    yield from (f"name.{code}" for code, _weight in pieces)


def _of_facts() -> Iterator[str]:
    yield from ("facts.coincidence", "identifier.decides")
    yield from dates.codes()
    yield from (f"{link}.{how}" for link in Link for how in ("shared", "succeeded", "unequal"))
    yield from ("gender.equal", "gender.unequal")
    yield from ("place.same", "place.part", "place.unequal")
    yield from (f"identifier.{relation}" for relation in RELATIONS)
