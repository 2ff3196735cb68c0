"""Understanding a message makes very many records and no cycles among them.

The collector of cycles, however, walks over all of them again and again while they come into
being, and finds nothing: a fifth of the time of a long message. So it waits until the message is
understood; reference counts free what is let go of meanwhile, as ever.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Let the collector of cycles wait, unless somebody else keeps it waiting already."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
