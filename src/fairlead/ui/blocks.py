"""Small blocks that many pages show: an empty place that teaches, an error that says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.core.registration import Label


@dataclass(frozen=True, slots=True)
class Empty:
    """What stands where nothing is: what would fill it, and the next step, if there is one."""

    title: Label
    words: Label = ""
    url: str = ""
    label: Label = ""
    template = "ui/empty.html"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, what it means, and what can be done; never only a code."""

    title: Label
    words: Label = ""
    steps: Sequence[Label] = ()
    number: str = ""  # of the request, for whoever is asked for help
    template = "ui/trouble.html"
