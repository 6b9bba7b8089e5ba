"""Lines of calendars, read by the library that others read calendars with."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event
from tarazy_notifications.adapters.content_lines import LONGEST, day, line, lines, local, text, utc
from tarazy_notifications.adapters.plain_text import shown

WORDS = st.text(
    st.one_of(st.sampled_from(" \\;,:'\"^=\n№Қ’"), st.characters(exclude_categories=["Cs", "Cc"])), max_size=200
)


def read(*found: bytes) -> Event:
    event = Event.from_ical(lines([b"BEGIN:VEVENT", *found, b"END:VEVENT"]))
    assert isinstance(event, Event)
    return event


@given(WORDS)
def test_a_text_is_read_as_it_was_written_and_written_again_the_same(words: str) -> None:
    # What the library takes for an end of line, as nobody else does.
    words = words.replace("\\N", "")
    event = read(line("DESCRIPTION", text(words)))
    assert str(event["DESCRIPTION"]) == words
    assert lines([line("DESCRIPTION", text(words))]) in event.to_ical()


@given(WORDS)
def test_a_name_is_read_as_it_was_written_but_for_double_quotes(name: str) -> None:
    name = shown(name).strip()
    written = line("ATTENDEE", "mailto:a@b.test", CN=name, PARTSTAT="NEEDS-ACTION")
    event = read(written)
    assert event["ATTENDEE"] == "mailto:a@b.test"
    assert event["ATTENDEE"].params.get("CN", "") == name.replace('"', "'")
    if name:
        assert written in event.to_ical()


@given(WORDS)
def test_no_line_is_longer_than_allowed_and_no_character_is_cut(words: str) -> None:
    for one in line("SUMMARY", text(words)).split(b"\r\n"):
        assert len(one) <= LONGEST + 1
        one.decode()


def test_an_end_of_line_ends_no_line_early() -> None:
    for end in "\r\n":
        with pytest.raises(ValueError, match="CONFERENCE"):
            line("CONFERENCE", f"https://a.test{end}ATTENDEE:mailto:x@y.test")


def test_times_and_days() -> None:
    at = datetime(2026, 12, 1, 5, 4, 3, tzinfo=UTC)
    assert (local(at), utc(at), day(date(2026, 12, 1))) == ("20261201T050403", "20261201T050403Z", "20261201")
