"""Search for integer weights that hold all goals together, on the tuning set and nothing else.

    python -m bench.screening.tune --rounds 3 --only name,edit      coordinate search, printed
    python -m bench.screening.tune --write weights.new.toml

The loss is smooth: instead of counting alerts it counts how far a score lies beyond the alert
line, through a logistic of width ``WIDTH``, so that a step in the right direction shows before it
turns an answer. Every goal contributes its squared shortfall, in units of its own standard error
at this sample size, from a target a little inside the bound; what is passed with room adds
nothing, so one goal cannot be bought with another. The alert line itself is not searched: for
every trial the best one is read off the scores, because moving it costs no run.
"""

import argparse
import random
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.screening.accuracy import scripts_apart
from bench.screening.entities import Query, evaluation_folder, read_queries
from bench.screening.metrics import Answers, by_group
from bench.screening.queries import default_path

Sections = dict[str, dict[str, int | list[int]]]
Floats = NDArray[np.float64]
NOTHING = -60_000.0  # the score of an entry that the engine does not name
WIDTH = 250.0  # millinats: how far from the line a score still counts in part


@dataclass(frozen=True)
class Aim:
    """A goal as the tuner sees it: the share of a group beyond a line, and which way."""

    group: str
    bound: float
    found: bool = True  # entries that are meant; else any entry at all
    line: str = "alert"
    weight: float = 1.0


AIMS = (
    Aim("exact", 0.998),
    Aim("exact_name", 0.998),
    Aim("swap_order", 0.998),
    Aim("drop_token", 0.996),
    Aim("typo1", 0.993),
    Aim("typo1_dob", 0.993),
    Aim("typo2", 0.94),
    Aim("ocr", 0.977),
    Aim("join_space", 0.985),
    Aim("initials", 0.96),
    Aim("dob_off", 0.994, line="review"),
    Aim("alias_holdout", 0.69),
    Aim("alias_holdout_dob", 0.81),
    Aim("orig_arabic", 0.82),
    Aim("neg_us", 0.004, found=False),
    Aim("neg_global", 0.004, found=False),
    Aim("neg_us_dob", 0.0008, found=False),
    Aim("neg_global_dob", 0.0008, found=False),
    Aim("neg_arabic", 0.03, found=False),
    Aim("neg_cyrillic", 0.03, found=False, weight=0.5),
    Aim("neg_hangul", 0.03, found=False, weight=0.5),
    Aim("neg_han", 0.03, found=False, weight=0.5),
    Aim("hard_saudi", 0.03, found=False),
    Aim("hard_arab", 0.03, found=False),
    Aim("hard_persian", 0.04, found=False, weight=0.3),
    Aim("hard_pakistani", 0.04, found=False, weight=0.3),
    Aim("hard_russian", 0.04, found=False, weight=0.3),
    Aim("hard_chinese", 0.04, found=False, weight=0.3),
    Aim("hard_korean", 0.04, found=False, weight=0.3),
    Aim("hard_spanish", 0.04, found=False, weight=0.3),
)


@dataclass(frozen=True)
class Scores:
    """For every question of a group: the best score of an entry that is meant, or of any."""

    of_group: Mapping[str, Floats]
    pairs: Floats
    same: NDArray[np.bool_]


def best_scores(groups: Mapping[str, Sequence[Query]], answers: Answers) -> dict[str, Floats]:
    made = {}
    for group, queries in groups.items():
        made[group] = np.array(
            [
                max(
                    (
                        hit.score
                        for hit in answers[query.qid]
                        if not query.expect or hit.id in query.expect
                    ),
                    default=NOTHING,
                )
                for query in queries
            ]
        )
    return made


def beyond(scores: Floats, line: float) -> float:
    """Return the share of scores beyond a line, softly."""
    return float(np.mean(1 / (1 + np.exp(-np.clip((scores - line) / WIDTH, -50, 50)))))


def shortfall(aim: Aim, scores: Floats, line: float) -> float:
    """Return how far an aim is missed, squared, in standard errors of its bound."""
    share = beyond(scores, line)
    missing = aim.bound - share if aim.found else share - aim.bound
    error = max(1e-3, (aim.bound * (1 - aim.bound) / len(scores)) ** 0.5)
    beyond_it: float = max(0.0, missing / error)
    return aim.weight * beyond_it**2


def pair_shortfall(scores: Scores, line: float, bound: float = 0.9) -> float:
    """Return what is missing of F1 on the labelled pairs, softly."""
    if not len(scores.pairs):
        return 0.0
    soft = 1 / (1 + np.exp(-np.clip((scores.pairs - line) / WIDTH, -50, 50)))
    good = float(soft[scores.same].sum())
    f1 = 2 * good / (float(soft.sum()) + float(scores.same.sum()))
    shortfall_of_f1: float = max(0.0, (bound - f1) / 0.02) ** 2
    return shortfall_of_f1


def loss_at(scores: Scores, line: float, review: float) -> float:
    """Return the loss at an alert line and the review line a given way below it."""
    total = sum(
        shortfall(aim, scores.of_group[aim.group], line - review * (aim.line == "review"))
        for aim in AIMS
        if aim.group in scores.of_group
    )
    return total + pair_shortfall(scores, line)


def best_line(scores: Scores, review: float) -> tuple[float, float]:
    """Return (loss, alert line): a coarse sweep, then a fine one around its best."""
    coarse = [(loss_at(scores, line, review), line) for line in range(-4000, 8001, 500)]
    middle = min(coarse)[1]
    fine = range(middle - 500, middle + 501, 50)
    return min((loss_at(scores, line, review), float(line)) for line in fine)


# ---------------------------------------------------------------- the search
Key = tuple[str, str, int]


def keys(sections: Sections, only: Sequence[str]) -> Iterator[Key]:
    """Return the address of every number that may be searched: section, name, place in a list."""
    for section, values in sections.items():
        if section == "bands" or (only and section not in only):
            continue
        for name, value in values.items():
            for place in range(len(value) if isinstance(value, list) else 1):
                yield section, name, place


def changed(sections: Sections, key: Key, step: float) -> Sections:
    """Return the sections with one number moved by a share of itself, at least by 50."""
    section, name, place = key
    copy = {s: dict(values) for s, values in sections.items()}
    value = copy[section][name]
    if isinstance(value, list):
        moved = list(value)
        moved[place] = _moved(moved[place], step)
        copy[section][name] = moved
    else:
        copy[section][name] = _moved(value, step)
    return copy


def _moved(value: int, step: float) -> int:
    distance = max(50.0, abs(value) * abs(step))
    return round((value + (distance if step > 0 else -distance)) / 10) * 10


Run = Callable[[Sections], Scores]


def search(
    start: Sections, run: Run, only: Sequence[str], rounds: int, review: float
) -> tuple[Sections, float, float]:
    """Return the best weights found, their loss and their alert line.

    Each round visits every number in a random order, tries a step up and down, keeps what helps
    and goes on in that direction; steps shrink from round to round.
    """
    rng = random.Random(5)
    best = start
    least, line = best_line(run(best), review)
    print(f"start: loss {least:.2f}, alert line {line:.0f}", flush=True)
    for number in range(rounds):
        step = 0.25 / (number + 1)
        order = list(keys(best, only))
        rng.shuffle(order)
        for key in order:
            for direction in (step, -step):
                trial = changed(best, key, direction)
                loss, at = best_line(run(trial), review)
                while loss < least - 1e-3:
                    best, least, line = trial, loss, at
                    value = best[key[0]][key[1]]
                    print(f"{key[0]}.{key[1]} = {value}: {least:.2f} at {line:.0f}", flush=True)
                    trial = changed(best, key, direction)
                    loss, at = best_line(run(trial), review)
    return best, least, line


def as_toml(sections: Sections) -> str:
    lines = []
    for section, values in sections.items():
        lines.append(f"[{section}]")
        lines += [f"{name} = {value}" for name, value in values.items()]
        lines.append("")
    return "\n".join(lines)


def tuning_groups(limit: int) -> dict[str, list[Query]]:
    queries = scripts_apart(read_queries(default_path(evaluation_folder(), "tune")[1]))
    wanted = {aim.group for aim in AIMS}
    return {g: some[:limit] for g, some in by_group(queries).items() if g in wanted}


def report(scores: Scores, line: float, review: float) -> None:
    for aim in AIMS:
        if aim.group in scores.of_group:
            at = line - review * (aim.line == "review")
            share = float(np.mean(scores.of_group[aim.group] >= at))
            sign = "≥" if aim.found else "≤"
            print(f"{aim.group:22}{share:8.4f}  {sign} {aim.bound}")


def main() -> None:
    from bench.screening.tuning_runs import runner

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, help="where to begin; else the engine's own")
    parser.add_argument("--only", default="", help="sections, with commas")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--limit", type=int, default=150, help="questions of a group")
    parser.add_argument(
        "--review", type=float, default=2000, help="review line below the alert line"
    )
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    start, run = runner(tuning_groups(chosen.limit))
    if chosen.weights:
        start = tomllib.loads(chosen.weights.read_text("utf-8"))
    only = list(filter(None, chosen.only.split(",")))
    best, _loss, line = search(start, run, only, chosen.rounds, chosen.review)
    report(run(best), line, chosen.review)
    if chosen.write:
        chosen.write.write_text(as_toml(best), encoding="utf-8")


if __name__ == "__main__":
    main()
