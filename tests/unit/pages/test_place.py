"""Addresses stay below the root path, keep the language and never leave the host."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_shared.pages.place import Place

from tests.unit.pages.asking import request


@pytest.mark.parametrize("path", ["/cause-list", "/scheduling/cause-list"])
def test_the_root_path_is_put_before_every_address_whether_the_ingress_cut_it_off_or_not(path: str) -> None:
    place = Place.of(request(path, root="/scheduling"))
    assert place.url("/rooms") == "/scheduling/rooms"
    assert place.here() == "/scheduling/cause-list"


def test_a_path_that_only_begins_like_the_root_is_not_cut() -> None:
    assert Place.of(request("/hrx", root="/hr")).here() == "/hr/hrx"


def test_the_language_asked_for_is_kept_on_the_way() -> None:
    place = Place.of(request(query="lang=ru&day=2026-12-01"))
    assert place.url("/rooms", court="kz-almaty-1") == "/rooms?lang=ru&court=kz-almaty-1"
    assert place.here(lang="kk") == "/cause-list?day=2026-12-01&lang=kk"


def test_a_language_that_was_not_asked_for_is_not_put_into_addresses() -> None:
    assert Place.of(request(accept="ru")).url("/rooms") == "/rooms"
    assert Place.of(request(query="lang=de")).here() == "/cause-list"


def test_a_query_value_can_be_taken_away() -> None:
    assert Place.of(request(query="page=2&day=2026-12-01")).here(page=None) == "/cause-list?day=2026-12-01"


@given(st.text(max_size=30), st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3))
def test_no_request_makes_an_address_of_another_host(path: str, query: dict[str, str]) -> None:
    address = Place("", path, tuple(query.items())).here()
    assert address.startswith("/")
    assert not address.startswith(("//", "/\\"))
    assert not set(address) & set(' "<>\r\n')
