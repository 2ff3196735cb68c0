"""Dates as sources write them, and what two of them say about one person."""

from fairlead.core.dates.grading import grade, grade_many, relate, relate_many
from fairlead.core.dates.values import Date, pack, pack_all, unpack

__all__ = ["Date", "grade", "grade_many", "pack", "pack_all", "relate", "relate_many", "unpack"]
