"""Short ways to write what parse should make of a name."""

from fairlead.core.names import Kind, Name, Role, parse

MARKS = {
    Role.NAME: "",
    Role.INITIAL: "i:",
    Role.PARTICLE: "p:",
    Role.TITLE: "t:",
    Role.SUFFIX: "s:",
    Role.LEGAL: "l:",
    Role.GENERIC: "g:",
    Role.NUMBER: "n:",
}


def written(name: Name) -> str:
    """Write tokens as ``t:dr john i:f smith``."""
    return " ".join(MARKS[token.role] + token.form for token in name.tokens)


def person(text: str) -> str:
    return written(parse(text, Kind.PERSON))


def firm(text: str) -> str:
    return written(parse(text, Kind.ORGANIZATION))


def ship(text: str) -> str:
    return written(parse(text, Kind.VESSEL))


def bag(text: str, kind: Kind = Kind.PERSON) -> list[str]:
    """Return the forms in order of the alphabet: what remains when order is of no account."""
    return sorted(parse(text, kind).forms)
