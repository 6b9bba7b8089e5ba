"""Text messages: what is made plain, what is kept, and in how many parts they leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.texts.segments import sms

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
TYPOGRAPHY = "\u00a0\u202f\u2009–—−‘’“”„«»…\u200b\ufeff"


@pytest.mark.parametrize(
    ("text", "encoding", "length", "segments"),
    [
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("a" * 306, "gsm7", 306, 2),
        ("a" * 307, "gsm7", 307, 3),
        ("€" * 80, "gsm7", 160, 1),
        ("€", "gsm7", 2, 1),
        # 153 is odd: the escape of a euro sign does not end a part whose letter begins the next.
        ("€" * 153, "gsm7", 306, 3),
        ("ә" * 70, "ucs2", 70, 1),
        ("ә" * 71, "ucs2", 71, 2),
        ("ә" * 134, "ucs2", 134, 2),
        ("ә" * 135, "ucs2", 135, 3),
        ("😀" * 35, "ucs2", 70, 1),
        ("😀" * 36, "ucs2", 72, 2),
        ("😀" * 67, "ucs2", 134, 3),
        ("ә" + "a" * 69, "ucs2", 70, 1),
        ("", "gsm7", 0, 1),
    ],
)
def test_parts_are_counted_as_networks_count_them(text: str, encoding: str, length: int, segments: int) -> None:
    found = sms(text)
    assert (found.encoding, found.length, found.segments) == (encoding, length, segments)


def test_typography_does_not_make_a_latin_message_dearer() -> None:
    assert sms("10:00\u202f–\u202f13:00 “Room № 7”…").text == '10:00 - 13:00 "Room No. 7"...'
    assert sms("10:00\u202f–\u202f13:00 “Room № 7”…").encoding == "gsm7"
    assert sms("№ 7 зал").text == "№ 7 зал"


@given(st.text(alphabet=KAZAKH + KAZAKH.upper(), min_size=1))
def test_every_kazakh_and_russian_letter_is_kept(text: str) -> None:
    assert sms(text).text == text
    assert sms(text).encoding == "ucs2"


@given(st.text(alphabet=st.characters(exclude_characters="№")))
def test_no_letter_is_lost_or_becomes_a_question_mark(text: str) -> None:
    found = sms(text)
    assert found.text.count("?") == text.count("?")
    assert [one for one in found.text if one.isalpha()] == [one for one in text if one.isalpha() and one != "\u02bc"]


@given(st.text(alphabet=st.characters() | st.sampled_from(TYPOGRAPHY + "€\r\n\u202e\u2066")))
def test_nothing_that_steers_hides_or_is_an_empty_box_leaves(text: str) -> None:
    found = sms(text)
    assert not set(found.text) & set("\r\n\t\u202e\u2066\u200b\ufeff\u202f\u2028\u00a0")
    assert sms(found.text) == found, "made plain once, it stays as it is"


@given(st.text(max_size=600))
def test_the_text_fits_into_its_parts(text: str) -> None:
    found = sms(text)
    alone, each = (160, 153) if found.encoding == "gsm7" else (70, 67)
    if found.segments == 1:
        assert found.length <= alone
    else:
        # At most one unit of each part stays empty, for the sake of a pair that would not fit.
        assert (found.segments - 1) * (each - 1) < found.length <= found.segments * each
