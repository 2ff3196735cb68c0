"""Every change of state in this room, and every look at an identity; each writes its entry.

- ``law``: adopting the law, the first time and later.
- ``clocks``: starting clocks, noting facts, confirming reviews.
- ``opening``: looking at identities; unsealing one for a time.
- ``holds``: placing and releasing legal holds.
- ``runs``: doing what is due, and certifying it.
- ``rows``, ``payloads``: what seals nothing, and what the ledger sealed; parts of a run.
- ``keys``: destroying keys, before their time or because it has come.
- ``erasure``: erasing one person now.
"""
