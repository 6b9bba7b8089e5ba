"""The rules for mails that put hearings into calendars, a test each; `docs/notifications.md` lists them."""

import base64
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from tarazy_notifications.adapters.mail import MailBuilder
from tarazy_notifications.domain.hearings import Matter
from tarazy_notifications.domain.people import Language

from tests.unit.notifications import imip, itip, libical
from tests.unit.notifications.letters_of import (
    BUILDER,
    DAY,
    HOUR,
    calendar,
    cancelled,
    entry,
    event,
    invited,
    mail,
    moved,
    notice,
    story,
)
from tests.unit.notifications.people import ANNA, BORIS, COURT, SAID, STARTS, sitting

UID = f"{notice().subject_id}@almaty-1.tarazy"
VIDEO = Matter("main", "2-15/2026", "video", "https://video.test/room")
MESSAGES = {
    "invited": invited(),
    "moved": moved(),
    "uninvited": moved("hearing_uninvited"),
    "cancelled": cancelled(),
}


@pytest.fixture(params=list(MESSAGES))
def told(request: pytest.FixtureRequest) -> Any:
    """Each kind of message that a hearing has for somebody's calendar."""
    return MESSAGES[request.param]


def read(*args: Any, **kwargs: Any) -> EmailMessage:
    return message_from_bytes(mail(*args, **kwargs).content, policy=default)


def times(one: itip.Component, name: str) -> tuple[str, str]:
    found = one.one(name)
    assert found is not None
    return found.params["TZID"], found.value


# Identity and order


def test_the_uid_stays_the_same_for_the_life_of_a_hearing(told: Any) -> None:
    assert event(*told).text("UID") == UID


def test_the_sequence_is_the_version_less_one_and_grows_with_each_change() -> None:
    chain = [event(*each).text("SEQUENCE") for each in (invited(), moved(), cancelled())]
    assert chain == ["0", "1", "2"]


def test_another_room_or_link_raises_the_sequence_too() -> None:
    for changed in (story(sitting(room="Room 7"), previous=(sitting(),)), story(matter=VIDEO)):
        assert event(notice("hearing_rescheduled", 2), changed).text("SEQUENCE") == "1"


def test_the_dtstamp_is_the_time_of_the_event_in_utc() -> None:
    chain = [event(*each).text("DTSTAMP") for each in (invited(), moved(), cancelled())]
    assert chain == ["20261116T040000Z", "20261116T050000Z", "20261116T060000Z"]


def test_written_again_it_is_the_same_byte_for_byte(told: Any) -> None:
    assert mail(*told).content == MailBuilder(BUILDER.sender).build(told[0], told[1], COURT, written_at=SAID).content
    assert calendar(*told).one("UID") is None, "a UID of the calendar itself is another each time"


# What a REQUEST and a CANCEL consist of


def test_the_method_stands_once_in_the_calendar_and_in_the_content_type(told: Any) -> None:
    content, params = imip.calendar_of(mail(*told).content)
    wanted = "REQUEST" if told in (MESSAGES["invited"], MESSAGES["moved"]) else "CANCEL"
    assert [one.value for one in itip.parse(content).all("METHOD")] == [wanted]
    assert (params["method"], params["component"]) == (wanted, "VEVENT")


def test_what_must_be_there_is_there_once(told: Any) -> None:
    for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER", "SEQUENCE", "ATTENDEE"):
        assert len(event(*told).all(name)) == 1, name
    for name in ("DURATION", "REQUEST-STATUS", "METHOD"):
        assert event(*told).all(name) == [], name


def test_the_status_of_an_invitation_is_confirmed() -> None:
    assert [event(*each).text("STATUS") for each in (invited(), moved())] == ["CONFIRMED", "CONFIRMED"]


def test_only_the_whole_hearing_is_cancelled_one_person_is_just_taken_off() -> None:
    assert event(*cancelled()).text("STATUS") == "CANCELLED"
    assert event(*moved("hearing_uninvited")).one("STATUS") is None
    assert event(*moved("hearing_uninvited")).text("ATTENDEE") == "mailto:anna@party.test"


def test_who_is_taken_off_sees_the_times_that_are_in_their_calendar() -> None:
    assert times(event(*moved("hearing_uninvited")), "DTSTART") == ("Asia/Almaty", "20261201T100000")


def test_a_message_has_no_alarm(told: Any) -> None:
    assert b"VALARM" not in entry(*told)


@pytest.mark.parametrize("topic", ["hearing_cancelled", "hearing_uninvited"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_nothing_is_taken_out_of_a_calendar_that_was_never_put_in(topic: str, language: Language) -> None:
    """Words alone go to who was invited by a message that never left."""
    about = moved(topic)[0]._replace(language=language)
    parts = [part.get_content_type() for part in read(about, moved()[1], may_hold=False).iter_parts()]
    assert parts == ["text/plain", "text/html"]
    for kind in ("plain", "html"):
        with_entry, without = (
            read(about, moved()[1], may_hold=may_hold).get_body((kind,)).get_content()  # type: ignore[union-attr]
            for may_hold in (True, False)
        )
        (only,) = set(with_entry.splitlines()) - set(without.splitlines())
        assert any(word in only for word in ("calendar", "календар", "күнтізбе"))


# Who invites, who is invited


def test_the_registry_invites_and_the_recipient_alone_is_invited() -> None:
    one = event(notice(name='Anna "A", LLP'), story())
    assert one.text("ORGANIZER") == "mailto:registry@court.test"
    (attendee,) = one.all("ATTENDEE")
    assert (attendee.value, attendee.params["CN"]) == ("mailto:anna@party.test", "Anna 'A', LLP")


def test_who_sends_for_the_registry_says_so(told: Any) -> None:
    organizer = event(*told).one("ORGANIZER")
    assert organizer is not None
    assert organizer.params["SENT-BY"] == "mailto:notices@tarazy.test"
    itself = event(*told, court=replace(COURT, email=None)).one("ORGANIZER")
    assert itself is not None
    assert (itself.value, "SENT-BY" in itself.params) == ("mailto:notices@tarazy.test", False)


def test_an_answer_is_asked_for_where_somebody_reads_it() -> None:
    reading = replace(BUILDER, answers_to="answers@tarazy.test", reads_answers=True)
    for told, asks in ((invited(), True), (cancelled(), False)):
        content, _ = imip.calendar_of(reading.build(*told, COURT, written_at=SAID).content)
        assert itip.content_faults(content) == []
        (one,) = itip.parse(content).named("VEVENT")
        (attendee,) = one.all("ATTENDEE")
        assert ("RSVP" in attendee.params) == asks
        assert (attendee.params["PARTSTAT"], attendee.params["ROLE"]) == ("NEEDS-ACTION", "REQ-PARTICIPANT")
        assert one.text("ORGANIZER") == "mailto:answers@tarazy.test", "calendars answer to the organizer"
    assert "RSVP" not in event().all("ATTENDEE")[0].params


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("o'brien+court@party.test", "mailto:o'brien+court@party.test"),
        ("a%b?c&d=e#f@party.test", "mailto:a%25b%3Fc%26d%3De%23f@party.test"),
        ("айгүл@party.test", "mailto:%D0%B0%D0%B9%D0%B3%D2%AF%D0%BB@party.test"),
        ("anna@сот.қаз", "mailto:anna@xn--n1afe.xn--80ao21a"),
    ],
)
def test_an_address_is_a_mailto_uri(address: str, uri: str) -> None:
    content = entry(notice(address=address), story())
    assert itip.parse(content).named("VEVENT")[0].text("ATTENDEE") == uri
    assert itip.content_faults(content) == []


# Days


def test_one_day_with_a_break_is_one_entry() -> None:
    with_break = story(sitting(STARTS, 180), sitting(STARTS + 4 * HOUR, 60))
    assert itip.spans(calendar(what=with_break)) == [(STARTS, STARTS + 5 * HOUR, "Room 5")]
    assert len(calendar(what=with_break).named("VEVENT")) == 1


def test_several_days_are_one_set_and_a_day_that_differs_has_its_own_entry() -> None:
    three = story(sitting(), sitting(STARTS + DAY), sitting(STARTS + 2 * DAY, room="Room 7"))
    found = calendar(what=three)
    master, differing = found.named("VEVENT")
    assert times(master, "RDATE") == ("Asia/Almaty", "20261202T100000,20261203T100000")
    assert times(differing, "RECURRENCE-ID") == ("Asia/Almaty", "20261203T100000"), "the start that the set gives it"
    assert [place for _, _, place in itip.spans(found)] == ["Room 5", "Room 5", "Room 7"]


def test_the_days_of_a_set_share_uid_sequence_and_people() -> None:
    moved_days = moved(sittings=(sitting(STARTS + DAY), sitting(STARTS + 2 * DAY, 60)))
    master, differing = calendar(*moved_days).named("VEVENT")
    for name in ("UID", "SEQUENCE", "DTSTAMP", "ORGANIZER", "ATTENDEE", "STATUS"):
        assert master.all(name) == differing.all(name), name


def test_a_set_is_called_off_as_a_whole() -> None:
    days = (sitting(), sitting(STARTS + DAY), sitting(STARTS + 2 * DAY, 60))
    about, told = cancelled()
    (only,) = calendar(about, replace(told, previous=days)).named("VEVENT")
    assert only.one("RECURRENCE-ID") is None


def test_a_zone_is_described_in_ten_lines() -> None:
    content = entry().decode()
    zone = content[content.index("BEGIN:VTIMEZONE") : content.index("BEGIN:VEVENT")]
    assert len(zone.splitlines()) <= 10
    assert "TZID:Asia/Almaty" in zone
    assert "TZOFFSETTO:+0500" in zone


def test_a_court_of_another_zone_is_written_in_that_zone() -> None:
    berlin = replace(COURT, zone="Europe/Berlin")
    assert times(event(court=berlin), "DTSTART") == ("Europe/Berlin", "20261201T060000")
    assert calendar(court=berlin).named("VTIMEZONE")[0].text("TZID") == "Europe/Berlin"


def test_the_text_says_the_local_time_with_its_offset() -> None:
    assert "10:00–12:00 (UTC+05:00)" in event().text("DESCRIPTION"), "old readers have old tables of zones"


# What it says


def test_a_video_link_is_a_conference_and_only_https_is_one() -> None:
    conference = event(what=story(matter=VIDEO)).one("CONFERENCE")
    assert conference is not None
    assert conference.value == "https://video.test/room"
    assert (conference.params["VALUE"], conference.params["FEATURE"]) == ("URI", "VIDEO")
    assert event(what=story(matter=replace(VIDEO, video_url="javascript:alert(1)"))).one("CONFERENCE") is None


def test_a_closed_hearing_is_confidential() -> None:
    assert event(what=story(matter=Matter("main", "2-15/2026", confidential=True))).text("CLASS") == "CONFIDENTIAL"
    assert event().text("CLASS") == "PUBLIC"


def test_the_entry_names_no_party_but_who_is_invited(told: Any) -> None:
    """A calendar is shared with others, and a party may be a minor."""
    for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
        assert not any(party.name in event(*told).text(name) for party in (ANNA, BORIS))


def test_lines_are_folded_by_octets_without_cutting_a_character() -> None:
    content = entry(notice(language="kk"), story(sitting(room="Ұлы үлкен зал " * 12)))
    assert max(len(line) for line in content.split(b"\r\n")) == 75
    for line in content.split(b"\r\n"):
        line.decode("utf-8")


def test_commas_semicolons_and_backslashes_are_escaped() -> None:
    one = event(what=story(sitting(room="A, B; C\\D")))
    assert one.text("LOCATION") == r"A\, B\; C\\D"
    assert "\\n" in one.text("DESCRIPTION")


# The mail around it


def test_the_calendar_part_is_base64_in_utf_8_and_the_mail_7_bit(told: Any) -> None:
    (part,) = [one for one in read(*told).walk() if one.get_content_type() == "text/calendar"]
    assert (part.get_content_charset(), part["Content-Transfer-Encoding"]) == ("utf-8", "base64")
    assert mail(*told).content.isascii()
    assert base64.b64decode(str(part.get_payload())) == entry(*told)


def test_words_come_before_the_calendar_part_and_there_is_one_of_each(told: Any) -> None:
    kinds = [part.get_content_type() for part in read(*told).iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]


def test_the_sender_is_the_organizer_or_acts_for_it(told: Any) -> None:
    organizer = event(*told).one("ORGANIZER")
    assert organizer is not None
    acting = itip.address(organizer.params.get("SENT-BY", organizer.value))
    assert [each.addr_spec for each in read(*told)["From"].addresses] == [acting]


def test_the_mail_says_that_a_program_sends_it_and_offers_no_way_out(told: Any) -> None:
    assert read(*told)["Auto-Submitted"] == "auto-generated"
    assert not [name for name in read(*told) if name.lower().startswith("list-")]


def test_every_attempt_has_the_same_message_id_and_later_mails_refer_to_the_first() -> None:
    first = notice()
    assert read(first)["Message-ID"] == read(first)["Message-ID"] == f"<{first.notice_id}@almaty-1.tarazy>"
    assert read(*moved(), follows=first.notice_id)["References"] == read(first)["Message-ID"]


def test_a_reminder_changes_no_calendar() -> None:
    kinds = [part.get_content_type() for part in read(notice("hearing_reminder_1d")).iter_parts()]
    assert kinds == ["text/plain", "text/html"]


# All of it at once


def test_no_rule_of_either_checker_is_broken(told: Any) -> None:
    assert imip.faults(mail(*told).content) == []
    assert libical.errors(entry(*told)) == set()


def test_libical_reads_the_chain_as_new_moved_and_cancelled() -> None:
    first, detail, second, third = (entry(*each) for each in (invited(), invited(at=SAID + HOUR), moved(), cancelled()))
    taken_off, back = entry(*moved("hearing_uninvited")), entry(notice(version=3), story())
    reader = "anna@party.test"
    assert libical.classify(first, None, reader) == "REQUEST-NEW"
    assert libical.classify(detail, first, reader) == "REQUEST-UPDATE"
    assert libical.classify(second, first, reader) == "REQUEST-RESCHEDULE"
    assert libical.classify(first, second, reader) == "OBSOLETE"
    assert libical.classify(third, second, reader) == "CANCEL-EVENT"
    assert libical.classify(taken_off, first, reader) == "CANCEL-EVENT"
    assert libical.classify(back, None, reader) == "REQUEST-NEW"
