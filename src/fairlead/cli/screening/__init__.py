"""Screening from the console: lists, questions, reasons. Works without a database.

The commands are said here; what does the work is imported when a command runs, because arrays take
a second to load and ``fairlead doctor`` needs none.
"""

from pathlib import Path
from typing import Annotated

import typer

from fairlead.cli.screening.speaking import Language
from fairlead.core.screening.wishes import Explain

app = typer.Typer(
    help="Lists made ready to be asked: built once, opened in milliseconds.", no_args_is_help=True
)
Lists = Annotated[
    list[Path], typer.Option("--list", help="A list: JSON lines, CSV, XLSX or an index.")
]
InLanguage = Annotated[
    Language | None,
    typer.Option(help="The language of the words; default: that of the terminal, or English."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]


def screen(
    lists: Lists,
    queries: Annotated[Path, typer.Option(help="Who is asked about; - is standard input.")],
    out: Annotated[Path, typer.Option(help="Where the answers go; - is standard output.")] = Path(
        "-"
    ),
    *,
    explain: Annotated[Explain, typer.Option(help="Which hits say why.")] = Explain.ALERTS,
) -> None:
    """Ask lists about many people. One line of JSON for each, hits best first."""
    from fairlead.cli.screening import asking

    asking.screen(lists, queries, out, explained=explain)


def match(
    name: Annotated[str, typer.Argument(help="A name, in any script and order.")],
    lists: Lists,
    *,
    schema: Annotated[str, typer.Option(help="Person, Organization, Vessel …")] = "Person",
    birth: Annotated[str, typer.Option(help="A date of birth.")] = "",
    country: Annotated[str, typer.Option(help="A nationality or country.")] = "",
    language: InLanguage = None,
    as_json: AsJson = False,
) -> None:
    """Ask about one name, and print what the lists say as a table."""
    from fairlead.cli.screening import asking

    properties: dict[str, tuple[str, ...]] = {
        "name": (name,),
        "birthDate": (birth,),
        "nationality": (country,),
    }
    known = {key: texts for key, texts in properties.items() if texts[0]}
    asking.match(lists, schema, known, as_json=as_json, language=language)


def explain(
    lists: Lists,
    query: Annotated[str, typer.Option(help="The question: JSON as in a file of questions.")],
    entry: Annotated[str, typer.Option(help="The id of an entry.")],
    *,
    language: InLanguage = None,
    as_json: AsJson = False,
) -> None:
    """Say why a person is, or is not, taken for an entry: every piece, and their sum."""
    from fairlead.cli.screening import asking

    asking.explain(lists, query, entry, as_json=as_json, language=language)


@app.command()
def build(
    file: Annotated[Path, typer.Argument(help="A list: JSON lines, CSV or XLSX.")],
    out: Annotated[Path, typer.Option(help="Where the index goes.")],
    *,
    label: Annotated[str, typer.Option(help="What hits call the list; default: its name.")] = "",
) -> None:
    """Build the index of a list. The old index stays until the new one is whole."""
    from fairlead.cli.screening import indexes

    indexes.build(file, out, label)


@app.command()
def info(
    file: Annotated[Path, typer.Argument(help="An index.")],
    *,
    verify: Annotated[bool, typer.Option(help="Read it all and compare the digest.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what an index holds."""
    from fairlead.cli.screening import indexes

    indexes.info(file, verify=verify, as_json=as_json)
