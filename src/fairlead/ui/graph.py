"""Who is linked with whom, drawn on the server, walked through by keyboard; and as a table.

The places are reckoned with springs and repulsion (Fruchterman and Reingold, 1991), from a circle
and not from chance, so that the same graph always looks the same. Beyond 300 nodes nobody reads a
graph: it is not drawn, and the table stands alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from fairlead.core.registration import Label
from fairlead.ui.drawing import Paper

MOST = 300
_SIDE = 40.0  # room around the drawing, for names
_STEPS = 160
_WIDE = np.array([0.5, 1.0])
Places = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Node:
    """A record in the graph; ``kind`` chooses its form: person, organization, thing."""

    key: str
    label: Label
    kind: str = "person"
    url: str = ""
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """What links two nodes; a link that is only presumed has a broken line."""

    start: str
    end: str
    label: Label
    is_presumed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A node where it stands."""

    node: Node
    x: float
    y: float
    links: int

    @property
    def name_y(self) -> float:
        return self.y + 26


@dataclass(frozen=True, slots=True)
class Drawn:
    """An edge from place to place."""

    edge: Edge
    start: Placed
    end: Placed


@dataclass(frozen=True)
class Graph:
    """Nodes and edges."""

    title: Label
    nodes: Sequence[Node]
    edges: Sequence[Edge]
    template = "ui/graph.html"

    @property
    def is_drawn(self) -> bool:
        """Whether there are few enough nodes to see anything."""
        return 1 < len(self.nodes) <= MOST

    @cached_property
    def paper(self) -> Paper:
        side = max(440, round(110 * sqrt(len(self.nodes))))
        return Paper(round(side * 1.5), side)

    @cached_property
    def placed(self) -> list[Placed]:
        """Return every node with its place and the number of its links."""
        places = _fit(_settle(len(self.nodes), self._pairs), self.paper)
        links = np.zeros(len(self.nodes), int)
        for pair in self._pairs:
            links[list(pair)] += 1
        return [
            Placed(node, self.paper.x(round(float(x), 1)), round(float(y), 1), int(count))
            for node, (x, y), count in zip(self.nodes, places, links, strict=True)
        ]

    @property
    def walk(self) -> list[Placed]:
        """Return the nodes as the keyboard goes: the main ones, then the most linked."""
        return sorted(self.placed, key=lambda one: (not one.node.is_main, -one.links, one.node.key))

    @property
    def drawn(self) -> list[Drawn]:
        """Return every edge with both its ends."""
        known = {one.node.key: one for one in self.placed}
        return [Drawn(edge, known[edge.start], known[edge.end]) for edge in self.edges]

    @property
    def named(self) -> list[tuple[Node, Edge, Node]]:
        """Return every edge with both its nodes, for the table."""
        known = {node.key: node for node in self.nodes}
        return [(known[edge.start], edge, known[edge.end]) for edge in self.edges]

    @cached_property
    def _pairs(self) -> list[tuple[int, int]]:
        number = {node.key: place for place, node in enumerate(self.nodes)}
        return [
            (number[edge.start], number[edge.end]) for edge in self.edges if edge.start != edge.end
        ]


def _settle(count: int, pairs: Sequence[tuple[int, int]]) -> Places:
    """Let springs pull and nodes push until they hardly move."""
    turns = np.arange(count) * 2 * np.pi / max(count, 1)
    places = np.column_stack([np.cos(turns), np.sin(turns)]) * sqrt(count) / 2
    ends = np.array(pairs, int).reshape(-1, 2)
    for step in range(_STEPS):
        apart = places[:, None, :] - places[None, :, :]
        apart *= _WIDE  # names are wide, so what stands side by side needs more room
        squared = (apart**2).sum(axis=2) + 0.01
        force = (apart / squared[:, :, None]).sum(axis=1)
        if len(ends):
            pull = places[ends[:, 0]] - places[ends[:, 1]]
            pull *= np.sqrt((pull**2).sum(axis=1))[:, None]
            np.subtract.at(force, ends[:, 0], pull)
            np.add.at(force, ends[:, 1], pull)
        force -= 0.05 * places  # nothing drifts away for ever
        length = np.sqrt((force**2).sum(axis=1))[:, None] + 1e-9
        reach = 0.6 * (1 - step / _STEPS) + 0.02
        places = places + force / length * np.minimum(length, reach)
    return places


def _fit(places: Places, paper: Paper) -> Places:
    low, high = places.min(axis=0), places.max(axis=0)
    room = np.array([paper.width - 2 * 2 * _SIDE, paper.height - 2 * _SIDE])
    fitted: Places = (places - low) / np.maximum(high - low, 1e-9) * room
    fitted += np.array([2 * _SIDE, _SIDE])
    return fitted
