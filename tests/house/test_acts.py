"""The ledger act of an action follows from its name: ``open_case`` writes ``cases.case.opened``.

``tests/house/test_actions.py`` sees to it that every action records; this sees to it under which
name, so that the code, the ledger and the screen use one vocabulary. The rule is
``fairlead.core.acts``; it holds in every room, and what departs from it says why.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from fairlead.core.acts import act_of
from tests.house.source import Function, called_names, modules, room_of
from tests.house.test_actions import is_action_file

ACT = re.compile(r"[a-z]+(\.[a-z_]+){2}")
DEPARTURES = {
    "audit.record": "the recorder itself: it writes the acts of all others",
    "cases.adopt": "a part of two acts, never one alone: accepting and merging a delivery",
    "people.create_service": "a service is a kind of account: people.account.created",
    "people.end_all_sessions": "an adjective says which sessions: people.session.ended",
    "people.end_other_sessions": "an adjective says which sessions: people.session.ended",
    "people.grant_first_role": "a grant is a grant: who counts people.role.granted sees all",
    "retention.ask_to_unseal": "asks for what unsealing does: retention.unsealing.asked",
    "retention.destroy_ended_key": "an adjective says which key: retention.key.destroyed",
    "retention.note_unsealed_look": "a look at an identity, told apart from a look without a seal",
    "retention.open_identities": "a look at several is one look: retention.identity.opened",
    "retention.run_due": "does several things, each under its own name, then certifies the run",
    "retention.unseal_record": "what is unsealed is the identity; the record stays sealed",
}


def acts_in(function: Function, beside: Mapping[str, Function]) -> set[str]:
    """Return every literal act that a function names, itself or through private ones beside it."""
    found, seen, ahead = set[str](), set[str](), [function]
    while ahead:
        node = ahead.pop()
        seen.add(node.name)
        found |= {
            each.value
            for each in ast.walk(node)
            if isinstance(each, ast.Constant)
            and isinstance(each.value, str)
            and ACT.fullmatch(each.value)
        }
        private = {name for name in called_names(node) if name.startswith("_")} - seen
        ahead += [beside[name] for name in sorted(private & beside.keys())]
    return found


def misnamed(
    package: Path | None = None, departures: Mapping[str, str] = DEPARTURES
) -> Iterator[tuple[str, str]]:
    """Yield the action and what is wrong with it."""
    for path, tree in modules(*([package] if package else [])):
        if not is_action_file(path):
            continue
        room = room_of(path)
        beside = {node.name: node for node in tree.body if isinstance(node, Function)}
        for name, node in beside.items():
            if name.startswith("_") or f"{room}.{name}" in departures:
                continue
            found = acts_in(node, beside)
            if "_" not in name:
                yield f"{room}.{name}", "says what it does and not to what"
            elif found and (expected := act_of(room, name)) not in found:
                yield f"{room}.{name}", f"writes {', '.join(sorted(found))}, not {expected}"


def test_every_act_follows_from_the_name_of_its_action() -> None:
    assert list(misnamed()) == []


def test_every_departure_is_still_one() -> None:
    assert {name for name, _fault in misnamed(departures={})} == set(DEPARTURES)


def test_a_misnamed_act_is_found(tmp_path: Path) -> None:
    desk = tmp_path / "desks" / "travel"
    desk.mkdir(parents=True)
    (desk / "actions.py").write_text(
        "def send_push(): record(act='travel.push.received')\n"
        "def deny_push(): record(act='travel.push.denied')\n"
        "def seal_push(): _write()\n"
        "def _write(): record(act='travel.push.opened')\n"
        "def close(): record(act='travel.push.closed')\n",
        encoding="utf-8",
    )

    assert list(misnamed(tmp_path)) == [
        ("travel.send_push", "writes travel.push.received, not travel.push.sent"),
        ("travel.seal_push", "writes travel.push.opened, not travel.push.sealed"),
        ("travel.close", "says what it does and not to what"),
    ]
