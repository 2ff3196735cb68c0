"""Settings, addresses, and the wiring of desks to one another.

The only floor that may know two desks.
"""
