"""Notices and stories to write mails from, and the calendar parts of these mails."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tarazy_notifications.adapters.mail import Mail, MailBuilder
from tarazy_notifications.domain.hearings import Matter, Sitting
from tarazy_notifications.domain.notices import Notice, notice_id
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import HearingStory, Story

from tests.unit.notifications import imip, itip
from tests.unit.notifications.people import COURT, SAID, STARTS, number, sitting

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BUILDER = MailBuilder("notices@tarazy.test")


def story(*sittings: Sitting, **fields: Any) -> HearingStory:
    made = HearingStory(
        "scheduled", SAID, None, sittings or (sitting(),), (), ("Judge",), (), Matter("main", "2-15/2026")
    )
    return replace(made, **fields)


def notice(topic: str = "hearing_scheduled", version: int = 1, **fields: Any) -> Notice:
    made = Notice(
        notice_id(number(200), version, number(11), "email", topic),
        COURT.court_id,
        number(200),
        version,
        number(11),
        "email",
        topic,
        "Anna",
        "en",
        "anna@party.test",
        STARTS,
    )
    return made._replace(**fields)


def mail(about: Notice | None = None, what: Story | None = None, court: Court = COURT, **fields: Any) -> Mail:
    return BUILDER.build(about or notice(), what or story(), court, **({"written_at": SAID} | fields))


def invited(**fields: Any) -> tuple[Notice, HearingStory]:
    return notice(), story(**fields)


def moved(topic: str = "hearing_rescheduled", **fields: Any) -> tuple[Notice, HearingStory]:
    told: dict[str, Any] = {"happening": "rescheduled", "previous": (sitting(),), "reason": "judge_absent"}
    return notice(topic, 2), story(sitting(STARTS + DAY), **(told | {"at": SAID + HOUR} | fields))


def cancelled() -> tuple[Notice, HearingStory]:
    told = story(happening="cancelled", previous=(sitting(),), reason="case_closed", at=SAID + 2 * HOUR)
    return notice("hearing_cancelled", 3), replace(told, sittings=())


def entry(*args: Any, **kwargs: Any) -> bytes:
    """The calendar part of a mail as it is sent."""
    return imip.calendar_of(mail(*args, **kwargs).content)[0]


def calendar(*args: Any, **kwargs: Any) -> itip.Component:
    return itip.parse(entry(*args, **kwargs))


def event(*args: Any, **kwargs: Any) -> itip.Component:
    return calendar(*args, **kwargs).named("VEVENT")[0]
