"""From a request to the frame of its answer."""

from collections.abc import Iterable

from fairlead.core.formats.cusres.grammar import ANSWERS, DETAIL, HEADER
from fairlead.core.travel import Answer, Party, Push, Reference


def answer_to(request: Push, answers: Iterable[Answer], *, function: str = "962") -> Push:
    """Return an answer to a PAXLST: same transaction, same movement, sender and recipient turned.

    Every answer names its person; one that names nobody is about the whole message.
    """
    given = list(answers)
    for answer in given:
        named = answer.locator or answer.reference or answer.references
        answer.level = answer.level or (DETAIL if named else HEADER)
        answer.codes = answer.codes or [answer.code]
    return Push(
        format="CUSRES",
        version=request.version,
        reference=request.reference,
        function=function,
        transaction=request.transaction,
        access=request.access,
        sequence=request.sequence,
        last=request.last,
        sender=request.recipient,
        recipient=request.sender,
        prepared=request.prepared,
        interchange=request.interchange,
        test=request.test,
        movement=request.movement,
        answers=given,
    )


def about(person: Party, code: str, text: str = "") -> Answer:
    """Return an answer about one person, named as the request named them."""
    references = (
        [] if person.reference else [Reference("SEA", seat.number) for seat in person.seats]
    )
    return Answer(
        level=DETAIL,
        code=code,
        text=text,
        meaning=ANSWERS.get(code[:1], ""),
        locator=person.locator,
        reference=person.reference,
        references=references,
        codes=[code],
    )
