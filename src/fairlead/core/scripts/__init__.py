"""Spellings: which tokens may be one name, in Latin and across scripts, and what that costs.

Mohammed, Muhamad and محمد are one name; so are Qaddafi, Kadafy and القذافي without its article. Two
questions, one interface, for every pair of scripts:

- ``keys`` (retrieval): 64-bit numbers; two tokens that may be one name share at least one.
- ``costs`` (weighing): how much less likely two spellings are than the likeliest two, in millinats;
  symmetric, zero for a token and itself, ``ABSENT`` where they cannot be one name.

How it is done, from the bottom up:

- ``alphabets``: the units a written name is made of, and their contexts.
- ``weights``: for every unit in its context, the Latin letters it may stand for, with costs: a page
  per alphabet in ``weights/``, that a person can read and correct.
- ``lattice``: the cheapest way to read one word as another, for many pairs at once.
- ``atlas``: all pages side by side, so that words of many alphabets are weighed in one sweep.
- ``matching``: ``costs``; and ``weigh``, the same for whoever has numbered the words already.
- ``sounds`` and ``retrieval``: sketches of consonants, and ``keys``.
- ``learning`` and ``training``: the pages from pairs of words, by ``fairlead scripts train``.

Tokens come as ``core.text.fold`` leaves them. ``docs/developers/scripts.md`` explains the model.
"""

from fairlead.core.scripts.matching import ABSENT, costs, weigh
from fairlead.core.scripts.retrieval import keys
from fairlead.core.scripts.weights import spelling

__all__ = ["ABSENT", "costs", "keys", "spelling", "weigh"]
