"""Where it is inspected who looked at whom.

What it does: reads the ledger and its proofs, draws samples of looks and keeps what was found,
shows what staff may and do, which terms run, and counts for the yearly public report; takes in
the checkpoints of other nodes.
For whom: oversight officers, data protection officers for terms and requests, their machines, and
nodes that this node witnesses.
On what legal footing: verification of the lawfulness of processing, self-monitoring and
integrity (Directive (EU) 2016/680, Article 25(2)).
What it must never do: change anything but its own samples and findings, choose what a sample
shows, show a personal value of anybody recorded, or look without leaving an entry.
"""
