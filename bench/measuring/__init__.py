"""The clock of the bench: processor time, because the machine does other things too."""

import gc
import time
from collections.abc import Callable


def best(work: Callable[[], object], rounds: int) -> float:
    """Return the processor time of the best round: the others measure what else went on."""
    times = []
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)
