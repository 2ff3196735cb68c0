"""Keeping the six catalogues complete, without GNU gettext."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from rich.console import Console

from fairlead.site import catalogues

SOURCE = Path(__file__).parent.parent
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh_Hans")
ORIGIN = "en"  # the language in which the strings are written
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Headers that change with every run, or name somebody: a catalogue's history is in git.
_NOISE = tuple(
    f'"{name}'
    for name in (
        "Project-Id",
        "Report-Msgid",
        "POT-Creation",
        "PO-Rev",
        "Last-Tr",
        "Language-T",
        "Gener",
    )
)
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")

talk = Console(stderr=True)
app = typer.Typer(help="Keep the translations complete.", no_args_is_help=True)


@app.command("extract")
def extract_() -> None:
    """Bring every catalogue up to date with the strings in the source."""
    for language in LANGUAGES:
        catalogue = _read(language)
        # A fresh template each time: a catalogue keeps the very messages that it is given.
        catalogue.update(from_source(), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        if language == ORIGIN:
            _translate_by_itself(catalogue)
        _write(language, catalogue)
        talk.print(f"{language}: {sum(1 for _ in untranslated(catalogue))} strings to translate")


@app.command("compile")
def compile_() -> None:
    """Write the compiled catalogues that are missing or stale."""
    for path in catalogues.compile_stale():
        talk.print(str(path.relative_to(SOURCE)))


@app.command()
def check(
    *, quiet: Annotated[bool, typer.Option(help="Print only what is wrong.")] = False
) -> None:
    """Fail when a string is missing, untranslated, or has other placeholders than its origin."""
    problems = list(all_problems())
    for problem in problems:
        talk.print(problem, markup=False, highlight=False, soft_wrap=True)
    if problems:
        raise typer.Exit(1)
    if not quiet:
        talk.print("All six languages are complete.")


def all_problems() -> Iterator[str]:
    """Say what is wrong in any catalogue, with its place."""
    template = from_source()
    for language in LANGUAGES:
        yield from problems_of(language, _read(language), template)


def problems_of(language: str, catalogue: Catalog, template: Catalog) -> Iterator[str]:
    """Say what is wrong in one catalogue."""
    for message in template:
        if message.id and catalogue.get(message.id, message.context) is None:
            yield f"{language}: missing: {_words(message)!r}"
    for message in untranslated(catalogue):
        yield f"{language}: not translated: {_words(message)!r}"
    for message in catalogue:
        if message.id and template.get(message.id, message.context) is None:
            yield f"{language}: no longer used: {_words(message)!r}"
        elif message.id and not _same_placeholders(message):
            yield f"{language}: other placeholders: {_words(message)!r}"


def from_source() -> Catalog:
    """Return every string that the source and the templates mark for translation."""
    template = Catalog(project="Fairlead", charset="utf-8", fuzzy=False)
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "locale" not in path.parts:
            for text, context in _strings(path):
                place = (str(path.relative_to(SOURCE)), 0)
                template.add(text, locations=[place], context=context)
    return template


def _strings(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        # What remains of the markup is indented as no Python is; strings are always trimmed.
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    stream = io.BytesIO(source.encode())
    for _line, text, _comments, context in extract("python", stream, KEYWORDS):
        yield text, context


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """Return the messages that have no, or not every, translation."""
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            yield message


def _same_placeholders(message: Message) -> bool:
    wanted = _placeholders(message.id)
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    # A plural form may leave the number out ("one day"), but may not invent a name.
    if isinstance(message.id, tuple | list):
        return all(_placeholders(string or "") <= wanted for string in strings)
    return all(_placeholders(string) == wanted for string in strings if string)


def _placeholders(text: str | tuple[str, ...] | list[str]) -> frozenset[str]:
    texts = [text] if isinstance(text, str) else list(text)
    return frozenset(match.group(0) for one in texts for match in _PLACEHOLDER.finditer(one))


def _translate_by_itself(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id:
            message.string = message.id


def _words(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _path(language: str) -> Path:
    return catalogues.FOLDER / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Catalog:
    if not _path(language).exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with _path(language).open("rb") as stream:
        return read_po(stream, locale=language)


def _write(language: str, catalogue: Catalog) -> None:
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.header_comment = "# What Fairlead says, in one language. Kept by `fairlead messages`."
    written = io.BytesIO()
    write_po(written, catalogue, width=100, sort_output=True, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if not line.startswith(_NOISE)), encoding="utf-8"
    )
