"""Hits: that somebody may be an entry of a list, until a person has decided whether it is so."""
