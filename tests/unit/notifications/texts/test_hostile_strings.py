"""Strings from outside that would break or forge a message, by every channel."""

import json
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from unicodedata import category
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.channels.webhook.body import body
from tarazy_notifications.adapters.feeds.calendar import feed
from tarazy_notifications.adapters.feeds.store import Shown
from tarazy_notifications.adapters.plain_text import LONGEST, shown
from tarazy_notifications.adapters.texts.short import entry, text_message
from tarazy_notifications.domain.hearings import Matter
from tarazy_notifications.domain.stories import HearingStory

from tests.unit.notifications import imip
from tests.unit.notifications.letters_of import mail, notice, story
from tests.unit.notifications.people import COURT, sitting

STEERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
WIDTHLESS = "\u200b\u2060\ufeff\u00ad\u200c\u200d\u3164"
SHAPES = [
    "A\r\nBcc: x@evil.test\r\n\r\n",
    "A\nSubject: you are free",
    "</td></table><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x",
    f"A{STEERING}gnp.exe",
    f"An{WIDTHLESS}na",
    "a" + "\u0301" * 500,
    "\ue000\ue001",
    "x" * 10_000,
    "\x00\x1b[31m\x07\x85\u2028\u2029",
    "\ud800",
    "' OR 1=1; --",
    "Eve Bcc: x@evil.test " + "x" * 400,
    '"Eve" <x@evil.test>, ' + "word " * 40,
    'Eve, x@evil.test; \\"' + "-" * 80,
]
ELEMENTS = {"html", "head", "meta", "title", "style", "body", "div", "p", "h2", "br", "span", "s", "strong"} | {
    "table",
    "tr",
    "th",
    "td",
    "a",
}
HOSTILE = st.sampled_from(SHAPES) | st.text(max_size=60)


class Tags(HTMLParser):
    """Names of all elements, and of what stands in their attributes what could run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.running: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.running += [name for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]


def hostile(text: str) -> HearingStory:
    matter = Matter("main", text, text, text)
    told = story(sitting(room=text, building=text, address=text), matter=matter, judges=(text,), reason=text)
    return replace(told, happening="rescheduled", previous=(sitting(),), previous_judges=(text + "x",))


def clean(text: str) -> bool:
    return not any(category(one) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for one in text if one != "\n")


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_channel_carries_what_steers_hides_or_runs(name: str, fact: str) -> None:
    about = notice("hearing_rescheduled", name=name, acts_for=name, role="representative", capacity=name)
    court = replace(COURT, names={"en": fact or "x"}, addresses={"en": fact}, phone=fact)
    told = hostile(fact)
    letter = letters.write(about, told, court)
    tags = Tags(letter.html)
    assert tags.found <= ELEMENTS
    assert tags.running == []
    message = text_message(about, told, court)
    words = entry(about, told, court)
    for text in (letter.subject, letter.plain, letter.html, message.sms.text, words.title, words.line, words.body):
        assert clean(text)
        assert "49" not in text or "49" in name + fact
    assert message.sms.segments <= 20
    posted = json.loads(body(about, told, court))
    assert clean(str(posted["data"]["hearing"]).replace("\\x", ""))


@settings(max_examples=40, deadline=None)
@given(HOSTILE, HOSTILE)
def test_a_mail_keeps_its_headers_and_its_calendar_is_one_event(name: str, fact: str) -> None:
    written = mail(notice("hearing_rescheduled", 2, name=name), hostile(fact), COURT)
    message = message_from_bytes(written.content, policy=default)
    assert message["Bcc"] is None
    assert len(message.get_all("Subject")) == 1  # type: ignore[arg-type]
    assert [one.addr_spec for one in message["To"].addresses] == ["anna@party.test"]
    assert imip.faults(written.content) == []
    assert imip.calendar_of(written.content)[0].count(b"\r\nBEGIN:VEVENT") == 1


@settings(max_examples=40, deadline=None)
@given(HOSTILE)
def test_a_feed_holds_its_entries_and_nothing_that_was_smuggled_in(fact: str) -> None:
    court = replace(COURT, names={"en": fact or "x"}, addresses={"en": fact}, phone=fact)
    written = feed([Shown(UUID(int=7), 1, hostile(fact), court, 1)], "en", "notices@court.test")
    assert written.count(b"\r\nBEGIN:VEVENT") == 1
    assert written.count(b"\r\nUID:") == 1
    assert clean(written.replace(b"\r\n", b"\n").decode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\tc\x00d\u2028e\u202ef", "a b c d e f"),
        ("An\u200b\u200d\u2060\u00adna", "Anna"),
        ("Ай\u200dгүл", "Айгүл"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("  Айгүл   Сәрсенова ", "Айгүл Сәрсенова"),
        ("Zoe\u0308", "Zoe\u0308"),
        ("a" + "\u0301" * 9, "a" + "\u0301" * 3),
        ("x" * 10_000, "x" * (LONGEST - 1) + "…"),
        ("x" * 500, "x" * 500),
        ("\ue000", ""),
    ],
)
def test_what_is_shown_of_a_text(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяÄÖßéñ '-№0123456789", min_size=1))
def test_names_as_people_have_them_are_left_alone(text: str) -> None:
    assert shown(text) == " ".join(text.split())


@given(st.text())
def test_shown_once_is_shown_for_good(text: str) -> None:
    assert shown(shown(text)) == shown(text)
