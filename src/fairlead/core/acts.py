"""One vocabulary: how the name of an action function becomes the name of its ledger act.

An action is called ``<verb>_<noun>``; it writes ``<room>.<noun>.<past of the verb>``. The past is
regular English unless the verb stands in ``IRREGULAR`` or doubles its last letter (``DOUBLING``);
whoever needs another such verb adds it there.

>>> act_of("cases", "open_case"), act_of("cases", "send_referral")
('cases.case.opened', 'cases.referral.sent')
>>> act_of("retention", "destroy_key"), act_of("access", "apply_policy")
('retention.key.destroyed', 'access.policy.applied')
>>> act_of("people", "grant_own_role")
'people.own_role.granted'
"""

IRREGULAR = {
    "begin": "begun",
    "break": "broken",
    "bring": "brought",
    "choose": "chosen",
    "do": "done",
    "draw": "drawn",
    "find": "found",
    "forget": "forgotten",
    "freeze": "frozen",
    "give": "given",
    "hold": "held",
    "keep": "kept",
    "lay": "laid",
    "leave": "left",
    "make": "made",
    "pay": "paid",
    "put": "put",
    "read": "read",
    "reset": "reset",
    "say": "said",
    "see": "seen",
    "send": "sent",
    "set": "set",
    "sweep": "swept",
    "take": "taken",
    "tell": "told",
    "undo": "undone",
    "wake": "woken",
    "withdraw": "withdrawn",
    "write": "written",
}
DOUBLING = frozenset(
    {
        *("admit", "annul", "ban", "cancel", "cap", "commit", "drop", "log", "map", "omit"),
        *("permit", "pin", "plan", "prefer", "refer", "snap", "stop", "submit", "swap", "tag"),
        *("transfer", "transmit", "trim", "unpin"),
    }
)


def past(verb: str) -> str:
    """Return the past participle of an English verb.

    >>> [past(verb) for verb in ("open", "close", "deny", "destroy", "submit", "take")]
    ['opened', 'closed', 'denied', 'destroyed', 'submitted', 'taken']
    """
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb in DOUBLING:
        return f"{verb}{verb[-1]}ed"
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        return f"{verb[:-1]}ied"
    return f"{verb}ed"


def act_of(room: str, function: str) -> str:
    """Return the act that a function of this room writes; the function is ``<verb>_<noun>``."""
    verb, _, noun = function.partition("_")
    if not noun:
        raise ValueError(f"{function!r} does not say what it does something to")
    return f"{room}.{noun}.{past(verb)}"
