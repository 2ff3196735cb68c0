"""Names: their tokens, roles and rarity."""
