"""How long a record lives, and what ends it."""
