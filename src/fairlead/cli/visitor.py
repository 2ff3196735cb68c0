"""A visitor that signs in over HTTP and looks at the first page, as a person would.

Also the second step: the demonstration shows the code that an app would show, and the visitor
reads it there. A code works once, so a visitor who comes back at once waits for the next.
"""

import http.cookiejar
import re
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_CODE = re.compile(r'id="demonstration-code">\s*(\d{6})\s*<')
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_PERIOD = 30  # seconds for which a code is shown


@dataclass(frozen=True)
class Seen:
    well: bool
    words: str


def visit(address: str, log_in: dict[str, str]) -> Seen:
    """Sign in with this log-in, and say what the home page shows."""
    visitor = Visitor()
    page = visitor.get(f"{address}/account/login/")
    page = visitor.send(page, login=log_in["email"], password=log_in["password"])
    if not _CODE.search(page):
        return Seen(well=False, words="the second step shows no code")
    page = visitor.send(page, code=_code(page))
    if _CODE.search(page):  # this code was used a moment ago
        time.sleep(_PERIOD - time.time() % _PERIOD + 0.1)
        page = visitor.get(visitor.place)
        page = visitor.send(page, code=_code(page))
    heading = _HEADING.search(page)
    words = heading.group(1).strip() if heading else "no heading"
    return Seen(well=log_in["name"] in words, words=words)


def _code(page: str) -> str:
    found = _CODE.search(page)
    return found.group(1) if found else ""


class Visitor:
    """A browser of the simplest kind: it keeps cookies and knows where it is."""

    def __init__(self) -> None:
        self.place = ""
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def get(self, url: str) -> str:
        return self._open(urllib.request.Request(url))  # noqa: S310 - our own address

    def send(self, page: str, **form: str) -> str:
        """Send a form of this page to the address that the page has."""
        token = _TOKEN.search(page)
        if token:
            form["csrfmiddlewaretoken"] = token.group(1)
        data = urllib.parse.urlencode(form).encode()
        headers = {"Referer": self.place}
        return self._open(urllib.request.Request(self.place, data=data, headers=headers))  # noqa: S310 - our own address

    def _open(self, request: urllib.request.Request) -> str:
        with self._opener.open(request, timeout=20) as answer:
            self.place = answer.geturl()
            text: str = answer.read().decode()
            return text
