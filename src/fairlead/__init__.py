"""Fairlead: lawful, explained and accountable information systems against terrorism.

Six floors, stairs only go down: ``cli > site > desks > ui > kernel > core``.
ARCHITECTURE.md has the map; the contracts are in ``.importlinter`` and ``tests/house``.
"""

__version__ = "0.1.0"
