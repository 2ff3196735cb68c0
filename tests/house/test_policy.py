"""The whole policy as one table that a reviewer reads: docs/rights/policy.md.

Any change of a permit changes that file, and therefore a review. After a wanted change::

    FAIRLEAD_TEST_WRITE=policy script/test tests/house/test_policy.py
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

from django.apps import apps
from django.utils import translation

from fairlead.core.ledger import Verb
from fairlead.core.policy import Circumstances, Resource, Subject, Table, compile_table
from fairlead.core.registration import Room
from tests.servers import ROOT

FILE = ROOT / "docs" / "rights" / "policy.md"
DATA = tuple(Verb)[:6]
CASE = "case:1"

HEAD = """# The policy, word for word

Every permit that the rooms of the house declare, compiled into one table; what is not here is
denied. This file is compared with the running code by `tests/house/test_policy.py`, which also
asks the policy every question that can be asked (each role, verb, class of data and purpose)
and finds no permit that is not in this file. Its version, which every entry of the ledger
names, is the digest of the compiled table.

A role such as `duty:…` is the house itself at work by the clock, and `approval:…` an act that a
second person has approved, while it is carried out. `log` is due with every permit.
"""

# Roles that erase without a second person: only what somebody recorded has asked for.
ERASERS = {("protection_officer", data_class) for data_class in ("case", "case-identity")}


@cache
def product_rooms() -> dict[str, Room]:
    """Return the rooms of the product, without those that only the tests have."""
    return {
        config.label: room
        for config in apps.get_app_configs()
        if config.name.startswith("fairlead.")
        and isinstance(room := getattr(config, "room", None), Room)
    }


@cache
def table() -> Table:
    rooms = product_rooms().values()
    return compile_table(
        [purpose for room in rooms for purpose in room.purposes],
        [permit for room in rooms for permit in room.permits],
        [duty for room in rooms for duty in room.duties],
    )


def labels() -> dict[str, str]:
    rooms = product_rooms().values()
    with translation.override("en"):
        return {purpose.code: str(purpose.label) for room in rooms for purpose in room.purposes} | {
            f"duty:{duty.code}": str(duty.label) for room in rooms for duty in room.duties
        }


def written() -> str:
    """Return the file as it must be."""
    return "\n".join([HEAD, *_sections()])


def _sections() -> Iterator[str]:
    words = labels()
    for code, ceiling in sorted(table().ceilings.items()):
        yield f"## {words[code]} (`{code}`)\n"
        yield f"Legal basis: {ceiling.legal_basis}."
        if not code.startswith("duty:"):
            yield f"Open to: {', '.join(sorted(ceiling.roles))}."
        if ceiling.case_bound:
            yield "Bound to one case."
        if ceiling.supervises:
            yield "Looks reach the agencies that one's own supervises."
        if ceiling.emergency:
            yield "Only while the glass is broken."
        yield "\n| class of data | role | may | must |\n|---|---|---|---|"
        rows: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
        for purpose, verb, data_class, role, obligations in table().lines():
            if purpose == code:
                rows.setdefault((data_class, role, obligations), []).append(verb)
        for (data_class, role, obligations), verbs in sorted(rows.items()):
            may = ", ".join(verb for verb in Verb if verb in verbs)
            yield f"| {data_class} | {role} | {may} | {', '.join(obligations)} |"
        yield ""


def read(text: str) -> set[tuple[str, str, str, str]]:
    """Return every permit that the file promises: purpose, class, role, verb."""
    found, purpose = set(), ""
    for line in text.splitlines():
        if heading := re.fullmatch(r"## .*\(`(.+)`\)", line):
            purpose = heading.group(1)
        elif line.startswith("| ") and not line.startswith("| class"):
            data_class, role, verbs, _must = line.strip("| ").split(" | ")
            found |= {(purpose, data_class, role, verb) for verb in verbs.split(", ")}
    return found


def asked(policy: Table) -> set[tuple[str, str, str, str]]:
    """Ask everything that can be asked, and return what is permitted."""
    lines = policy.lines()
    roles = {role.code for room in product_rooms().values() for role in room.roles}
    roles |= {line[3] for line in lines} | {"", "nobody"}
    classes = {line[2] for line in lines} | {"", "*", "anything"}
    purposes = {*policy.ceilings, "", "anything"}
    best = Circumstances(emergency=True, founded=True)
    return {
        (purpose, data_class, role, verb.value)
        for purpose, data_class, role, verb in product(purposes, classes, roles, Verb)
        if policy.decide(
            Subject(frozenset({role}), frozenset({"own"})),
            verb,
            Resource(data_class, agency="own", case=CASE),
            purpose,
            CASE,
            best,
        )
    }


def test_the_file_is_the_policy() -> None:
    if os.environ.get("FAIRLEAD_TEST_WRITE") == "policy":
        FILE.write_text(written(), encoding="utf-8")

    assert FILE.read_text(encoding="utf-8") == written(), __doc__


def test_no_question_gets_a_permit_that_the_file_does_not_promise() -> None:
    assert asked(table()) == read(FILE.read_text(encoding="utf-8"))


def test_a_permit_that_nobody_reviewed_is_found(tmp_path: Path) -> None:
    line = next(line for line in table().lines() if line[1] == Verb.CONSULT)
    shorter = tmp_path / "policy.md"
    text = written().replace("consult, ", "", 1).replace("| consult |", "|  |", 1)
    shorter.write_text(text, encoding="utf-8")

    unexpected = asked(table()) - read(shorter.read_text(encoding="utf-8"))

    assert len(unexpected) in {1, 2}
    assert line


def test_the_administrator_sees_no_personal_data() -> None:
    """Nor does a security officer: who keeps the machine and the accounts keeps out."""
    closed = {"administrator", "security_officer"}
    seen = {(role, data_class) for _, data_class, role, _ in asked(table()) if role in closed}

    assert {data_class for _role, data_class in seen} <= {"installation", "approval", "emergency"}


def test_a_person_decides_alone_about_no_erasure() -> None:
    """Erasing is the clock's, or takes two; the exceptions stand in ``ERASERS``."""
    alone = {
        (role, data_class)
        for _, data_class, role, verb in asked(table())
        if verb == Verb.ERASE and not role.startswith(("duty:", "approval:"))
    }
    assert alone == ERASERS
