"""The pure part of the ledger: hashing, proving, signing, witnessing, verifying.

``entries``      what an entry says and how it becomes a leaf
``merkle``       the tree of RFC 6962 over the leaves, and its proofs
``notes``        signed notes: text, signatures, keys
``checkpoints``  the size and root of the tree at one moment, as a signed note
``witness``      when somebody outside may accept a new checkpoint
``proofs``       one entry's place in the tree as a file of its own
``export``       the whole ledger as JSON lines
``verify``       what is wrong with an export, and where (``problems``)

Nothing here reads a clock, a file or a database: an auditor can run all of it on an
air-gapped machine. How it fits together is told in docs/developers/ledger.md.
"""

from fairlead.core.ledger.entries import Authority, EntryHeader, Verb

__all__ = ["Authority", "EntryHeader", "Verb"]
