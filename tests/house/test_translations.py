"""Every string is there in six languages; a gap in a catalogue is found."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from fairlead.cli import messages
from tests.house.source import PACKAGE, modules

TRANSLATING = {"format_lazy", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "_"}
TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
LATIN_SIGN = re.compile(r"(?:}}|</bdi>)\s*[,;:](?=\s)")


def test_every_catalogue_is_complete() -> None:
    assert list(messages.all_problems()) == []


def test_strings_of_python_and_of_templates_are_both_read() -> None:
    found = {message.id for message in messages.from_source()}

    assert {"Sign in", "Oversight officer"} <= found


def test_gaps_are_found() -> None:
    template, catalogue = Catalog(), Catalog(locale="fr")
    for text in ("Good day, %(name)s", "Case", "Hit", "Queue"):
        template.add(text)
    catalogue.add("Good day, %(name)s", "Bonjour, %(nom)s")
    catalogue.add("Case", "")
    catalogue.add("Hit", "Correspondance")
    catalogue.add("Gone", "Disparu")

    assert list(messages.problems_of("fr", catalogue, template)) == [
        "fr: missing: 'Queue'",
        "fr: not translated: 'Case'",
        "fr: other placeholders: 'Good day, %(name)s'",
        "fr: no longer used: 'Gone'",
    ]


def joined_in_code(package: Path = PACKAGE) -> Iterator[str]:
    """Find words that code puts together: each language has its own comma and its own order."""
    for path, tree in modules(package):
        if path.parts[0] in {"cli", "core"}:
            continue  # the console speaks English
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in TRANSLATING:
                yield from (f"{path}:{node.lineno}" for each in ast.walk(node) if _joins(each))
    for template in sorted(package.rglob("*.html")):
        text = TRANSLATED.sub("", template.read_text(encoding="utf-8"))
        yield from (f"{template.relative_to(package)}" for _found in LATIN_SIGN.finditer(text))


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _joins(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant())):
            return True
        case ast.JoinedStr(values=values):
            return sum(isinstance(each, ast.FormattedValue) for each in values) > 1
    return False


def test_no_words_are_joined_in_code() -> None:
    assert list(joined_in_code()) == []


def test_words_that_are_joined_are_found(tmp_path: Path) -> None:
    desk = tmp_path / "desks" / "travel"
    desk.mkdir(parents=True)
    (desk / "queries.py").write_text(
        "a = format_lazy(_('Missing: {names}.'), names=', '.join(missing))\n"
        "b = format_lazy(_('First: {one}'), one=f'{x}: {y}')\n"
        "c = ', '.join(names)\n",
        encoding="utf-8",
    )
    (desk / "page.html").write_text(
        "<bdi>{{ name }}</bdi>, {{ agency }}\n"
        "{% blocktranslate %}{{ a }}, {{ b }}{% endblocktranslate %}\n",
        encoding="utf-8",
    )

    assert list(joined_in_code(tmp_path)) == [
        "desks/travel/queries.py:1",
        "desks/travel/queries.py:2",
        "desks/travel/page.html",
    ]


def test_every_state_and_outcome_says_of_what() -> None:
    """They agree with their noun: “Refusée” is said of a demande, “Rejeté” of a renvoi."""
    participles = re.compile(r"(Open|Closed|Done|Sent|[A-Z][a-z]+(ed|wn|lled))")
    bare = {
        message.id
        for message in messages.from_source()
        if not message.context and isinstance(message.id, str) and participles.fullmatch(message.id)
    }

    assert bare == set()
