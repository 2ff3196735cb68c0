"""Every string is there in six languages; a gap in a catalogue is found."""

from babel.messages.catalog import Catalog

from fairlead.cli import messages


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
