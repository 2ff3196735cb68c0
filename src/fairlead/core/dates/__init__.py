"""Dates as sources write them, and what two of them say about one person."""

from fairlead.core.dates.calendars import Calendar
from fairlead.core.dates.grading import codes, grade, grade_many, grade_packed, relate, relate_many
from fairlead.core.dates.neighbours import neighbours
from fairlead.core.dates.values import Date, pack, pack_all, unpack
from fairlead.core.dates.written import of_age, parse, salvage

__all__ = [
    "Calendar",
    "Date",
    "codes",
    "grade",
    "grade_many",
    "grade_packed",
    "neighbours",
    "of_age",
    "pack",
    "pack_all",
    "parse",
    "relate",
    "relate_many",
    "salvage",
    "unpack",
]
