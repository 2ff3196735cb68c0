"""Every table of the screening engine, on sets that are never used for tuning.

script/bench screening
"""

import subprocess
import sys

from bench.screening.entities import ROOT, evaluation_folder
from bench.screening.queries import default_path

TABLES = (
    ("accuracy", "--set", "test"),
    ("accuracy", "--set", "large"),
    ("accuracy", "--set", "third"),
    ("pairs", "--half", "test"),
    ("tokens",),
    ("calibration", "--set", "test"),
    ("disparity", "--set", "test"),
    ("speed",),
    ("laws",),
    ("delta",),
    ("hostile",),
)


def main() -> None:
    if not default_path(evaluation_folder(), "test")[0].exists():
        subprocess.run([sys.executable, "-m", "bench.screening.prepare"], check=True, cwd=ROOT)
    for name, *options in TABLES:
        command = [sys.executable, "-m", f"bench.screening.{name}", *options]
        subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
