from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fairlead.kernel.people.models import Agency
from tests.kernel.gateway.conftest import Caller
from tests.kernel.gateway.sample import ROOT
from tests.people import make_account, make_agency

pytestmark = pytest.mark.django_db


def fill(*codes: str, state: str = "ZZZ") -> None:
    Agency.objects.bulk_create(Agency(code=code, name=code, state=state) for code in codes)


def walk(caller: Caller, start: str) -> list[list[str]]:
    """Follow the list to its end, and return the codes of each page."""
    pages, address = [], start
    while address:
        answer = caller.get(address.removeprefix(ROOT)).json()
        pages.append([item["code"] for item in answer["items"]])
        address = answer["next"]
    return pages


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_every_row_comes_once_and_in_order(caller: Caller, count: int) -> None:
    codes = [f"code-{number}" for number in range(count)]
    fill(*codes)

    pages = walk(caller, "agencies?state=ZZZ&limit=2")

    assert [code for page in pages for code in page] == sorted(codes, reverse=True)
    assert all(len(page) == 2 for page in pages[:-1])
    assert len(pages) == max(1, (count + 1) // 2)


def test_rows_inserted_and_deleted_meanwhile_disturb_nobody(caller: Caller) -> None:
    fill("b", "d", "f", "h")
    first = caller.get("agencies?state=ZZZ&limit=2").json()
    fill("a", "e", "g", "i")
    Agency.objects.filter(code="f")._raw_delete("default")  # where the next page begins

    rest = walk(caller, first["next"])

    assert [item["code"] for item in first["items"]] == ["h", "f"]
    assert [code for page in rest for code in page] == ["e", "d", "b", "a"]


def test_the_header_says_the_same_as_the_answer(caller: Caller) -> None:
    fill("a", "b")
    answer = caller.get("agencies?state=ZZZ&limit=1")

    following = answer.json()["next"]
    assert answer.headers["Link"] == (
        f'<{ROOT}agencies?state=ZZZ&limit=1>; rel="first", <{following}>; rel="next"'
    )
    assert following.startswith(ROOT), "an address on this node, whatever the Host header said"


def test_the_last_page_has_no_next(caller: Caller) -> None:
    answer = caller.get("agencies?state=QQQ")

    assert answer.json() == {"items": [], "next": None}
    assert "next" not in answer.headers["Link"]


def test_a_cursor_is_for_one_filter_one_list_and_one_reader(caller: Caller) -> None:
    fill("a", "b")
    following = caller.get("agencies?state=ZZZ&limit=1").json()["next"]
    [cursor] = parse_qs(urlsplit(following).query)["cursor"]
    stranger = Caller(Client())
    stranger.client.force_login(make_account())

    assert caller.get(f"agencies?state=ZZZ&limit=2&cursor={cursor}").status_code == 200
    for refused in (
        caller.get(f"agencies?state=UTO&cursor={cursor}"),
        caller.get(f"agencies?cursor={cursor}"),
        caller.get(f"agencies?state=ZZZ&cursor={cursor[:-1]}"),
        stranger.get(f"agencies?state=ZZZ&limit=1&cursor={cursor}"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (400, "bad-cursor")


def test_a_cursor_shows_no_name(caller: Caller) -> None:
    fill("amal", "zoe")

    assert "zoe" not in caller.get("agencies?state=ZZZ&limit=1").json()["next"]


class AnyList(TestCase):
    """Whatever is listed, and however it is cut, the pages together are the list."""

    def setUp(self) -> None:
        from django.test.utils import override_settings

        self.enterContext(override_settings(ROOT_URLCONF="tests.kernel.gateway.sample"))

    @settings(max_examples=25)
    @given(
        st.lists(st.integers(0, 10**6), unique=True, max_size=12),
        st.integers(1, 5),
    )
    def test_pages_are_the_list(self, numbers: list[int], limit: int) -> None:
        client = Client()
        client.force_login(make_account(agency=make_agency(f"home-{limit}-{len(numbers)}")))
        fill(*(f"n{number}" for number in numbers))

        pages = walk(Caller(client), f"agencies?state=ZZZ&limit={limit}")

        assert [code for page in pages for code in page] == sorted(
            (f"n{number}" for number in numbers), reverse=True
        )
