"""Whom the engine stops without cause: the share of invented people with an alert, by culture.

Nobody here is listed, so every alert is a false one. The last column is how many times more often
a culture is stopped than the control group (names as in a parliament of the United States), with
half an alert added on both sides so that a zero does not make it infinite.
"""

import argparse

from rich.console import Console
from rich.table import Table

from bench.screening import peer
from bench.screening.accuracy import chosen_queries, measured
from bench.screening.engine import ENGINES
from bench.screening.entities import evaluation_folder
from bench.screening.goals import ratio
from bench.screening.metrics import Figures, wilson
from bench.screening.queries import default_path

GROUPS = ("hard", "control", "neg")


def disparity_table(ours: dict[str, Figures], theirs: dict[str, Figures]) -> Table:
    table = Table("people", "n", "with an alert", "95 %", "alerts each", "in review")
    for heading in ("× control", "peer", "peer × control"):
        table.add_column(heading, justify="right")
    for group, f in sorted(ours.items(), key=lambda item: (item[0].endswith("_dob"), item[0])):
        low, high = wilson(f.any_alert * f.questions, f.questions)
        control = "control_us_dob" if group.endswith("_dob") else "control_us"
        beside = theirs.get(group)
        table.add_row(
            group,
            str(f.questions),
            f"{f.any_alert:.2%}",
            f"{low:.2%} – {high:.2%}",
            f"{f.alerts_each:.3f}",
            f"{f.any_review:.2%}",
            f"{ratio(ours, group, control):.1f}",
            f"{beside.any_alert:.2%}" if beside else "",
            f"{ratio(theirs, group, control):.1f}" if beside else "",
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="test", choices=("tune", "test", "large"))
    parser.add_argument("--engine", default="within", choices=tuple(ENGINES))
    parser.add_argument("--limit", type=int, default=0)
    chosen = parser.parse_args()
    queries = chosen_queries(chosen.set, GROUPS, chosen.limit)
    list_path = default_path(evaluation_folder(), chosen.set)[0]
    answers = ENGINES[chosen.engine](list_path, queries)
    kept = peer.kept(chosen.set)
    table = disparity_table(measured(queries, answers), measured(queries, kept[1]) if kept else {})
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
