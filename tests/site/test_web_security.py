"""What every page promises a browser, whoever looks at it: all addresses, as every role."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils.datastructures import CaseInsensitiveMapping
from hypothesis import given
from hypothesis import strategies as st

from fairlead.kernel.people.queries import declared_roles
from fairlead.site.headers import CONTENT_SECURITY_POLICY
from tests.people import make_account
from tests.site.walking import Markup, Place, pages, places

pytestmark = pytest.mark.django_db
ROLES = ["stranger", "", *sorted(declared_roles())]  # "": signed in, without a role
as_every_role = pytest.mark.parametrize("role", ROLES)


def visitor(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "stranger":
        client.force_login(make_account(*filter(None, [role])))
    return client


class Answer(NamedTuple):
    """What one address answered."""

    headers: Mapping[str, str]
    content: bytes

    @property
    def is_page(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


@cache
def answers(role: str) -> list[tuple[Place, Answer]]:
    """Ask once for every address, and for some that are not there."""
    client = visitor(role)
    missing = ("/nowhere", "/api/nowhere", "/static/nowhere.css", "/account/nowhere/")
    found = []
    for place in [*places(), *(Place(path[1:], path, None) for path in missing)]:
        response = client.get(place.path)
        found.append((place, Answer(CaseInsensitiveMapping(response.headers), response.content)))
    return found


# ---------------------------------------------------------------- headers


@as_every_role
def test_every_answer_has_the_policy_and_no_other(role: str) -> None:
    for place, answer in answers(role):
        policy = answer.headers.get("Content-Security-Policy")
        assert policy == CONTENT_SECURITY_POLICY, place


def test_the_policy_has_no_exceptions() -> None:
    directives = dict(
        part.strip().partition(" ")[::2] for part in CONTENT_SECURITY_POLICY.split(";")
    )

    assert directives["default-src"] == "'none'"
    assert directives["base-uri"] == directives["frame-ancestors"] == "'none'"
    assert set(directives.values()) == {"'none'", "'self'"}
    assert {"form-action", "script-src", "style-src"} <= set(directives)


@as_every_role
def test_every_answer_has_the_other_headers(role: str) -> None:
    for place, answer in answers(role):
        headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff", place
        assert headers["X-Frame-Options"] == "DENY", place
        assert headers["Referrer-Policy"] == "same-origin", place
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", place
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", place
        assert "geolocation=()" in headers["Permissions-Policy"], place
        assert "no-store" in headers["Cache-Control"], place
        for revealing in ("X-Powered-By", "Access-Control-Allow-Origin"):
            assert revealing not in headers, place
        # The product's name, in place of what the server underneath would say of itself.
        assert headers["Server"] == "Fairlead", place


@as_every_role
def test_every_text_names_its_alphabet(role: str) -> None:
    for place, answer in answers(role):
        kind = answer.headers.get("Content-Type", "")
        if answer.content and not kind.startswith("application/"):
            assert kind.startswith("text/"), place
            assert "charset=utf-8" in kind, place


def test_answers_to_other_sites_are_not_shared() -> None:
    answer = Client().get("/account/login/", headers={"Origin": "https://evil.example"})

    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


# ---------------------------------------------------------------- what a page does


@as_every_role
def test_nothing_on_a_page_needs_an_exception(role: str) -> None:
    seen = 0
    for place, answer in answers(role):
        if answer.is_page:
            page = Markup(answer.content.decode())
            assert page.violations == [], place
            assert all(address.startswith("/") and address[1:2] != "/" for address in page.loaded)
            assert page.charset == "utf-8" or not answer.content, place
            seen += 1
    assert seen > 5


@as_every_role
def test_every_form_is_sent_home_and_carries_its_token(role: str) -> None:
    for place, answer in answers(role):
        if not answer.is_page:
            continue
        page = Markup(answer.content.decode())
        posting = [form for form in page.forms if form.get("method", "").lower() == "post"]
        assert page.tokens >= len(posting), place
        for form in page.forms:
            action = form.get("action", "")
            assert action == "" or re.match(r"/(?!/)", action), place


@pytest.mark.parametrize(
    ("markup", "violation"),
    [
        ("<script>alert(1)</script>", "inline script: alert(1)"),
        ("<style>a{}</style>", "inline style in <style>"),
        ('<p style="color:red">', "inline style in <p>"),
        ('<a onclick="x()">', "handler onclick in <a>"),
        ('<a hx-on:click="x()">', "handler hx-on:click in <a>"),
        ('<a href=" JavaScript:x()">', "href= JavaScript:x() in <a>"),
        ('<img src="data:image/png;base64,x">', "src=data:image/png;base64,x in <img>"),
        ('<iframe src="/x">', "<iframe>"),
        ('<meta http-equiv="refresh" content="0">', "meta refresh"),
        ('<a href="/x" target="_blank">', "target=_blank without rel=noopener"),
    ],
)
def test_a_planted_violation_is_found(markup: str, violation: str) -> None:
    assert Markup(f"<main>{markup}</main>").violations == [violation]


def test_what_people_write_is_never_markup() -> None:
    from fairlead.kernel.people.models import Account

    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"
    account = make_account("analyst", name=hostile)
    Account.objects.filter(pk=account.pk).update(name=hostile)
    client = Client()
    client.force_login(account)

    page = client.get("/").content.decode()

    assert Markup(page).violations == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page, "it was shown, so it could have leaked"
    assert "{{7*7}}" in page


# ---------------------------------------------------------------- methods


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "OPTIONS", "XYZ"])
def test_a_page_knows_get_and_post_only(method: str) -> None:
    client = visitor("analyst")

    for place in pages():
        answer = client.generic(method, place.path)

        assert answer.status_code == 405, place
        assert set(answer.headers["Allow"].split(", ")) <= {"GET", "HEAD", "POST"}, place


def test_a_method_cannot_be_dressed_up_as_another() -> None:
    client = visitor("")

    for place in pages():
        plain = client.get(place.path)
        dressed = client.get(place.path, headers={"X-HTTP-Method-Override": "POST"})

        assert plain.status_code == dressed.status_code, place
        assert plain.headers.get("Location") == dressed.headers.get("Location"), place


def test_whoever_leaves_leaves_nothing_in_the_browser() -> None:
    client = visitor("analyst")

    left = client.post("/account/logout/")

    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/account/login/").headers
    assert left.cookies["session"].value == ""


# ---------------------------------------------------------------- requests from elsewhere


@pytest.mark.parametrize("role", ["stranger", "analyst"])
def test_no_other_site_can_send_a_form(role: str) -> None:
    client = visitor(role)
    client.handler.enforce_csrf_checks = True

    for place in pages():
        answer = client.post(place.path, {}, headers={"Origin": "https://evil.example"})

        if place.takes_foreign_posts:
            assert place.route == "witness/add-checkpoint", "which is signed by whoever sends it"
        else:
            assert answer.status_code in (403, 405), place


def test_the_token_of_a_form_opens_it() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/account/login/").content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]

    answer = client.post("/account/login/", {"csrfmiddlewaretoken": token, "login": "x"})

    assert answer.status_code == 200, "so the test above fails for the token's sake"


# ---------------------------------------------------------------- where one is sent

ELSEWHERE = [
    *("https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example"),
    *("\\\\evil.example", "https:evil.example", "http:///evil.example", "javascript:alert(1)"),
    *(
        "/%09/evil.example",
        "\t//evil.example",
        " //evil.example",
        "https://testserver@evil.example",
    ),
    *("//evil.example\\@testserver", "/\x00/evil.example", "https://testserver.evil.example/"),
]
DOORS_WITH_A_WAY_BACK = ["/account/login/", "/language/", "/purpose/", "/account/prove/"]


def sent_home(answer: Any) -> bool:
    """Whether a redirect, if it is one, leads to an address on this site."""
    location = answer.headers.get("Location", "")
    # A browser drops tabs and line ends, and takes a backslash for a slash.
    seen = re.sub(r"[\x00-\x20]", "", location).replace("\\", "/")
    leads = urlsplit(urljoin("http://testserver/some/page/", seen))
    return answer.status_code < 500 and leads[:2] == ("http", "testserver")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("door", DOORS_WITH_A_WAY_BACK)
def test_nobody_is_sent_elsewhere(door: str, elsewhere: str) -> None:
    for client in (visitor("stranger"), visitor("oversight")):
        assert sent_home(client.get(door, {"next": elsewhere}))
        for form in (
            {"language": "fr"},
            {"purpose": "oversight.inspection"},
            {"login": "nobody@utopia.example", "password": "x"},
        ):
            answer = client.post(f"{door}", form | {"next": elsewhere})
            assert sent_home(answer), (form, answer.headers.get("Location"))


@given(st.text(max_size=40), st.sampled_from(DOORS_WITH_A_WAY_BACK))
def test_no_text_sends_anybody_elsewhere(text: str, door: str) -> None:
    client = Client(raise_request_exception=False)

    assert sent_home(client.get(door, {"next": text}))
    assert sent_home(client.post(door, {"next": text, "language": "fr"}))


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "%0d%0a", "\u0085", "\u2028", "\x0b"])
def test_no_header_can_be_written_from_outside(break_: str) -> None:
    planted = f"/x{break_}Set-Cookie: planted=1{break_}{break_}<p>planted"
    for door in DOORS_WITH_A_WAY_BACK:
        client = visitor("stranger")
        for answer in (
            client.get(door, {"next": planted}),
            client.post(door, {"next": planted, "language": "fr"}),
        ):
            assert answer.status_code < 500
            assert "planted" not in answer.cookies
            assert not [v for v in answer.headers.values() if re.search(r"[\r\n]", v)]


# ---------------------------------------------------------------- whose site it is


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "testserver.evil.example",
        "localhost@evil.example",
        "",
        "localhost\tevil",
        "[::1",
    ],
)
def test_another_host_is_not_ours(host: str) -> None:
    for path in ("/account/login/", "/api/v1/me", "/static/ui/mark.svg"):
        answer = Client().get(path, headers={"Host": host})

        served = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == (200 if path.startswith("/static/") else 400), path
        assert b"evil" not in served
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-Host",
        "X-Host",
        "X-Original-URL",
        "X-Rewrite-URL",
        "Forwarded",
        "X-Forwarded-Server",
    ],
)
def test_no_other_header_names_the_host_or_the_path(header: str) -> None:
    answer = Client().get("/", headers={header: "evil.example"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=/")
    page = Client().get("/account/login/", headers={header: "evil.example"})
    assert b"evil" not in page.content


# ---------------------------------------------------------------- files

TRAVERSALS = [
    *("../site/settings.py", "ui/../../site/settings.py", "%2e%2e/site/settings.py"),
    *(
        "..%2fsite%2fsettings.py",
        "..\\site\\settings.py",
        "%5c..%5csettings.py",
        "....//settings.py",
    ),
    *("/etc/passwd", "//etc/passwd", "%2fetc%2fpasswd", "ui/fairlead.css/../../../../etc/passwd"),
    *("ui/fairlead.css%00.png", "\x00", "ui/", "ui", "", "~root/.ssh/id_rsa", "file:///etc/passwd"),
]


@pytest.mark.parametrize("path", TRAVERSALS)
def test_static_files_are_the_static_files(path: str) -> None:
    answer = Client(raise_request_exception=False).get(f"/static/{path}")

    assert answer.status_code in (400, 404)
    body = b"".join(answer) if answer.streaming else answer.content
    assert b"SECRET_KEY" not in body
    assert b"root:" not in body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("ui/fairlead.css", 'text/css; charset="utf-8"'),
        ("ui/mark.svg", "image/svg+xml"),
        ("ui/passkeys.js", 'text/javascript; charset="utf-8"'),
    ],
)
def test_a_static_file_is_what_it_says(path: str, kind: str) -> None:
    answer = Client().get(f"/static/{path}")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert b"".join(answer)


@pytest.mark.parametrize("path", ["/.git/config", "/.env", "/manage.py", "/static/../.git/HEAD"])
def test_nothing_of_the_source_is_served(path: str) -> None:
    assert Client().get(path).status_code == 404


# ---------------------------------------------------------------- too much


def test_a_body_is_bounded() -> None:
    large = {"login": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}

    answer = Client(raise_request_exception=False).post("/account/login/", large)

    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("count", [1001, 20_000])
def test_the_number_of_fields_is_bounded(count: int) -> None:
    body = "&".join(f"f{number}=1" for number in range(count))

    answer = Client(raise_request_exception=False).post(
        "/account/login/", body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 400


def test_the_number_of_files_is_bounded() -> None:
    parts = "".join(
        f'--b\r\nContent-Disposition: form-data; name="f"; filename="{n}"\r\n\r\nx\r\n'
        for n in range(101)
    )

    answer = Client(raise_request_exception=False).post(
        "/account/login/", parts + "--b--\r\n", content_type="multipart/form-data; boundary=b"
    )

    assert answer.status_code == 400


@given(
    body=st.binary(max_size=200),
    content_type=st.sampled_from(
        [
            *("application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "text/plain"),
            *(
                "multipart/form-data",
                "application/json",
                "application/x-www-form-urlencoded;charset=x",
            ),
        ]
    ),
    cookies=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=60),
)
def test_no_bytes_whatever_break_a_page(body: bytes, content_type: str, cookies: str) -> None:
    client = Client(raise_request_exception=False)

    for path in ("/account/login/", "/language/", "/witness/add-checkpoint"):
        answer = client.post(path, body, content_type=content_type, headers={"Cookie": cookies})
        assert answer.status_code < 500, (path, answer.content)
