"""The ledger: every act and every look, written in the same transaction as itself.

*For whom*: the person in the records, whoever oversees the work, and the judge who asks later.
*On what footing*: Directive (EU) 2016/680, Article 25, asks for logs of collection, alteration,
consultation, disclosure, combination and erasure that say who, when, why and to whom.
*What it must never do*: lose an entry, change one, take one out of its order, hold a personal
value where it cannot be erased, or let anything happen that it could not write down.

It knows nobody: actors and objects are references. The pure part, hashing and verifying,
is `fairlead.core.ledger`; docs/developers/ledger.md tells the whole on one page.

``actions``       write an entry; erase a payload
``sequencing``    give entries their place in the tree
``checkpoints``   sign what the tree is now
``witnessing``    have others keep what was signed, and keep what others signed
``verification``  read everything again and compare
``export``        hand the ledger to an auditor
``guards``        what the database itself refuses
"""
