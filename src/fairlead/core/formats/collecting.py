"""Understanding a message makes very many records and no cycles among them.

The collector of cycles, however, walks over all of them again and again while they come into
being, and finds nothing: a fifth of the time of a long message. So it waits until the message is
understood, and the records then join the objects that live long, which is where they would end
without having been walked over. Reference counts free what is let go of, as ever.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 5_000  # new objects; with fewer the collector costs nothing that matters


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
        if gc.get_count()[0] > MANY and not gc.get_freeze_count():
            # Freezing moves all objects aside, thawing moves them to the oldest generation; both
            # only join lists. Where a server froze its own objects, nothing is touched.
            gc.freeze()
            gc.unfreeze()
        gc.enable()
