"""What is true of the invented traffic, beside the messages that tell of it.

A `Truth` is one line of JSON. Its ``truth`` says of what:

- ``plan``: the plan, so that a file tells how to make it again;
- ``movement``: a flight or a call of a ship;
- ``person``: somebody, with all documents, on first mention of the day;
- ``journey``: that somebody is booked on a movement, and what became of it;
- ``message``: a transmission: everybody whom it names, as a good reader reads them, and every
  problem code that such a reader reports, with its number;
- ``fault``: something planted in a message, with the code that tells of it. Where ``code`` is
  null nothing in the message is wrong: only whoever compares messages can find it.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fairlead.core.generator.people import Person
from fairlead.core.travel import Push

Values = dict[str, Any]
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@dataclass(frozen=True, slots=True)
class Truth:
    """One line of the truth."""

    kind: str
    values: Values

    def line(self) -> str:
        """Return the line, as JSON."""
        return _encode({"truth": self.kind} | self.values)


@dataclass(frozen=True, slots=True)
class Transmission:
    """Bytes that were sent: by whom, to whom, when (UTC)."""

    name: str
    format: str
    sent_at: datetime
    sender: str
    receiver: str
    content: bytes


@dataclass(slots=True)
class Draft:
    """A message before it is written: faults are planted here.

    ``told`` says of every person of ``push.persons``, in order, what a reader reads; ``problems``
    counts the codes that a reader reports although nothing was planted (a traveller without a
    document is told, and is nobody's fault).
    """

    name: str
    push: Push
    sent_at: datetime
    sender: str
    receiver: str
    movement: str
    told: list[Values]
    problems: Counter[str] = field(default_factory=Counter)
    faults: list[Values] = field(default_factory=list)
    content: bytes = b""
    unsent: bool = False
    twice: bool = False
    damage: str = ""  # the fault that is to be planted in the bytes
    lost: list[str] = field(default_factory=list)  # who should be named and is not
    people: list[Person] = field(default_factory=list)  # of whom nothing was said before


def person_truth(person: Person, day: date, **more: str) -> Truth:
    """Say who somebody is, with the document of the day."""
    name, passport = person.name, person.passport(day)
    return Truth(
        "person",
        {
            "person": person.id,
            "surname": name.surname,
            "given": name.given,
            "written": f"{name.plain_given} {name.plain_surname}".strip(),
            "native": f"{name.native_given} {name.native_surname}".strip(),
            "culture": person.culture,
            "sex": person.sex,
            "birth_date": person.birth,
            "nationality": person.state,
            "document": [passport.type, passport.number, passport.issuer, passport.expiry],
        }
        | more,
    )


def moment(at: datetime) -> str:
    """Write a moment as ISO 8601 with Z."""
    return f"{at.isoformat()[:16]}Z"


def prepared(at: datetime) -> str:
    """Write a moment as an interchange has it: ``YYMMDDHHMM``."""
    return at.strftime("%y%m%d%H%M")


def message_truth(draft: Draft, file: str) -> Truth:
    """Say what a message tells; ``file`` is the name of its transmission."""
    return Truth(
        "message",
        {
            "name": draft.name,
            "file": file,
            "format": draft.push.format,
            "meaning": draft.push.meaning,
            "movement": draft.movement,
            "sent_at": moment(draft.sent_at),
            "sender": draft.sender,
            "receiver": draft.receiver,
            "sent": not draft.unsent,
            "persons": draft.told,
            "lost": draft.lost,
            "problems": dict(sorted(draft.problems.items())),
        },
    )
