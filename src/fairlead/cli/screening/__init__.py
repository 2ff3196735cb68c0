"""Screening from the console: lists, questions, reasons. Works without a database."""

from fairlead.cli.screening.asking import explain, match, screen
from fairlead.cli.screening.indexes import app

__all__ = ["app", "explain", "match", "screen"]
