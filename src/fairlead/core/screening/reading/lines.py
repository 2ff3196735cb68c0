"""Entities as JSON lines in the shape of FollowTheMoney."""

import json
from collections.abc import Iterator
from sys import intern
from typing import Any, BinaryIO, Final

from fairlead.core.problems import Problem, Severity
from fairlead.core.screening.reading.documents import numbers_in, with_documents
from fairlead.core.screening.reading.entities import (
    STATEMENTS,
    USUAL,
    Checks,
    Entity,
    Options,
    Properties,
    Where,
    cleaned,
    with_name,
)
from fairlead.core.screening.reading.limits import LONGEST_LINE, LONGEST_VALUE
from fairlead.core.screening.reading.texts import SUSPECT
from fairlead.core.screening.reading.wide import Lines, lines_of

_decode = json.JSONDecoder(strict=False).decode
_BOM: Final = b"\xef\xbb\xbf"
_CONTROLS: Final = bytes(byte for byte in range(32) if byte not in b"\t\r\n") + b"\x7f"
_OWN: Final = frozenset({"id", "qid", "schema", "caption", "group", "expect", "datasets"})


def read_lines(stream: BinaryIO, options: Options = USUAL) -> Iterator[Entity | Problem]:
    """Read one JSON object from each line; empty lines say nothing."""
    checks = Checks(options)
    number = offset = 0
    problems: list[Problem] = []
    lines = lines_of(stream)
    while line := lines.readline(LONGEST_LINE):
        number += 1
        where = Where(offset, number)
        offset += len(line)
        if number == 1:
            line = line.removeprefix(_BOM)
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            offset += _skip(lines)
            yield where.problem("entity.line-too-long", Severity.ERROR)
        elif not line.isspace() and line:
            entity = _entity(line, where, checks, problems)
            if problems:
                yield from problems
                problems.clear()
            if entity:
                yield entity


def _skip(stream: Lines) -> int:
    """Pass over the rest of a line, and return how long it was."""
    passed = 0
    while piece := stream.readline(LONGEST_LINE):
        passed += len(piece)
        if piece.endswith(b"\n"):
            break
    return passed


def _entity(line: bytes, where: Where, checks: Checks, problems: list[Problem]) -> Entity | None:
    """Return the entity of a line, and add what is wrong with it to the problems."""
    document, text = _document(line, where, problems)
    if document is None:
        return None
    schema = document.get("schema")
    if type(schema) is str and schema in STATEMENTS:
        problems.append(where.problem("entity.not-a-subject", Severity.NOTE, "schema"))
        return None
    properties = _properties(document, where, problems)
    if b"\\u" in line or len(line.translate(None, _CONTROLS)) < len(line) or _unseen(text):
        properties, more = cleaned(properties, where)
        problems += more
    if "name" not in properties:
        properties = with_name(properties)
    if line.count(b'"schema"') > 1:
        properties = _with_nested(properties, document)
    key = document.get("qid") or document.get("id")
    if type(key) is not str or type(schema) is not str or not key:
        key, schema = _named(key, schema, where, checks.options, problems)
    if key in checks.options.documents:
        properties = with_documents(properties, checks.options.documents[key])
    entity = Entity(key, intern(schema), properties, where.line)
    problems += checks.of(entity, where, long=len(line) > LONGEST_VALUE)
    return entity


def _document(
    line: bytes, where: Where, problems: list[Problem]
) -> tuple[dict[str, Any] | None, str]:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode(errors="replace")
        problems.append(where.problem("entity.encoding", Severity.ERROR, text=text))
    try:
        document = _decode(text)
    except (ValueError, RecursionError) as error:
        column = error.colno if isinstance(error, json.JSONDecodeError) else 0
        fact = ("column", str(column))
        problems.append(where.problem("entity.broken-json", Severity.ERROR, "", 0, text, fact))
        return None, text
    if type(document) is not dict:
        problems.append(where.problem("entity.not-an-object", Severity.ERROR, text=text))
        return None, text
    return document, text


def _unseen(text: str) -> bool:
    return not text.isascii() and SUSPECT.search(text) is not None


def _named(
    key: object, schema: object, where: Where, options: Options, problems: list[Problem]
) -> tuple[str, str]:
    """Return an id and a schema for an entity that lacks one or has something else."""
    if type(key) is int:
        key = str(key)
    if not key or type(key) is not str:
        key = f"line-{where.line}"
        problems.append(where.problem("entity.no-id", Severity.WARNING, "id"))
    if not schema or type(schema) is not str:
        schema = options.schema
        problems.append(where.problem("entity.no-schema", Severity.NOTE, "schema"))
    return key, schema


def _properties(document: dict[str, Any], where: Where, problems: list[Problem]) -> Properties:
    """Return the properties; those of a flat object are its own members."""
    values = document.get("properties")
    if type(values) is not dict:
        if values is not None:
            problems.append(where.problem("entity.bad-property", Severity.ERROR, "properties"))
        values = {name: value for name, value in document.items() if name not in _OWN}
    found: Properties = {}
    for name, items in values.items():
        texts: tuple[str, ...] = ()
        if type(items) is list:
            texts = tuple([item.strip() for item in items if type(item) is str])
        if len(texts) != len(items if type(items) is list else (items,)):
            texts, good = _texts(items if type(items) is list else [items])
            if not good:
                problems.append(where.problem("entity.bad-property", Severity.ERROR, name))
        if "" in texts:
            texts = tuple(text for text in texts if text)
        if texts:
            found[intern(name)] = texts
    return found


def _texts(items: list[Any]) -> tuple[tuple[str, ...], bool]:
    """Return the texts of values that are not all texts; numbers become texts, nothing else.

    An entity that stands within another is no text, and no fault: its numbers are taken elsewhere.
    """
    found = []
    good = True
    for item in items:
        if type(item) is str:
            found.append(item.strip())
        elif type(item) is int:
            found.append(str(item))
        elif item is not None and not (type(item) is dict and "schema" in item):
            good = False
    return tuple(found), good


def _with_nested(properties: Properties, document: dict[str, Any]) -> Properties:
    """Add the numbers of documents that stand within the entity (``targets.nested.json``)."""
    values = document.get("properties")
    nested = [
        item
        for items in (values.values() if type(values) is dict else ())
        if type(items) is list
        for item in items
        if type(item) is dict
    ]
    return with_documents(properties, [found for one in nested for found in numbers_in(one)])
