"""A visitor that signs in over HTTP and looks at the first page, as a person would."""

import http.cookiejar
import re
import urllib.parse
import urllib.request
from dataclasses import dataclass

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)


@dataclass(frozen=True)
class Seen:
    well: bool
    words: str


def visit(address: str, log_in: dict[str, str]) -> Seen:
    """Sign in with this log-in, and say what the home page shows."""
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )
    sign_in = f"{address}/account/login/"
    token = _TOKEN.search(_get(opener, sign_in))
    if token is None:
        return Seen(well=False, words="the sign-in page has no form")
    form = {
        "csrfmiddlewaretoken": token.group(1),
        "login": log_in["email"],
        "password": log_in["password"],
    }
    page = _get(opener, sign_in, form)
    heading = _HEADING.search(page)
    words = heading.group(1).strip() if heading else "no heading"
    return Seen(well=log_in["name"] in words, words=words)


def _get(
    opener: urllib.request.OpenerDirector, url: str, form: dict[str, str] | None = None
) -> str:
    data = urllib.parse.urlencode(form).encode() if form else None
    request = urllib.request.Request(url, data=data, headers={"Referer": url})  # noqa: S310 - our own address
    with opener.open(request, timeout=20) as answer:
        text: str = answer.read().decode()
        return text
