"""Flight numbers: whose they are."""

import re

_BETWEEN = re.compile(r"[\s/.-]")  # what senders put between carrier and number
# Carriers have two characters, one of them a letter, or three letters.
_FLIGHT = re.compile(r"([A-Z]{3}|[A-Z][A-Z0-9]|[0-9][A-Z])(\d{1,5}[A-Z]?)")


def split_flight(journey: str, carrier: str) -> tuple[str, str]:
    """Part a flight number from its carrier.

    >>> split_flight("ZZ123", "ZZ"), split_flight("A92707", ""), split_flight("123", "ZZ")
    (('ZZ', '123'), ('A9', '2707'), ('ZZ', '123'))
    >>> split_flight("ZZ-123A", ""), split_flight("", "ZZ123")
    (('ZZ', '123A'), ('ZZ', '123'))
    """
    journey = _BETWEEN.sub("", journey)
    bare = journey.removeprefix(carrier)
    whole = _FLIGHT.fullmatch(carrier.upper())
    if whole and not journey:  # both stand where the carrier should
        return whole.group(1), whole.group(2)
    found = _FLIGHT.fullmatch(journey.upper())
    if carrier and bare != journey:
        return carrier, bare
    if found:  # the number carries a code of its own, maybe of three letters for one of two
        return carrier or found.group(1), found.group(2)
    return carrier, journey
