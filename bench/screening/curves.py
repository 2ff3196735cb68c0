"""Recall against false alarms over every line, beside the peer; and the picture of it.

The listed people are those of the error groups and the unknown aliases, each group counting the
same; the innocent are the invented people of the named groups. Where the line stands by default is
marked with a dot.
"""

import argparse
from collections.abc import Mapping, Sequence

import numpy as np

from bench.screening import peer
from bench.screening.accuracy import chosen_queries
from bench.screening.calibration import PICTURES
from bench.screening.drawing import trade_off_picture
from bench.screening.engine import ENGINES
from bench.screening.entities import Query, evaluation_folder
from bench.screening.metrics import Answers, by_group
from bench.screening.queries import default_path
from bench.screening.tune import Floats, best_scores

FOUND = ("typo1", "typo2", "ocr", "join_space", "initials", "drop_token", "alias_holdout")
INNOCENT = ("hard_saudi", "hard_arab", "neg_us", "neg_global")
RIGHT = 0.1  # the share of innocent people with an alert at which the picture ends

Curve = list[tuple[float, float]]


def curve(scores: Mapping[str, Floats], found: Sequence[str], innocent: Sequence[str]) -> Curve:
    """Return (share of innocents with an alert, mean recall) for every line, highest first."""
    lines = np.unique(np.concatenate([scores[group] for group in (*found, *innocent)]))[::-1]
    return [
        (
            float(np.mean([np.mean(scores[group] >= line) for group in innocent])),
            float(np.mean([np.mean(scores[group] >= line) for group in found])),
        )
        for line in lines[:: max(1, len(lines) // 200)]
        if line > -1e4  # beyond it are entries that no engine named
    ]


def default_point(
    queries: Sequence[Query], answers: Answers, found: Sequence[str], innocent: Sequence[str]
) -> tuple[float, float]:
    """Return the same two shares at the line that is set."""

    def share(group: Sequence[Query]) -> float:
        return float(
            np.mean(
                [
                    any(
                        hit.band == "alert" and (not query.expect or hit.id in query.expect)
                        for hit in answers[query.qid]
                    )
                    for query in group
                ]
            )
        )

    groups = by_group(queries)
    return (
        float(np.mean([share(groups[name]) for name in innocent])),
        float(np.mean([share(groups[name]) for name in found])),
    )


def at_share(points: Curve, share: float) -> float:
    """Return the best recall that costs no more than this share of innocents."""
    return max((recall for false, recall in points if false <= share), default=0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="within", choices=tuple(ENGINES))
    parser.add_argument("--draw", action="store_true", help="write the picture of the docs")
    chosen = parser.parse_args()
    queries = chosen_queries("test", (*FOUND, *INNOCENT), 0)
    queries = [query for query in queries if query.group in (*FOUND, *INNOCENT)]
    ours = ENGINES[chosen.engine](default_path(evaluation_folder(), "test")[0], queries)
    curves, marks = [], []
    theirs = peer.kept("test")
    for label, answers in (("Fairlead", ours), ("peer", theirs[1] if theirs else {})):
        asked = [query for query in queries if query.qid in answers]
        if asked:
            points = curve(best_scores(by_group(asked), answers), FOUND, INNOCENT)
            curves.append((label, points))
            marks.append((*default_point(asked, answers, FOUND, INNOCENT), f"{label}, default"))
            shown = ", ".join(f"{at_share(points, s):.3f} at {s:.1%}" for s in (0.005, 0.01, 0.04))
            print(f"{label}: recall {shown}; default {marks[-1][1]:.3f} at {marks[-1][0]:.2%}")
    if chosen.draw:
        PICTURES.mkdir(parents=True, exist_ok=True)
        inside = [(name, [p for p in points if p[0] <= RIGHT]) for name, points in curves]
        picture = trade_off_picture("Found against stopped without cause", inside, marks, RIGHT)
        (PICTURES / "trade-off.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
