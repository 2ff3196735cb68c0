"""The two lives that this room keeps, as tables; the documentation draws them from here."""

from fairlead.core.states import Machine, Rule

APPROVAL = Machine(
    name="approval",
    initial="proposed",
    states=("proposed", "approved", "executed", "refused", "withdrawn", "expired"),
    terminal=frozenset({"executed", "refused", "withdrawn", "expired"}),
    rules=(
        Rule("approve", ("proposed",), "approved", who="approver"),
        Rule("execute", ("approved",), "executed", who="involved"),
        Rule("refuse", ("proposed", "approved"), "refused", who="approver"),
        Rule("withdraw", ("proposed", "approved"), "withdrawn", who="proposer"),
        Rule("expire", ("proposed", "approved"), "expired", who="house"),
    ),
)

EMERGENCY = Machine(
    name="emergency",
    initial="open",
    states=("open", "over", "overdue", "reviewed"),
    terminal=frozenset({"reviewed"}),
    rules=(
        Rule("close", ("open",), "over", who="self-or-oversight"),
        Rule("lapse", ("open",), "over", who="house"),
        Rule("suspend", ("over",), "overdue", who="house"),
        Rule("review", ("open", "over", "overdue"), "reviewed", who="oversight"),
    ),
)
