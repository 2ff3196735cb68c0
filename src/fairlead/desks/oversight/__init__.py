"""Where it is inspected who looked at whom.

What it does: reads the ledger and its proofs, and takes in the checkpoints of other nodes.
For whom: oversight officers, their machines, and nodes that this node witnesses.
On what legal footing: verification of the lawfulness of processing, self-monitoring and
integrity (Directive (EU) 2016/680, Article 25(2)).
What it must never do: change anything, open a payload, or look without leaving an entry.
"""
