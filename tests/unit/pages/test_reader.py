"""Days, times and numbers as a reader of each language writes them."""

from datetime import UTC, date, datetime

import pytest
from tarazy_shared.contracts.fields import Language
from tarazy_shared.pages.reader import Reader

AT = datetime(2026, 12, 1, 20, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("kk", "2026 ж. 1 желтоқсан, сейсенбі"),
        ("ru", "вторник, 1 декабря 2026 г."),
        ("en", "Tuesday, 1 December 2026"),
    ],
)
def test_a_day_is_written_in_the_readers_language(language: Language, shown: str) -> None:
    assert Reader(language, "Asia/Almaty").day(date(2026, 12, 1), "full").replace("\u00a0", " ") == shown


def test_an_instant_is_shown_in_the_courts_time() -> None:
    reader = Reader("en", "Asia/Almaty")
    assert reader.instant(AT) == "2 December 2026, 01:05"
    assert reader.seconds(AT) == "01:05:07"
    assert reader.machine(AT) == "2026-12-02T01:05:07+05:00"
    assert reader.day(AT) == "2 December 2026"


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="has no offset"):
        Reader("en", "Asia/Almaty").clock(datetime(2026, 12, 1, 9, 0))  # noqa: DTZ001


def test_a_calendar_tile_has_weekday_and_month_in_short() -> None:
    reader = Reader("kk", "Asia/Almaty")
    assert (reader.weekday(date(2026, 12, 3)), reader.month(date(2026, 12, 3))) == ("бс", "жел.")


def test_numbers_have_the_languages_own_separators_and_no_narrow_space() -> None:
    assert Reader("ru", "Asia/Almaty").number(12345.5) == "12\u00a0345,5"
    assert Reader("en", "Asia/Almaty").number(12345.5) == "12,345.5"
