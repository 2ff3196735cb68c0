"""How a hit lives: every state and every verb, in a table.

``who`` names a guard in ``rules.GUARDS``. *Unsure* ends nothing by itself: from an analyst it leads
to the supervisors, and from a supervisor it is a decision like the others.
"""

from fairlead.core.states import Machine, Rule

WAITING = ("open", "reopened")
AT_WORK = ("taken", "snoozed")
ANALYSTS = (*WAITING, *AT_WORK)
LIVE = (*ANALYSTS, "escalated", "second")

HIT = Machine(
    name="hit",
    initial="open",
    states=(*WAITING, *AT_WORK, "escalated", "second", "decided"),
    terminal=frozenset(),
    rules=(
        Rule("take", WAITING, "taken"),
        Rule("take", ("escalated",), "taken", who="supervisor"),
        Rule("assign", WAITING, "taken"),
        Rule("assign", AT_WORK, "taken", who="assignee-or-supervisor"),
        Rule("assign", ("escalated",), "taken", who="supervisor"),
        Rule("release", AT_WORK, "open", who="assignee-or-supervisor"),
        Rule("snooze", (*WAITING, "taken"), "snoozed", who="assignee-or-supervisor"),
        Rule("wake", ("snoozed",), "taken", who="assignee-supervisor-or-house"),
        Rule("escalate", ANALYSTS, "escalated", who="assignee-or-supervisor"),
        Rule("doubt", ANALYSTS, "escalated", who="assignee-or-supervisor"),
        Rule("doubt", ("escalated",), "decided", who="supervisor"),
        Rule("decide", ANALYSTS, "decided", who="assignee-or-supervisor"),
        Rule("decide", ("escalated",), "decided", who="supervisor"),
        Rule("propose", ANALYSTS, "second", who="assignee-or-supervisor"),
        Rule("propose", ("escalated",), "second", who="supervisor"),
        Rule("confirm", ("second",), "decided", who="approved"),
        Rule("return", ("second",), "taken", who="house"),
        Rule("undo", ("decided", "escalated"), "taken", who="decider-or-supervisor"),
        Rule("reopen", ("decided",), "reopened"),
    ),
)

ALL = (HIT,)
