"""Answers turned into figures: recall by band, work for people, calibration, F1."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench.screening.entities import Query

BANDS = ("alert", "review", "information")


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that an engine named: its score, its band, and the two names that met."""

    id: str
    score: float
    band: str
    names: tuple[str, str] = ("", "")


Answers = Mapping[str, Sequence[Hit]]


@dataclass(frozen=True)
class Figures:
    """What one group shows. Shares are of questions; counts are means per question."""

    group: str
    questions: int
    alert: float
    review: float  # in the alert or the review band
    candidate: float  # named at all
    first_five: float
    alerts_each: float
    reviews_each: float
    any_alert: float
    any_review: float

    @property
    def positive(self) -> bool:
        return self.candidate >= 0


def by_group(queries: Iterable[Query]) -> dict[str, list[Query]]:
    groups: dict[str, list[Query]] = {}
    for query in queries:
        groups.setdefault(query.group, []).append(query)
    return dict(sorted(groups.items()))


def figures(group: str, queries: Sequence[Query], answers: Answers) -> Figures:
    """Return the figures of one group; recalls are -1 where nothing is expected."""

    def share(holds: Callable[[Query, Sequence[Hit]], bool]) -> float:
        return sum(holds(query, answers[query.qid]) for query in queries) / len(queries)

    def mean(bands: tuple[str, ...]) -> float:
        found = sum(hit.band in bands for query in queries for hit in answers[query.qid])
        return found / len(queries)

    def recall(bands: tuple[str, ...], first: int | None = None) -> float:
        if not queries[0].expect:
            return -1.0
        return share(
            lambda query, hits: any(
                hit.id in query.expect and hit.band in bands for hit in hits[:first]
            )
        )

    return Figures(
        group=group,
        questions=len(queries),
        alert=recall(BANDS[:1]),
        review=recall(BANDS[:2]),
        candidate=recall(BANDS),
        first_five=recall(BANDS[:1], 5),
        alerts_each=mean(BANDS[:1]),
        reviews_each=mean(BANDS[:2]),
        any_alert=share(lambda _query, hits: any(hit.band == "alert" for hit in hits)),
        any_review=share(lambda _query, hits: any(hit.band in BANDS[:2] for hit in hits)),
    )


def weak_alone(
    queries: Sequence[Query], answers: Answers, weak: Mapping[str, frozenset[str]]
) -> float:
    """Return the share of questions that alert on the strength of a weak alias only."""
    alone = sum(
        any(
            hit.band == "alert" and hit.names[1] in weak.get(hit.id, ())
            for hit in answers[query.qid]
        )
        for query in queries
    )
    return alone / max(1, len(queries))


# ---------------------------------------------------------------- two classes
@dataclass(frozen=True, slots=True)
class Table:
    """Right and wrong at one threshold."""

    threshold: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def at_threshold(scored: Sequence[tuple[float, bool]], threshold: float) -> Table:
    hits = sum(score >= threshold for score, _true in scored)
    good = sum(score >= threshold and true for score, true in scored)
    wanted = sum(true for _score, true in scored)
    return Table(threshold, good / hits if hits else 0.0, good / wanted if wanted else 0.0)


def best_threshold(scored: Sequence[tuple[float, bool]]) -> Table:
    return max(
        (at_threshold(scored, score) for score in sorted({score for score, _true in scored})),
        key=lambda table: table.f1,
    )


# ---------------------------------------------------------------- calibration
@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same probability: what was said, and what was so."""

    count: int
    said: float
    true: float


def reliability(stated: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Return bins of equal width in the stated probability; empty ones are left out."""
    groups: list[list[tuple[float, bool]]] = [[] for _bin in range(bins)]
    for said, true in stated:
        groups[min(bins - 1, max(0, int(said * bins)))].append((said, true))
    return [
        Bin(
            len(group),
            sum(said for said, _true in group) / len(group),
            sum(true for _said, true in group) / len(group),
        )
        for group in groups
        if group
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean gap, weighted by how often it occurs."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.said - b.true) for b in bins) / total if total else 0.0


def isotonic(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the non-decreasing numbers nearest to the values (pool adjacent violators)."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        blocks.append((value, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (v1, w1, n1), (v2, w2, n2) = blocks[-2], blocks[-1]
            blocks[-2:] = [((v1 * w1 + v2 * w2) / (w1 + w2), w1 + w2, n1 + n2)]
    return [value for value, _weight, length in blocks for _n in range(length)]


def wilson(good: float, total: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share, fit for shares near 0 and 1 (Wilson)."""
    if not total:
        return 0.0, 1.0
    share = good / total
    middle = share + z * z / (2 * total)
    spread = z * ((share * (1 - share) + z * z / (4 * total)) / total) ** 0.5
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
