"""Notices and stories to write mails from."""

from dataclasses import replace
from typing import Any

from tarazy_notifications.adapters.mail import Mail, MailBuilder
from tarazy_notifications.domain.hearings import Matter, Sitting
from tarazy_notifications.domain.notices import Notice, notice_id
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import HearingStory, Story

from tests.unit.notifications.people import COURT, SAID, STARTS, number, sitting

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
