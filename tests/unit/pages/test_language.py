"""A reader gets the language asked for, then the browser's wish, then the court's."""

import pytest
from tarazy_shared.pages.language import accepted_language
from tarazy_shared.pages.rendering import Pages

from tests.unit.pages.asking import request


def test_the_language_in_the_address_wins(court_pages: str) -> None:
    pages = Pages(court_pages, language="kk")
    assert pages.reader(request(query="lang=ru", accept="en"), language="kk").language == "ru"


def test_the_browser_wins_over_the_court(court_pages: str) -> None:
    assert Pages(court_pages).reader(request(accept="en-GB,en;q=0.9"), language="ru").language == "en"


def test_the_court_decides_for_a_reader_of_another_language(court_pages: str) -> None:
    pages = Pages(court_pages, language="kk")
    assert pages.reader(request(accept="de,fr;q=0.8"), language="ru").language == "ru"
    assert pages.reader(request()).language == "kk"


def test_a_language_we_do_not_speak_in_the_address_is_passed_over(court_pages: str) -> None:
    assert Pages(court_pages).reader(request(query="lang=de", accept="ru")).language == "ru"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ru;q=0.5,kk;q=0.9", "kk"),
        ("kk-KZ", "kk"),
        ("en;q=0.5, ru;q=0.5", "en"),
        ("RU", "ru"),
        ("ru;q=0", None),
        ("ru;q=much,en;q=0.1", "en"),
        ("ru;q=nan,en;q=0.1", "en"),
        ("*", None),
        ("", None),
        (None, None),
        (",;,", None),
    ],
)
def test_preferences_are_weighed(header: str | None, language: str | None) -> None:
    assert accepted_language(header) == language
