"""Screening: which entries of which lists a person may be, how probable that is, and why."""
