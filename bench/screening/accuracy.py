"""How well the engine finds whom it must find, and leaves whom it must leave, beside the peer.

python -m bench.screening.accuracy                     the table of goals, on the test set
python -m bench.screening.accuracy --set tune --groups typo1,ocr --limit 50 --failures 5
"""

import argparse
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from bench.screening import peer
from bench.screening.engine import ENGINES
from bench.screening.entities import (
    Entity,
    Query,
    evaluation_folder,
    read_entities,
    read_queries,
)
from bench.screening.goals import GOALS, STOPPED_MOST, Goal, ratio
from bench.screening.metrics import Answers, Figures, by_group, figures, weak_alone, wilson
from bench.screening.queries import default_path
from bench.screening.twins import SamePerson

ARABIC = range(0x0600, 0x0700)


def scripts_apart(queries: Iterable[Query]) -> list[Query]:
    """Call original names in Arabic script ``orig_arabic``, those in any other ``orig_other``."""
    for query in queries:
        if query.group == "orig_script":
            arabic = any(ord(letter) in ARABIC for letter in query.name)
            query.group = "orig_arabic" if arabic else "orig_other"
    return list(queries)


def chosen_queries(name: str, groups: Sequence[str], limit: int) -> list[Query]:
    queries = scripts_apart(read_queries(default_path(evaluation_folder(), name)[1]))
    found = by_group(queries)
    if groups:
        found = {
            group: some
            for group, some in found.items()
            if any(group == wish or group.startswith(f"{wish}_") for wish in groups)
        }
    return [query for some in found.values() for query in some[: limit or None]]


def measured(queries: Sequence[Query], answers: Answers) -> dict[str, Figures]:
    return {
        group: figures(group, some, answers)
        for group, some in by_group(q for q in queries if q.qid in answers).items()
    }


def _share(value: float) -> str:
    return f"{value:.3f}" if value >= 0 else "–"


def group_table(title: str, groups: dict[str, Figures]) -> Table:
    table = Table("group", "n", "alert", "+review", "named", "first 5", title=title)
    for heading in ("alerts each", "reviews each", "any alert", "95 %", "any review"):
        table.add_column(heading, justify="right")
    for group, f in groups.items():
        low, high = wilson(f.any_alert * f.questions, f.questions)
        table.add_row(
            group,
            str(f.questions),
            *(_share(value) for value in (f.alert, f.review, f.candidate, f.first_five)),
            f"{f.alerts_each:.2f}",
            f"{f.reviews_each:.2f}",
            f"{f.any_alert:.4f}",
            f"{low:.3f}–{high:.3f}",
            f"{f.any_review:.3f}",
        )
    return table


def goal_table(ours: dict[str, Figures], theirs: dict[str, Figures]) -> Table:
    table = Table("goal", "bound", "measured", "peer", "", title="Goals")
    for goal in GOALS:
        if goal.group in ours:
            table.add_row(*_goal_row(goal, ours[goal.group], theirs.get(goal.group)))
    if "control_us" in ours:
        for group in (group for group in ours if group.startswith("hard_")):
            if not group.endswith("_dob"):
                beside = f"{ratio(theirs, group):.0f}" if group in theirs else ""
                worth = ratio(ours, group)
                mark = "" if group not in STOPPED_MOST else "ok" if worth <= 8 else "MISSED"
                table.add_row(f"{group} : control, name only", "≤ 8", f"{worth:.1f}", beside, mark)
    return table


def _goal_row(goal: Goal, ours: Figures, theirs: Figures | None) -> tuple[str, ...]:
    beside = f"{goal.measure(theirs):.4f}" if theirs else ""
    mark = "ok" if goal.slack(ours) >= -1e-9 else "MISSED"
    bound = f"{goal.sign} {goal.bound:g}"
    return goal.label, bound, f"{goal.measure(ours):.4f}", beside, mark


def failures(queries: Sequence[Query], answers: Answers, entities: Iterable[Entity]) -> None:
    """Print what went wrong: whom the question meant, and what was answered."""
    names = {entity.id: entity for entity in entities}
    for group, some in by_group(queries).items():
        wrong = [query for query in some if _wrong(query, answers)]
        print(f"\n{group}: {len(wrong)} of {len(some)} without the alert that is due, or with one")
        for query in wrong[: FAILURES[0]]:
            meant = [next(names[id_].names(), "") for id_ in query.expect[:1]]
            own = [hit for hit in answers[query.qid] if hit.id in query.expect]
            rest = [hit for hit in answers[query.qid] if hit.id not in query.expect]
            print(f"  {query.properties}")
            if meant:
                print(f"     meant {names[query.expect[0]].properties}"[:400])
            for hit in (*own[:1], *rest[:2]):
                print(f"     {hit.band} {hit.score} {hit.names[1] or hit.id}")


FAILURES = [5]


def _wrong(query: Query, answers: Answers) -> bool:
    alerts = [hit for hit in answers[query.qid] if hit.band == "alert"]
    return not any(hit.id in query.expect for hit in alerts) if query.expect else bool(alerts)


def weak_row(queries: Sequence[Query], answers: Answers, entities: Iterable[Entity]) -> str:
    some = [query for query in queries if query.group == "weak_alias" and query.qid in answers]
    weak = {e.id: frozenset(e.properties.get("weakAlias", ())) for e in entities}
    return f"weak alias alerting alone (goal 0): {weak_alone(some, answers, weak):.4f}"


def people_row(queries: Sequence[Query], answers: Answers, entities: Iterable[Entity]) -> str:
    """Say how many *people* alert, where several entries of two lists may be one person."""
    some = [query for query in queries if query.group == "orig_arabic" and query.qid in answers]
    same = SamePerson(entities)
    alerts = [
        {same.of(hit.id) for hit in answers[query.qid] if hit.band == "alert"} for query in some
    ]
    each = sum(map(len, alerts)) / max(1, len(some))
    return f"Arabic script: alerts each, entries of one person counted once: {each:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="test", choices=("tune", "test", "large", "third"))
    parser.add_argument("--groups", default="", help="with commas; a prefix takes its family")
    parser.add_argument("--limit", type=int, default=0, help="questions of a group")
    parser.add_argument("--engine", default="within", choices=tuple(ENGINES))
    parser.add_argument("--failures", type=int, default=0, help="examples of what fails")
    chosen = parser.parse_args()
    list_path = default_path(evaluation_folder(), chosen.set)[0]
    queries = chosen_queries(chosen.set, list(filter(None, chosen.groups.split(","))), chosen.limit)
    answers = ENGINES[chosen.engine](list_path, queries)
    kept = peer.kept(chosen.set)
    ours, theirs = measured(queries, answers), measured(queries, kept[1]) if kept else {}
    console = Console(width=160)
    console.print(group_table(f"{chosen.engine} on {chosen.set}", ours))
    if theirs:
        console.print(group_table(f"peer on {chosen.set}", theirs))
    console.print(goal_table(ours, theirs))
    print(weak_row(queries, answers, read_entities(list_path)))
    if any(query.group == "orig_arabic" for query in queries):
        print(people_row(queries, answers, read_entities(list_path)))
    if chosen.failures:
        FAILURES[0] = chosen.failures
        failures(queries, answers, read_entities(list_path))


if __name__ == "__main__":
    main()
