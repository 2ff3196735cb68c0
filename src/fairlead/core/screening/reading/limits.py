"""How much is read at once, and what is called long."""

from typing import Final

LONGEST_LINE: Final = 1 << 24  # bytes
LONGEST_VALUE: Final = 1000  # characters
