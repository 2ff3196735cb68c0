"""Wire formats: one folder each, all with the same five names.

- ``grammar``: tables in the standard's own words, and the table of problem codes (`FAULTS`).
- ``messages``: what a message holds; formats of travel hold it in `core.travel`, which is one
  model for all of them.
- ``read``: ``read(stream) -> Iterator[Message | Problem]``. Never raises on bad input, never drops.
- ``write``: ``write(message) -> bytes``.
- ``__init__``: the contract, the reference to the standard, one example.

A message that came over EDIFACT is read in two steps: `edifact.read` finds and splits it, and the
``understand(message)`` of its own format gives it meaning in the terms of `core.travel`.
``recognition`` tells by content what a stream holds; a new format is one line there.
"""
