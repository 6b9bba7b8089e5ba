"""Calendar entries that appear, move and go away: iTIP by our own checker, by libical and by vobject."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_notifications.domain.hearings import Matter, Sitting
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import HearingStory

from tests.unit.notifications import itip, libical
from tests.unit.notifications.letters_of import mail, notice, story
from tests.unit.notifications.people import COURT, SAID, STARTS, sitting

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
outside_reader = pytest.mark.skipif(libical.missing() is not None, reason=str(libical.missing()))


def moved(topic: str = "hearing_rescheduled", **fields: Any) -> tuple[Any, HearingStory]:
    told = story(
        sitting(STARTS + DAY),
        **(
            {"happening": "rescheduled", "previous": (sitting(),), "reason": "judge_absent", "at": SAID + HOUR} | fields
        ),
    )
    return notice(topic, 2), told


def cancelled() -> tuple[Any, HearingStory]:
    told = story(happening="cancelled", previous=(sitting(),), reason="case_closed", at=SAID + 2 * HOUR)
    return notice("hearing_cancelled", 3), replace(told, sittings=())


def calendar(*args: Any, **kwargs: Any) -> itip.Component:
    return itip.parse(itip.calendar_of(mail(*args, **kwargs).content)[0])


def event(*args: Any, **kwargs: Any) -> itip.Component:
    return calendar(*args, **kwargs).named("VEVENT")[0]


TIMES = st.integers(0, 60 * 24 * 200).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * timedelta(minutes=1)
)
SITTINGS = st.lists(
    st.builds(
        lambda at, minutes, room: sitting(at, minutes, room),
        TIMES,
        st.integers(5, 240),
        st.text("Зa,;\n\\№5", min_size=1),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.starts_at.date(),
)
STRANGE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60).filter(str.strip)
MATTERS = st.builds(
    Matter, STRANGE, STRANGE, st.sampled_from(["in_person", "video"]), st.none() | STRANGE, st.booleans()
)
TOPICS = st.sampled_from(["hearing_scheduled", "hearing_rescheduled", "hearing_cancelled", "hearing_uninvited"])
ZONES = st.sampled_from(["Asia/Almaty", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"])


@settings(max_examples=120)
@given(TOPICS, SITTINGS, SITTINGS, MATTERS, STRANGE, ZONES, st.sampled_from(["kk", "ru", "en"]), st.integers(1, 9))
def test_no_mail_breaks_a_rule_whatever_is_in_it(
    topic: str,
    sittings: list[Sitting],
    previous: list[Sitting],
    matter: Matter,
    name: str,
    zone: str,
    language: Any,
    version: int,
) -> None:
    told = story(*sittings, previous=tuple(previous), matter=matter, previous_judges=(name,))
    if topic == "hearing_cancelled":
        told = replace(told, sittings=())
    about = notice(topic, version, name=name, language=language)
    court = replace(COURT, zone=zone, names=dict.fromkeys(("kk", "ru", "en"), name))
    content = mail(about, told, court).content
    assert itip.faults(content) == []
    assert content == mail(about, told, court).content, "the same event gives the same bytes"


@settings(max_examples=60)
@given(SITTINGS, ZONES)
def test_a_reader_finds_every_day_from_its_first_start_to_its_last_end(sittings: list[Sitting], zone: str) -> None:
    by_day: dict[Any, list[Sitting]] = {}
    for one in sittings:
        by_day.setdefault(one.starts_at.astimezone(ZoneInfo(zone)).date(), []).append(one)
    wanted = sorted((min(s.starts_at for s in day), max(s.ends_at for s in day)) for day in by_day.values())
    found = itip.spans(calendar(what=story(*sittings), court=replace(COURT, zone=zone)))
    assert [(start, end) for start, end, _ in found] == wanted


@outside_reader
@pytest.mark.parametrize("make", [lambda: (notice(), story()), moved, lambda: moved("hearing_uninvited"), cancelled])
def test_libical_has_nothing_against_it(make: Callable[[], Any]) -> None:
    content, _ = itip.calendar_of(mail(*make()).content)
    assert libical.errors(content) == set()


@outside_reader
def test_libical_reads_the_chain_as_new_moved_and_cancelled() -> None:
    first, second, third = (
        itip.calendar_of(mail(*each).content)[0] for each in ((notice(), story()), moved(), cancelled())
    )
    reader = "anna@party.test"
    assert libical.classify(first, None, reader) == "REQUEST-NEW"
    assert libical.classify(second, first, reader) == "REQUEST-RESCHEDULE"
    assert libical.classify(first, second, reader) == "OBSOLETE"
    assert libical.classify(third, second, reader) == "CANCEL-EVENT"


@pytest.mark.parametrize("make", [lambda: (notice(), story()), moved, cancelled])
def test_vobject_reads_it(make: Callable[[], Any]) -> None:
    content, params = itip.calendar_of(mail(*make()).content)
    read = vobject.readOne(content.decode())
    read.validate(raiseException=True)
    assert read.method.value == params["method"]
    assert read.vevent.uid.value == f"{notice().subject_id}@almaty-1.tarazy"


def test_uid_stays_and_sequence_grows_with_the_version() -> None:
    chain = [event(*each) for each in ((notice(), story()), moved(), cancelled())]
    assert {one.text("UID") for one in chain} == {f"{notice().subject_id}@almaty-1.tarazy"}
    assert [one.text("SEQUENCE") for one in chain] == ["0", "1", "2"]
    assert [one.text("DTSTAMP") for one in chain] == ["20261116T040000Z", "20261116T050000Z", "20261116T060000Z"]


def test_only_the_whole_hearing_is_cancelled_one_person_is_just_taken_off() -> None:
    whole, one_person = calendar(*cancelled()), calendar(*moved("hearing_uninvited"))
    assert (whole.text("METHOD"), whole.named("VEVENT")[0].text("STATUS")) == ("CANCEL", "CANCELLED")
    assert (one_person.text("METHOD"), one_person.named("VEVENT")[0].text("STATUS")) == ("CANCEL", "")


def test_who_is_taken_off_sees_the_times_that_are_in_their_calendar() -> None:
    start = event(*moved("hearing_uninvited")).one("DTSTART")
    assert start is not None
    assert (start.params["TZID"], start.value) == ("Asia/Almaty", "20261201T100000")


def test_the_registry_invites_and_the_recipient_alone_is_invited() -> None:
    one = event(notice(name='Anna "A", LLP'), story())
    assert one.text("ORGANIZER") == "mailto:registry@court.test"
    (attendee,) = one.all("ATTENDEE")
    assert (attendee.value, attendee.params["CN"]) == ("mailto:anna@party.test", "Anna 'A', LLP")
    assert event(court=replace(COURT, email=None)).text("ORGANIZER") == "mailto:notices@tarazy.test"


def test_confidential_hearings_are_marked_and_name_nobody_in_the_summary() -> None:
    told = story(matter=Matter("main", "2-15/2026", confidential=True))
    one = event(what=told)
    assert one.text("CLASS") == "CONFIDENTIAL"
    assert "Anna" not in one.text("SUMMARY")
    assert event().text("CLASS") == "PUBLIC"


def test_one_day_with_a_break_is_one_entry() -> None:
    told = story(sitting(STARTS, 180), sitting(STARTS + 4 * HOUR, 60))
    assert itip.spans(calendar(what=told)) == [(STARTS, STARTS + 5 * HOUR, "Room 5")]
    assert len(calendar(what=told).named("VEVENT")) == 1


def test_several_days_are_one_set_and_a_day_that_differs_has_its_own_entry() -> None:
    told = story(sitting(), sitting(STARTS + DAY), sitting(STARTS + 2 * DAY, room="Room 7"))
    found = calendar(what=told)
    master, differing = found.named("VEVENT")
    assert master.text("RDATE") == "20261202T100000,20261203T100000"
    assert differing.text("RECURRENCE-ID") == "20261203T100000"
    assert [place for _, _, place in itip.spans(found)] == ["Room 5", "Room 5", "Room 7"]


def test_a_video_link_is_a_conference_and_only_https_is_one() -> None:
    link = story(matter=Matter("main", "2-15/2026", "video", "https://video.test/room"))
    conference = event(what=link).one("CONFERENCE")
    assert conference is not None
    assert (conference.value, conference.params["VALUE"]) == ("https://video.test/room", "URI")
    assert event(what=story(matter=Matter("main", "1", "video", "javascript:alert(1)"))).one("CONFERENCE") is None


def test_the_time_zone_is_small_and_its_own() -> None:
    (zone,) = calendar().named("VTIMEZONE")
    assert zone.text("TZID") == "Asia/Almaty"
    assert len(zone.parts) == 1


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("TZID:Asia/Almaty", "TZID:Asia/Nowhere", "TZID without VTIMEZONE"),
        ("DTEND;TZID=Asia/Almaty:20261202T12", "DTEND;TZID=Asia/Almaty:20261202T09", "DTEND is not after DTSTART"),
        ("DTSTAMP:2026", "DTSTAMP:226", "DTSTAMP is malformed"),
        ("mailto:registry@", "registry@", "ORGANIZER or ATTENDEE is no mailto"),
        ("METHOD:REQUEST\r\n", "", "METHOD is not there once, or is another"),
        ("METHOD:REQUEST", "METHOD:CANCEL", "STATUS of a CANCEL"),
        ("STATUS:CONFIRMED", "STATUS:CANCELLED", "STATUS of a REQUEST"),
        ("SEQUENCE:1\r\n", "", "SEQUENCE is there 0 times"),
        ("PRODID", "UID:random\r\nPRODID", "the calendar has a UID of its own, which would be another each time"),
    ],
)
def test_our_checker_finds_what_libical_misses(old: str, new: str, fault: str) -> None:
    content, _ = itip.calendar_of(mail(*moved()).content)
    assert itip.content_faults(content) == []
    assert fault in itip.content_faults(content.replace(old.encode(), new.encode()))


def test_our_checker_finds_an_alarm_in_a_cancellation_and_a_method_that_differs() -> None:
    content, _ = itip.calendar_of(mail(*cancelled()).content)
    alarm = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT"
    assert itip.content_faults(content.replace(b"END:VEVENT", alarm)) == ["VALARM in a CANCEL"]
    differing = mail(*cancelled()).content.replace(b'method="CANCEL"', b'method="REQUEST"')
    assert itip.faults(differing) == ["method differs between Content-Type and VCALENDAR"]


def test_a_court_of_another_zone_is_written_in_that_zone() -> None:
    berlin: Court = replace(COURT, zone="Europe/Berlin")
    start = event(court=berlin).one("DTSTART")
    assert start is not None
    assert (start.params["TZID"], start.value) == ("Europe/Berlin", "20261201T060000")
