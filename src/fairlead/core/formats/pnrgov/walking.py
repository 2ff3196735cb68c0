"""From the tables of the grammar to one look-up for each segment.

The structure of a version is flattened into places, and for every place and every tag that may
come next the step is worked out once and kept: where it leads, what was left out on the way, and
whether the order was that of the standard. So order costs one look into a dictionary, and a
deviation costs no more than its problem.

A tag that may not stand where it stands is still understood, in this order:

1. as a segment of the group that is open, or of one around it (**astray**: out of order);
2. from the open group outwards, as the beginning of an earlier group (**back**), or as a segment
   of a group inside whose first segment was left out (**bare**).

What begins a record or a traveller is never left out in silence: a person appears only where a
person is named. What fits nowhere stays in the record, with its place (**unplaced**).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from fairlead.core.formats.pnrgov.grammar import Place
from fairlead.core.formats.pnrgov.state import Handler

IDENTITY = frozenset(("GR1", "GR2"))  # groups that stand for a record or a person
HISTORY = frozenset(("GR10", "GR11"))  # what stands in these must not be taken for the present
LEVEL_0 = "GR0"


class How(StrEnum):
    """How a segment came to its place."""

    LEGAL = "legal"
    ASTRAY = "astray"
    BARE = "bare"
    BACK = "back"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the flattened structure."""

    number: int
    group: str
    index: int  # within the group; 0 begins it
    tag: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Step:
    """What to do with a tag: the spot that it takes, and what was missing before it.

    ``goes_to`` is where the walk continues; after an excursion that is where it was.
    """

    goes_to: int
    spot: Spot
    how: How = How.LEGAL
    missing: tuple[str, ...] = ()
    again: bool = False  # the same spot as before: count repetitions
    act: Handler | None = None


Row = dict[str, tuple[int, "Row", Handler]]


class Walk:
    """The steps of one version, worked out when first needed."""

    def __init__(self, places: tuple[Place, ...], acts: Mapping[tuple[str, str], Handler]) -> None:
        self._acts = acts
        self.spots: list[Spot] = []
        self._members: dict[str, tuple[Place, ...]] = {}
        self._around: dict[str, tuple[str, int]] = {}
        self._flatten(LEVEL_0, places)
        self._at = {(spot.group, spot.index): spot for spot in self.spots}
        self.start = len(self.spots)
        self.rows: list[dict[str, Step]] = [{} for _ in range(self.start + 1)]
        # Of plain steps, the next row of this very table and the act: the path of nearly all.
        self.plain: list[Row] = [{} for _ in range(self.start + 1)]

    def _flatten(self, group: str, places: tuple[Place, ...]) -> None:
        self._members[group] = places
        for index, place in enumerate(places):
            if place.inside:
                self._around[place.name] = (group, index)
                self._flatten(place.name, place.inside)
            else:
                number = len(self.spots)
                self.spots.append(Spot(number, group, index, place.name, place.least, place.most))

    def step(self, at: int, tag: str) -> Step:
        """Work out and keep the step from a spot with a tag."""
        found = self._legal(at, tag) or self._deviating(at, tag)
        act = self._acts.get((found.spot.group, found.spot.tag))
        plain = found.how is How.LEGAL and not found.missing and not found.again
        plain = plain and act is not None and found.spot != self._at["GR1", 0]
        found = replace(found, act=act)
        self.rows[at][tag] = found
        if plain and act is not None:
            self.plain[at][tag] = (found.goes_to, self.plain[found.goes_to], act)
        return found

    def rest(self, at: int) -> tuple[str, ...]:
        """Return what must still stand when the message ends here."""
        if at == self.start:
            return self._skipped(LEVEL_0, 0, len(self._members[LEVEL_0]))
        missing: list[str] = []
        for group, index, _most in self._outwards(self.spots[at]):
            missing += self._skipped(group, index + 1, len(self._members[group]))
        return tuple(missing)

    # ------------------------------------------------------------ the order of the standard

    def _legal(self, at: int, tag: str) -> Step | None:
        if at == self.start:
            return self._ahead(LEVEL_0, 0, tag, [])
        here = self.spots[at]
        if here.tag == tag and here.most > 1:
            return Step(at, here, again=True)
        missing: list[str] = []
        for group, index, most in self._outwards(here):
            found = self._ahead(group, index + 1, tag, missing)
            if found:
                return found
            missing += self._skipped(group, index + 1, len(self._members[group]))
            if group != LEVEL_0 and most > 1 and self._members[group][0].trigger == tag:
                spot = self._at[group, 0]
                return Step(spot.number, spot, missing=tuple(missing))
        return None

    def _ahead(self, group: str, index: int, tag: str, missing: list[str]) -> Step | None:
        members = self._members[group]
        for later in range(index, len(members)):
            if members[later].trigger == tag:
                inside = members[later].inside
                spot = self._at[(members[later].name, 0) if inside else (group, later)]
                skipped = (*missing, *self._skipped(group, index, later))
                return Step(spot.number, spot, missing=skipped)
        return None

    def _outwards(self, here: Spot) -> Iterator[tuple[str, int, int]]:
        """Yield the groups around a spot: where in each it stands, how often each may be."""
        group, index = here.group, here.index
        while True:
            most = 1
            if group in self._around:
                around, place = self._around[group]
                most = self._members[around][place].most
            yield group, index, most
            if group not in self._around:
                return
            group, index = self._around[group]

    def _skipped(self, group: str, start: int, end: int) -> tuple[str, ...]:
        return tuple(place.trigger for place in self._members[group][start:end] if place.least)

    # ------------------------------------------------------------ what real traffic does

    def _deviating(self, at: int, tag: str) -> Step:
        open_groups = [LEVEL_0]
        if at != self.start:
            open_groups = [group for group, _index, _most in self._outwards(self.spots[at])]
        if open_groups[0] in HISTORY:
            spot = self._inside(open_groups[0], tag, begun=False)
            if spot:
                return Step(spot.number, spot, How.BARE)
        for group in open_groups[:-1] or open_groups:  # level 0 is over when a record is open
            spot = self._member(group, tag)
            if spot and not (spot.number == at and self._begins_earlier(open_groups, tag)):
                return Step(at, spot, How.ASTRAY)
        for group in open_groups:
            spot = self._begins_earlier([group], tag)
            if spot:
                return Step(spot.number, spot, How.BACK)
            spot = self._inside(group, tag, begun=open_groups == [LEVEL_0])
            if spot:
                return Step(spot.number, spot, How.BARE)
        return Step(at, Spot(at, "", 0, tag, 0, 0), How.UNPLACED)

    def _begins_earlier(self, open_groups: list[str], tag: str) -> Spot | None:
        for group in open_groups:
            for place in self._members[group]:
                if place.inside and place.trigger == tag:
                    return self._at[place.name, 0]
        return None

    def _member(self, group: str, tag: str) -> Spot | None:
        """Find a segment of this very group; not its first, which begins another one."""
        for index, place in enumerate(self._members[group]):
            if place.name == tag and (index or group == LEVEL_0):
                return self._at[group, index]
        return None

    def _inside(self, group: str, tag: str, *, begun: bool) -> Spot | None:
        """Find a spot in the groups inside, the first segment of which was left out."""
        for place in self._members[group]:
            if not place.inside or (place.name in IDENTITY and not (begun and place.name == "GR1")):
                continue
            deeper = [inner for inner in place.inside if inner.name == tag]
            if deeper:
                return self._at[place.name, place.inside.index(deeper[0])]
            spot = self._triggered(place, tag) or self._inside(place.name, tag, begun=False)
            if spot:
                return spot
        return None

    def _triggered(self, place: Place, tag: str) -> Spot | None:
        for inner in place.inside:
            if inner.inside and inner.trigger == tag:
                return self._at[inner.name, 0]
        return None
