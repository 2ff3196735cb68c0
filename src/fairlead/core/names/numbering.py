"""Numbers in names of organizations and ships, however they are written."""

from fairlead.core.names import tables
from fairlead.core.names.lexicon import Part
from fairlead.core.names.parts import Kind, Role

_NUMERALS = "ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
ROMAN = {numeral: str(two + 2) for two, numeral in enumerate(_NUMERALS.split(" "))}


def numbered(parts: list[Part], kind: Kind) -> list[Part]:
    """Write numbers in digits: 07, 7th, VII and seven are 7, forty-four is 44."""
    tail = next(
        (place for place, part in enumerate(parts) if place and part.role is Role.LEGAL), len(parts)
    )
    done: list[Part] = []
    for place, part in enumerate(parts):
        number = _number(part, is_last=0 < place == tail - 1, kind=kind)
        if number is None:
            done.append(part)
        elif place and _continues(done[-1], number):
            digits = done[-1].form[0] + number
            done[-1] = done[-1]._replace(form=digits, rule="", end=part.end)
        else:
            rule = "tens" if part.form[0].isalpha() and number.endswith("0") else ""
            done.append(part._replace(form=number, role=Role.NUMBER, rule=rule))
    return done


def _number(part: Part, *, is_last: bool, kind: Kind) -> str | None:
    form = part.form
    if part.role is not Role.NAME:
        return None
    if form[0].isdecimal():
        digits = form.rstrip("stndrh")
        return (digits.lstrip("0") or "0") if digits.isdecimal() else None
    if form in ROMAN:
        return ROMAN[form] if is_last or len(form) > 1 else None
    if form == "i" and is_last:
        return "1"
    return tables.codes("numbers.txt").get(form) if kind is not Kind.VESSEL else None


def _continues(before: Part, number: str) -> bool:
    """Say whether a number in words goes on after its tens: forty-four."""
    return before.rule == "tens" and before.role is Role.NUMBER and len(number) == 1
