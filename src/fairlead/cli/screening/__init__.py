"""Screening from the console: lists, questions, reasons. Works without a database.

The commands are said here; what does the work is imported when a command runs, because arrays take
a second to load and ``fairlead doctor`` needs none. `faults` says with which code a command ends.
"""

from pathlib import Path
from typing import Annotated

import typer

from fairlead.cli.screening.faults import bearing
from fairlead.cli.screening.speaking import Language
from fairlead.core.screening.wishes import Explain

app = typer.Typer(
    help="Lists made ready to be asked: built once, opened in milliseconds.", no_args_is_help=True
)
population = typer.Typer(
    help="People who are asked about again whenever a list changes: stored once.",
    no_args_is_help=True,
)
Lists = Annotated[
    list[str],
    typer.Option(
        "--list",
        help="A list: JSON lines, CSV, XLSX or an index. May be given several times, and each with "
        "settings: FILE,label=watch,alert=2000,review=0,least=review.",
    ),
]
InLanguage = Annotated[
    Language | None,
    typer.Option(help="The language of the words; default: that of the terminal, or English."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
Out = Annotated[Path, typer.Option(help="Where the lines go; - is standard output.")]
Explained = Annotated[Explain, typer.Option(help="Which hits say why.")]
STANDARD = Path("-")


@bearing
def screen(
    lists: Lists,
    queries: Annotated[
        Path | None, typer.Option(help="Who is asked about; - is standard input.")
    ] = None,
    population: Annotated[
        Path | None, typer.Option(help="A stored population instead: all are asked about.")
    ] = None,
    out: Out = STANDARD,
    *,
    explain: Explained = Explain.ALERTS,
) -> None:
    """Ask lists about many people. One line of JSON for each, hits best first."""
    from fairlead.cli.screening import asking

    asking.screen(lists, queries, population, out, explained=explain)


@bearing
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

    properties = {"name": [name], "birthDate": [birth], "nationality": [country]}
    known = {key: texts for key, texts in properties.items() if texts[0]}
    asking.match(lists, schema, known, as_json=as_json, language=language)


@bearing
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


@bearing
def scores(
    file: Annotated[
        Path,
        typer.Argument(help="Judged hits: JSON lines with qid, list, band, names, decision."),
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Count how often hits were false, by list, band and script, each share with its interval."""
    from fairlead.cli.screening import tallying

    tallying.scores(file, as_json=as_json)


@app.command()
@bearing
def build(
    file: Annotated[Path, typer.Argument(help="A list: JSON lines, CSV or XLSX.")],
    out: Annotated[Path, typer.Option(help="Where the index goes.")],
    *,
    label: Annotated[str, typer.Option(help="What hits call the list; default: its name.")] = "",
    after: Annotated[
        Path | None,
        typer.Option(help="The index of the version before, whose counts of words are kept."),
    ] = None,
) -> None:
    """Build the index of a list. The old index stays until the new one is whole."""
    from fairlead.cli.screening import indexes

    indexes.build(file, out, label, after)


@app.command()
@bearing
def info(
    file: Annotated[Path, typer.Argument(help="An index.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Say what an index holds, after comparing all of it with its digest."""
    from fairlead.cli.screening import indexes

    indexes.info(file, as_json=as_json)


@population.command("build")
@bearing
def build_population(
    people: Annotated[Path, typer.Argument(help="People: JSON lines, CSV or XLSX.")],
    out: Annotated[Path, typer.Option(help="The folder that is made of them.")],
) -> None:
    """Store people in a folder, ready to be asked about again."""
    from fairlead.cli.screening import populations

    populations.build(people, out)


@population.command("info")
@bearing
def info_population(
    folder: Annotated[Path, typer.Argument(help="A stored population.")],
    *,
    verify: Annotated[bool, typer.Option(help="Compare every file with its digest.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what a stored population holds."""
    from fairlead.cli.screening import populations

    populations.info(folder, verify=verify, as_json=as_json)


@population.command()
@bearing
def change(
    folder: Annotated[Path, typer.Argument(help="A stored population.")],
    before: Annotated[Path, typer.Option(help="The version of a list that was asked before.")],
    after: Annotated[Path, typer.Option(help="Its new version.")],
    out: Out = STANDARD,
    *,
    explain: Explained = Explain.NONE,
) -> None:
    """Say which hits a change of a list adds, changes and takes away, without asking everybody."""
    from fairlead.cli.screening import populations

    populations.change(folder, before, after, out, explained=explain)
