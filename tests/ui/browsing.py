"""A browser whose requests Django's test client answers: no server, no second process."""

import asyncio
import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Request, Route

from tests.browsers import chromium

HOUSE = "http://localhost"


@contextmanager
def browsing(client: Client, **options: Any) -> Iterator[Page]:
    """Open a page that sees what this client would; the policy of the pages is enforced."""
    with chromium(base_url=HOUSE, **options) as browser:
        browser.route(re.compile(""), lambda route: _answer(client, route))
        yield browser.new_page()


@contextmanager
def _outside_the_loop() -> Iterator[None]:
    """Let Django use the connection of the test: the driver's loop runs in this very thread."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


def _answer(client: Client, route: Route) -> None:
    asked = route.request
    parts = urlsplit(asked.url)
    if parts.path.startswith("/static/"):
        _static(route, parts.path.removeprefix("/static/"))
        return
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    headers = {name: value for name, value in asked.headers.items() if name.startswith("hx-")}
    with _outside_the_loop():
        answer = _asked(client, asked, address, headers)
    if 300 <= answer.status_code < 400:
        # The driver does not hand on what a redirection leads to, so the browser is asked to go.
        onward = {"Refresh": f"0; url={answer.headers['Location']}", "Content-Type": "text/html"}
        route.fulfill(status=200, headers=onward, body="")
        return
    route.fulfill(
        status=answer.status_code,
        headers={name: value for name, value in answer.headers.items() if name != "Content-Length"},
        body=answer.content,
    )


def _asked(client: Client, asked: Request, address: str, headers: dict[str, str]) -> Any:
    if asked.method != "POST":
        return client.get(address, headers=headers)
    kind = asked.headers.get("content-type", "")
    sent = asked.post_data_buffer or b""
    return client.generic("POST", address, sent, content_type=kind, headers=headers)


def _static(route: Route, name: str) -> None:
    path = finders.find(name)
    if path is None:
        route.fulfill(status=404)
        return
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    with open(path, "rb") as file:  # noqa: PTH123 - a finder gives a text
        route.fulfill(status=200, content_type=kind, body=file.read())
