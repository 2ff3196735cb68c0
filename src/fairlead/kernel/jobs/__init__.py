"""Work that is done later, once, and is seen to be done.

A job is a function of a room, declared with ``@job``. ``enqueue`` writes it down in the
caller's transaction: roll that back, and the job never was. One process, ``fairlead worker``,
takes jobs one after another::

    waiting ── claim ──▶ running ── finish ──▶ done          (effect and mark: one transaction)
       ▲                    │
       ├──── back-off ──────┤ failed
       ├──── at once ───────┤ given back at a stop, or its worker died (the reaper)
       │                    ▼
       └──── retry ──── dead letter ── discard ──▶ discarded

A claim is a row: there is at most one per job (a unique constraint), the effect's transaction
deletes it, and who finds it gone has lost the right to an effect. So a worker may die at any
instant, or wake up from a long sleep, and the effect is there exactly once.

Who needs to declare jobs imports ``declarations``; who needs them done calls
``queueing.enqueue``.
"""
