"""Every list that a room declares is whole: it has its page, its exports and its words."""

import pytest

from fairlead.core.errors import Misconfigured
from fairlead.kernel.tables.declarations import tables
from fairlead.kernel.tables.paging import check_order, order_of
from tests.house.test_doors import addresses
from tests.lodge.models import Guest
from tests.lodge.tables import GUESTS

NAMES = {address.name for address in addresses()}


def test_there_are_lists() -> None:
    assert {"lodge.guests", "administration.agencies"} <= tables().keys()


def test_every_code_begins_with_a_room() -> None:
    assert all(code.count(".") == 1 for code in tables())


@pytest.mark.parametrize("code", sorted(set(tables()) - {"lodge.guests"}))
def test_every_list_has_its_page_and_its_exports(code: str) -> None:
    name = tables()[code].url_name

    assert {name, f"{name}-export", f"{name}-fetch"} <= NAMES


def test_a_sort_key_that_may_be_null_needs_a_word_for_it() -> None:
    order = order_of(GUESTS, "broken")
    with pytest.raises(Misconfigured, match="never null"):
        check_order(GUESTS, Guest, order)
