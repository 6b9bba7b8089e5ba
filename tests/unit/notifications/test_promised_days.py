"""Days that are promised instead of a date: what mails say of them, and what stands in calendars meanwhile."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tarazy_notifications.adapters import letters
from tarazy_notifications.adapters.documents import read_story, write_story
from tarazy_notifications.domain.hearings import Hearing, Promised
from tarazy_notifications.domain.people import Language
from tarazy_notifications.domain.telling import tell
from tarazy_notifications.domain.timing.reminders import Reminder, Standing, reminders

from tests.unit.notifications import imip, itip
from tests.unit.notifications.ladders import ALMATY, BY_DEFAULT
from tests.unit.notifications.letters_of import mail, notice, story
from tests.unit.notifications.people import COURT, SAID, STAFF, STARTS, case, change, placing, sitting

WEEK = Promised(date(2026, 11, 30), date(2026, 12, 4))
PROMISED = story(promised=WEEK)
SETTLED = story(happening="rescheduled", reason="date_fixed", previous=(sitting(),), previously_promised=WEEK)
CANCELLED = story(happening="cancelled", reason="case_closed", previous=(sitting(),), previously_promised=WEEK)


def event(topic: str, version: int, told: object) -> itip.Component:
    content = mail(notice(topic, version), told).content  # type: ignore[arg-type]
    assert imip.faults(content) == []
    return itip.parse(imip.calendar_of(content)[0]).named("VEVENT")[0]


@pytest.mark.parametrize(
    ("language", "days", "later"),
    [
        ("en", "30 November 2026 – 4 December 2026", "will be told"),
        ("ru", "30 ноября 2026 г. – 4 декабря 2026 г.", "будут сообщены"),
        ("kk", "2026 ж. 30 қараша – 2026 ж. 4 желтоқсан", "хабарланады"),
    ],
)
def test_mail_names_the_days_and_neither_hour_nor_room(language: Language, days: str, later: str) -> None:
    letter = letters.write(notice(language=language), PROMISED, COURT)
    assert days in letter.subject.replace("\u00a0", " ")
    assert days in letter.plain.replace("\u00a0", " ")
    assert later in letter.plain
    for untold in ("10:00", "Room 5", "1 December", "1 декабря", "1 желтоқсан"):
        assert untold not in letter.plain + letter.html + letter.subject


def test_the_date_is_told_as_a_change_from_the_days() -> None:
    letter = letters.write(notice("hearing_rescheduled", 2), SETTLED, COURT)
    assert "before: 30 November 2026 – 4 December 2026" in letter.plain
    assert "now: Tuesday, 1 December 2026, 10:00–12:00" in letter.plain
    assert "Room: Room 5" in letter.plain


def test_calendar_holds_whole_days_of_which_nobody_is_busy_until_the_date_updates_them() -> None:
    tentative = event("hearing_scheduled", 1, PROMISED)
    assert (tentative.text("STATUS"), tentative.text("TRANSP")) == ("TENTATIVE", "TRANSPARENT")
    starts = tentative.one("DTSTART")
    assert starts
    assert (starts.value, starts.params["VALUE"], tentative.text("DTEND")) == ("20261130", "DATE", "20261205")
    # Versions that moved within the days were told nobody: the next one that is has a higher number all the same.
    settled = event("hearing_rescheduled", 4, SETTLED)
    assert settled.text("UID") == tentative.text("UID")
    assert (tentative.text("SEQUENCE"), settled.text("SEQUENCE")) == ("0", "3")
    assert (settled.text("STATUS"), settled.text("TRANSP")) == ("CONFIRMED", "")


def test_days_of_a_hearing_that_is_called_off_go_from_the_calendar() -> None:
    gone = event("hearing_cancelled", 2, replace(CANCELLED, sittings=()))
    assert gone.text("STATUS") == "CANCELLED"
    assert gone.text("DTSTART") == "20261130"


def test_nobody_is_reminded_of_days() -> None:
    known = tell(change("scheduled", placing=placing(promised=WEEK)), None, case(), COURT, STAFF).hearing
    assert _reminders(known, SAID) == []
    assert len(_reminders(replace(known, placing=placing()), STARTS - timedelta(days=9))) == 2


def test_story_comes_back_as_it_was_written() -> None:
    assert read_story(write_story(SETTLED)) == SETTLED


def _reminders(hearing: Hearing, told_at: datetime) -> list[Reminder]:
    stands = Standing.of(hearing)
    return reminders(stands, told_at, BY_DEFAULT, ALMATY) if stands else []
