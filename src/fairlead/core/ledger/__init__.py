"""The ledger's pure part: what an entry says and how it is hashed."""

from fairlead.core.ledger.entries import Authority, Verb

__all__ = ["Authority", "Verb"]
