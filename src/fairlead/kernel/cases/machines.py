"""How the records of a case live: every state and every verb, in tables.

The code that runs, the verbs that a page offers, the tests and the drawings in
``docs/developers/cases.md`` are made from these. ``who`` names a guard in ``rules.GUARDS``.
"""

from fairlead.core.states import Machine, Rule

CASE = Machine(
    name="case",
    initial="new",
    states=("new", "active", "waiting", "review", "offered", "closed", "annulled"),
    terminal=frozenset({"annulled"}),
    rules=(
        Rule("assign", ("new",), "active", who="self-or-supervisor"),
        Rule("assign", ("active",), "active", who="self-or-supervisor"),
        Rule("assign", ("waiting",), "waiting", who="self-or-supervisor"),
        Rule("release", ("active", "waiting"), "new", who="owner-or-supervisor"),
        Rule("suspend", ("active",), "waiting", who="owner-or-supervisor"),
        Rule("resume", ("waiting",), "active", who="owner-or-supervisor"),
        Rule("submit", ("active",), "review", who="owner"),
        Rule("return", ("review",), "active", who="second-person"),
        Rule("close", ("review",), "closed", who="second-person"),
        Rule("reopen", ("closed",), "active", who="supervisor"),
        Rule("annul", ("new", "active"), "annulled", who="supervisor"),
        Rule("offer", ("new", "active", "waiting"), "offered", who="supervisor"),
        Rule("keep", ("offered",), "active", who="house"),
        Rule("queue", ("offered",), "new", who="house"),
        Rule("hand-over", ("offered",), "new", who="house"),
    ),
)

TASK = Machine(
    name="task",
    initial="open",
    states=("open", "started", "done", "dropped"),
    terminal=frozenset(),
    rules=(
        Rule("start", ("open",), "started", who="assignee"),
        Rule("complete", ("open", "started"), "done", who="assignee"),
        Rule("drop", ("open", "started"), "dropped", who="author-or-supervisor"),
        Rule("reopen", ("done", "dropped"), "open"),
    ),
)

REFERRAL = Machine(
    name="referral",
    initial="sent",
    states=(
        *("sent", "accepted", "answered", "recalled", "recall-confirmed"),
        *("refused", "withdrawn", "expired"),
    ),
    terminal=frozenset({"refused", "withdrawn", "expired", "recall-confirmed"}),
    rules=(
        Rule("accept", ("sent",), "accepted", who="house"),
        Rule("refuse", ("sent",), "refused", who="house"),
        Rule("withdraw", ("sent",), "withdrawn", who="supervisor"),
        Rule("expire", ("sent",), "expired", who="house"),
        Rule("answer", ("accepted",), "answered", who="house"),
        Rule("recall", ("accepted", "answered"), "recalled", who="supervisor"),
        Rule("confirm-recall", ("recalled",), "recall-confirmed", who="house"),
    ),
)

TRANSFER = Machine(
    name="transfer",
    initial="offered",
    states=("offered", "accepted", "refused", "withdrawn", "expired"),
    terminal=frozenset({"accepted", "refused", "withdrawn", "expired"}),
    rules=(
        Rule("accept", ("offered",), "accepted", who="house"),
        Rule("refuse", ("offered",), "refused", who="house"),
        Rule("withdraw", ("offered",), "withdrawn", who="supervisor"),
        Rule("expire", ("offered",), "expired", who="house"),
    ),
)

# One recipient of one dissemination, as the sender knows it.
RECIPIENT = Machine(
    name="recipient",
    initial="prepared",
    states=(
        *("prepared", "sent", "received", "recalled", "recall-confirmed"),
        *("refused", "cancelled"),
    ),
    terminal=frozenset({"refused", "cancelled", "recall-confirmed"}),
    rules=(
        Rule("send", ("prepared",), "sent", who="sender"),
        Rule("cancel", ("prepared",), "cancelled", who="owner-or-supervisor"),
        Rule("receive", ("sent",), "received", who="house-or-outside"),
        Rule("refuse", ("sent",), "refused", who="house-or-outside"),
        Rule("recall", ("sent", "received"), "recalled", who="owner-or-supervisor"),
        Rule("confirm-recall", ("recalled",), "recall-confirmed", who="house-or-outside"),
    ),
)

# What lies in the receiver's room: the same thing, seen from the other side.
DELIVERY = Machine(
    name="delivery",
    initial="offered",
    states=(
        *("offered", "accepted", "answered", "recalled", "recall-confirmed"),
        *("refused", "withdrawn", "expired"),
    ),
    terminal=frozenset({"refused", "withdrawn", "expired", "recall-confirmed"}),
    rules=(
        Rule("accept", ("offered",), "accepted"),
        Rule("refuse", ("offered",), "refused"),
        Rule("withdraw", ("offered",), "withdrawn", who="house"),
        Rule("expire", ("offered",), "expired", who="house"),
        Rule("answer", ("accepted",), "answered"),
        Rule("recall", ("offered", "accepted", "answered"), "recalled", who="house"),
        Rule("confirm-recall", ("recalled",), "recall-confirmed"),
    ),
)

REDRESS = Machine(
    name="redress",
    initial="received",
    states=(
        *("received", "open", "extended", "answered", "appealed"),
        *("closed", "withdrawn", "unidentified"),
    ),
    terminal=frozenset({"closed", "withdrawn", "unidentified"}),
    rules=(
        Rule("question", ("received",), "received", who="protection-officer"),
        Rule("identify", ("received",), "open", who="protection-officer"),
        Rule("dismiss", ("received",), "unidentified", who="protection-officer"),
        Rule("extend", ("open",), "extended", who="protection-officer"),
        Rule("answer", ("open", "extended"), "answered", who="protection-officer"),
        Rule("withdraw", ("received", "open", "extended"), "withdrawn", who="protection-officer"),
        Rule("appeal", ("answered",), "appealed", who="protection-officer"),
        Rule("decide", ("appealed",), "closed", who="other-officer"),
        Rule("close", ("answered",), "closed", who="protection-officer"),
    ),
)

ALL = (CASE, TASK, REFERRAL, TRANSFER, RECIPIENT, DELIVERY, REDRESS)
