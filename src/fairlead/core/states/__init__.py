"""State machines as data.

A machine is a table: states, and rules that say which verb leads from where to where and who
may do it. The code that runs, the buttons that a page offers, the tests that walk every pair
of state and verb, and the drawing in the documentation are all made from that one table.

>>> door = Machine(
...     name="door",
...     initial="shut",
...     states=("shut", "open", "bricked-up"),
...     terminal=frozenset({"bricked-up"}),
...     rules=(
...         Rule("open", ("shut",), "open"),
...         Rule("close", ("open",), "shut"),
...         Rule("brick-up", ("shut",), "bricked-up", who="mason"),
...     ),
... )
>>> apply(door, "shut", "open")
'open'
>>> legal(door, "shut")
('open', 'brick-up')
>>> apply(door, "open", "brick-up")
Traceback (most recent call last):
fairlead.core.states.machine.IllegalVerb: door: brick-up is not possible while open; possible: close

Codes only: the words that a person reads belong to the room that shows them.
"""

from fairlead.core.states.drawing import draw, tabulate
from fairlead.core.states.machine import (
    IllegalVerb,
    Machine,
    Rule,
    Step,
    WrongMachine,
    apply,
    legal,
    step,
)

__all__ = [
    "IllegalVerb",
    "Machine",
    "Rule",
    "Step",
    "WrongMachine",
    "apply",
    "draw",
    "legal",
    "step",
    "tabulate",
]
