"""The ledger: every act and every look, written in the same transaction as itself.

It knows nobody: actors and objects are references. What it writes can be added to and
verified, and never changed.
"""
