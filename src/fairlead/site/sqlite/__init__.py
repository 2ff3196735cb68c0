"""Django's SQLite, with turns: whoever has waited longest for the one writer asks most often.

SQLite's own waiting sleeps longer and longer, up to a tenth of a second, and takes no turns: among
eight readers whose looks are noted, one was seen to wait for two and a half seconds while others
went past it twenty times. Here each waiter asks every few milliseconds, and the more often the
longer it has waited, in every process alike; nobody holds a place, so nobody who dies leaves one.
"""
