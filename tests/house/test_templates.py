"""Templates keep the same walls as modules, and say nothing that is not translated."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.house.source import PACKAGE, room_of

_REFERENCE = re.compile(r"""\{%\s*(url|include|extends)\s+["']([\w-]+)[:/]""")
_TAGS = re.compile(
    r"\{%\s*blocktranslate.*?%\}.*?\{%\s*endblocktranslate\s*%\}"
    r"|\{%\s*comment.*?%\}.*?\{%\s*endcomment\s*%\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
    re.DOTALL,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description"}
OWN_NAMES = {"Fairlead"}


def templates(package: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(package.rglob("templates/**/*.html")):
        yield path.relative_to(package), path.read_text(encoding="utf-8")


def crossings(package: Path) -> Iterator[str]:
    """Find a desk's template that names another desk's address or template."""
    desks = {path.name for path in (package / "desks").iterdir() if path.is_dir()}
    for path, text in templates(package):
        own = room_of(path)
        for tag, other in _REFERENCE.findall(text):
            if other in desks - {own}:
                yield f"{path}: {tag} {other}"


def kernel_templates(package: Path) -> Iterator[str]:
    """Find pages on the floor that has none: a page needs the frame of the floor above."""
    yield from (str(path) for path, _text in templates(package) if path.parts[0] == "kernel")


class _Spoken(HTMLParser):
    """Collects what a person sees or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.texts += [value or "" for name, value in attrs if name in SPOKEN_ATTRIBUTES]


def untranslated(package: Path) -> Iterator[str]:
    for path, text in templates(package):
        spoken = _Spoken()
        spoken.feed(_TAGS.sub(" ", text))
        for words in spoken.texts:
            if set(_WORD.findall(words)) - OWN_NAMES:
                yield f"{path}: {words.strip()}"


def inline(package: Path) -> Iterator[str]:
    """Find what the content security policy would refuse: inline scripts, styles, handlers."""
    pattern = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", re.IGNORECASE
    )
    for path, text in templates(package):
        if found := pattern.search(text):
            yield f"{path}: {found.group(0)}"


def untrimmed(package: Path) -> Iterator[str]:
    for path, text in templates(package):
        for tag in re.findall(r"\{%\s*blocktranslate\b.*?%\}", text, re.DOTALL):
            if "trimmed" not in tag.split():
                yield f"{path}: {tag}"


def test_every_block_is_trimmed_so_that_its_text_does_not_depend_on_indentation() -> None:
    assert list(untrimmed(PACKAGE)) == []


def test_no_template_names_another_desk() -> None:
    assert list(crossings(PACKAGE)) == []


def test_the_kernel_has_no_pages() -> None:
    assert list(kernel_templates(PACKAGE)) == []


def test_a_page_in_the_kernel_is_found(tmp_path: Path) -> None:
    page = tmp_path / "kernel" / "audit" / "templates" / "audit" / "page.html"
    page.parent.mkdir(parents=True)
    page.touch()

    assert list(kernel_templates(tmp_path)) == ["kernel/audit/templates/audit/page.html"]


def test_every_string_in_a_template_is_translated() -> None:
    assert list(untranslated(PACKAGE)) == []


def test_nothing_is_inline() -> None:
    assert list(inline(PACKAGE)) == []


def test_planted_violations_are_found(tmp_path: Path) -> None:
    (tmp_path / "desks" / "finance").mkdir(parents=True)
    template = tmp_path / "desks" / "travel" / "templates" / "travel" / "page.html"
    template.parent.mkdir(parents=True)
    template.write_text(
        '{% url "finance:report" %}<p title="Hello">{% translate "Yes" %} bare</p>'
        '<p onclick="x()">{{ value }}</p>{% blocktranslate %}a{% endblocktranslate %}',
        encoding="utf-8",
    )
    place = "desks/travel/templates/travel/page.html"

    assert list(crossings(tmp_path)) == [f"{place}: url finance"]
    assert list(untranslated(tmp_path)) == [f"{place}: Hello", f"{place}: bare"]
    assert list(untrimmed(tmp_path)) == [f"{place}: {{% blocktranslate %}}"]
    assert list(inline(tmp_path)) == [f"{place}:  onclick="]
