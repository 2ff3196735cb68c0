"""Every address of the site, with something sensible for its parameters."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.urls import get_resolver

from fairlead.kernel.gateway.addresses import Address

NOBODY = uuid.UUID("00000000-0000-7000-8000-000000000000")
PARAMETERS: dict[str, object] = {
    "uuid": NOBODY,
    "uuidstr": NOBODY,
    "int": 1,
    "slug": "conflict",
    "str": "some-word",
}


@dataclass(frozen=True)
class Place:
    """One address: its route, a path that fits it, and what answers there."""

    route: str
    path: str
    view: Any

    def __str__(self) -> str:
        return f"/{self.route}"

    @property
    def is_operation(self) -> bool:
        """Whether machines call it, and not browsers."""
        return isinstance(self.view, Address)

    @property
    def takes_foreign_posts(self) -> bool:
        """Whether it says itself that it needs no token of a form."""
        return bool(getattr(self.view, "csrf_exempt", False))


def places() -> list[Place]:
    """Return every address, in the order in which they are declared."""
    return [
        Place(route, "/" + _filled(route, converters), view)
        for route, converters, view in _walk(get_resolver(), "", {})
    ]


def pages() -> list[Place]:
    """Return every address that a browser can be led to."""
    return [place for place in places() if not place.is_operation]


def _walk(
    resolver: Any, prefix: str, above: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any], Any]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        converters = above | getattr(pattern.pattern, "converters", {})
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, route, converters)
        else:
            yield route, converters, pattern.callback


def _filled(route: str, converters: dict[str, Any]) -> str:
    path = route
    for name, converter in converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for written in (f"<{kind}:{name}>", f"<uuid:{name}>", f"<{name}>"):
            path = path.replace(written, str(PARAMETERS[kind]))
    assert "<" not in path, route
    return path


class Markup(HTMLParser):
    """What a page would make a browser do."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.violations: list[str] = []
        self.loaded: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.tokens = 0
        self.charset = ""
        self._in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._look_for_code(tag, attributes)
        self._in_script = tag == "script"
        if tag in ("img", "script", "source", "iframe", "embed", "audio", "video", "input"):
            self.loaded += [attributes["src"]] if "src" in attributes else []
        if tag == "link":
            self.loaded.append(attributes.get("href", ""))
        if tag == "form":
            self.forms.append(attributes)
        if tag == "meta" and "charset" in attributes:
            self.charset = attributes["charset"]
        if tag == "input" and attributes.get("name") == "csrfmiddlewaretoken":
            self.tokens += 1

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.violations.append(f"inline script: {data.strip()[:60]}")

    def _look_for_code(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style" or "style" in attributes:
            self.violations.append(f"inline style in <{tag}>")
        if tag in ("base", "object", "embed", "iframe", "frame"):
            self.violations.append(f"<{tag}>")
        for name, value in attributes.items():
            if name.startswith(("on", "hx-on")):
                self.violations.append(f"handler {name} in <{tag}>")
            if value.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
                self.violations.append(f"{name}={value[:30]} in <{tag}>")
        if tag == "meta" and attributes.get("http-equiv", "").lower() in ("refresh", "set-cookie"):
            self.violations.append(f"meta {attributes['http-equiv']}")
        if attributes.get("target") == "_blank" and "noopener" not in attributes.get("rel", ""):
            self.violations.append("target=_blank without rel=noopener")
